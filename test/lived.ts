import { onTestFinished } from "vitest";
import { getMatter } from "#matter/matter";
import type { Case, Service } from "#content/pack";
import type { Actor } from "#kernel/ctx";
import { EXAMPLE_DAY } from "#content/rehearsal";
import { walkCase } from "../src/seed/walk.ts";
import { demoPacks, installPacks } from "../src/seed/packs.ts";
import { testCity, type TestCity } from "./city.ts";

/** A city of its own with the packs of a folder installed; gives how many were left out. */
export async function cityWith(root: string): Promise<{ city: TestCity; left: number }> {
  const city = await testCity();
  onTestFinished(() => city.close());
  return { city, left: await installPacks(city, demoPacks(root)) };
}

/** Lives an example person's case in a city, every row written and every guard asked; gives the matter's id. */
export async function live(city: TestCity, service: Service, lived: Case): Promise<string> {
  city.now = new Date(`${lived.today ?? EXAMPLE_DAY}T10:00:00+08:00`);
  const walked = {
    ctx: (actor: Actor) => city.ctx(actor),
    later: async () => void (city.now = new Date(city.now.getTime() + 14 * 86_400_000)),
    person: async (id: string, organisation?: string) => (await city.person(id, organisation)).actor,
  };
  return walkCase(walked, service, lived);
}

/** What came of a case that was lived. */
export async function outcomeOf(city: TestCity, matterId: string): Promise<string | null> {
  return (await getMatter(city.ctx(), matterId)).matter.outcome;
}
