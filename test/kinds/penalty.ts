import { begin } from "#matter/begin";
import { deliver } from "#matter/delivery";
import { getMatter, listDocuments } from "#matter/matter";
import type { TestCity } from "../city.ts";
import { appointed, work } from "./city.ts";

// Cases against 陈小满 as the foreign pack of enforcement runs them, for tests of what comes of them.

const BUREAU = "11990100MB0000001T";
const STATION = "11990100MB0000001T-02";
const BASIS = "食品安全法第一百二十二条";

/** Appoints those who work on cases: two officers, who decides, who reviews. */
export async function enforcers(city: TestCity): Promise<void> {
  for (const [who, role, unit] of [
    ["tanglei", "officer", STATION],
    ["fangmin", "officer", STATION],
    ["gaojian", "chief", BUREAU],
    ["zhouwen", "legal-reviewer", BUREAU],
  ] as const)
    await appointed(city, who, role, unit);
}

/** A case in which 陈小满 is told what is proposed; with `decided` she waives, and it is decided. */
export async function informedCase(city: TestCity, { decided = false } = {}): Promise<string> {
  city.now = new Date("2026-11-23T09:30:00+08:00");
  const { matterId } = await begin(await city.staff("tanglei"), {
    item: "penalty-food",
    channel: "officer",
    form: {
      offender: { kind: "person", name: "陈小满", number: "990101199205210063" },
      informant: { kind: "person", name: "林秀英", number: "990101194405120027" },
      offence: "未取得许可经营食品",
      clue: "群众举报",
    },
  });
  const two = async (name: string, result: Record<string, unknown>): Promise<void> => {
    await work(city, "tanglei", matterId, name, { ...result, outcome: String(result["outcome"]), companion: "fangmin" });
    await work(city, "fangmin", matterId, (await getMatter(city.ctx(), matterId)).open[0]!.kind, { outcome: "agree" });
  };
  await work(city, "gaojian", matterId, "propose", { outcome: "register" });
  await two("investigate", { outcome: "conclude", facts: "无证经营", evidence: "现场笔录", proposal: "给予处罚", basis: BASIS });
  await work(city, "zhouwen", matterId, "legal-review", { outcome: "agree" });
  await two("inform", { outcome: "inform", hearing_right: false, measures: "罚款五千元", fine: 500000, reason: "无证经营事实清楚。", basis: BASIS });
  if (!decided) return matterId;
  await work(city, await city.person("chen-xiaoman"), matterId, "plead", { outcome: "waive" });
  await work(city, "gaojian", matterId, "decide", { outcome: "punish", measures: "罚款五千元", fine: 500000, reason: "事实清楚", basis: BASIS });
  return matterId;
}

/** The same, delivered on the day it was decided, and paid: the case is closed. */
export async function punishedCase(city: TestCity): Promise<string> {
  const matterId = await informedCase(city, { decided: true });
  const document = (await listDocuments(city.ctx(), matterId)).find(({ kind }) => kind === "decision")!.documentId;
  const answers = { receiver: "陈小满", relation: "本人", place: "青瓷街3号", on: "2026-11-23" };
  await deliver(await city.staff("tanglei"), matterId, { document, party: 1, way: "direct", answers });
  await work(city, "tanglei", matterId, "execute", { outcome: "done", paid_on: "2026-11-23" });
  return matterId;
}
