import type { Ctx } from "#kernel/ctx";
import type { TestCity } from "../../../test/city.ts";
import { activateSeal } from "./standing.ts";
import { applyForSeal, approveSeal, type SealApplication } from "./application.ts";
import { makeSeal } from "./making.ts";

export const MARKET = "11990100MB0000001T";

/** 尹荷 keeps the seals of 市场监督管理局; 庄严 keeps those of the whole city. */
export async function keepers(city: TestCity): Promise<{ yinhe: Ctx; zhuangyan: Ctx }> {
  return { yinhe: await city.staff("yinhe"), zhuangyan: await city.staff("zhuangyan") };
}

/** A seal that went the whole way: applied for by one, approved by another, made and put into use. */
export async function activeSeal(city: TestCity, wish: Partial<SealApplication> = {}): Promise<string> {
  const { yinhe, zhuangyan } = await keepers(city);
  const id = await applyForSeal(yinhe, { kind: "unit", unit: MARKET, purposes: ["decision", "licence"], reason: "电子文书用印", ...wish });
  await approveSeal(zhuangyan, id, "同意");
  await makeSeal(zhuangyan, id);
  await activateSeal(yinhe, id);
  return id;
}
