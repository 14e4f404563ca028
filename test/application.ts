import { join } from "node:path";
import { readPack, type Case, type Service } from "#base/pack";
import { draftCase } from "../src/seed/walk.ts";
import type { TestCity } from "./city.ts";

export { draftCase };

const market = readPack(join(import.meta.dirname, "../packs/market")).pack!;
const civil = readPack(join(import.meta.dirname, "../packs/civil")).pack!;

/** 食品经营许可, and 陈小满 who opens a small restaurant: the application most tests begin with. */
export const foodLicence: Service = market.services.find((service) => service.item.id === "food-licence")!;
export const restaurant: Case = foodLicence.cases[0]!;

/** 高龄津贴. */
export const allowance: Service = civil.services[0]!;

/** A draft of 陈小满's restaurant, complete and not yet submitted; gives its id. */
export async function restaurantDraft(city: TestCity): Promise<string> {
  return draftCase(await city.person("chen-xiaoman", "xiaoman-catering"), foodLicence, restaurant);
}
