import { afterAll, beforeAll, expect, test } from "vitest";
import { getKind, publishKind } from "#content/catalogue";
import { begin } from "#matter/begin";
import { clockOf, dueDayOf } from "#matter/clocks";
import { deliver } from "#matter/delivery";
import { getMatter, listActs, listBreaches, listDocuments } from "#matter/matter";
import { listMine, listParties } from "#matter/party";
import { sweepClocks } from "#matter/timing";
import { viewMatter } from "#matter/view";
import { at, type TestCity } from "../city.ts";
import { appointed, cityOfKinds, work } from "./city.ts";

// A case against somebody: they did not begin it, see nothing of it before they are informed, and are heard before it is decided.

const BUREAU = "11990100MB0000001T";
const STATION = "11990100MB0000001T-02";

let city: TestCity;
beforeAll(async () => {
  city = await cityOfKinds("enforcement");
  await appointed(city, "tanglei", "officer", STATION);
  await appointed(city, "fangmin", "officer", STATION);
  await appointed(city, "gaojian", "chief", BUREAU);
  await appointed(city, "zhouwen", "legal-reviewer", BUREAU);
  await appointed(city, "yinhe", "hearing-officer", BUREAU);
});
afterAll(() => city.close());

const BASIS = "食品安全法第一百二十二条";
const offender = { kind: "person", name: "陈小满", number: "990101199205210063" };
const case_ = async () =>
  begin(await city.staff("tanglei"), {
    item: "penalty-food",
    channel: "officer",
    form: {
      offender,
      informant: { kind: "anonymous" },
      offence: "未取得许可经营食品",
      clue: "群众举报",
      where: { address: "青瓷街3号", area: "990101001001" },
    },
  });
const now = async (matterId: string) => (await getMatter(city.ctx(), matterId)).matter;
const opens = async (matterId: string) => (await getMatter(city.ctx(), matterId)).open.map(({ kind }) => kind);

/** Two officers, the second of whom signs what the first handed in. */
async function together(matterId: string, name: string, result: Record<string, unknown>): Promise<void> {
  await work(city, "tanglei", matterId, name, { ...result, outcome: String(result["outcome"]), companion: "fangmin" });
  const { open } = await getMatter(city.ctx(), matterId);
  expect(open.map(({ signOf }) => signOf !== null)).toEqual([true]);
  await work(city, "fangmin", matterId, open[0]!.kind, { outcome: "agree" });
}

async function informed(): Promise<string> {
  at(city, "2026-11-23T09:30:00+08:00");
  const { matterId } = await case_();
  await work(city, "gaojian", matterId, "propose", { outcome: "register" });
  await together(matterId, "investigate", { outcome: "conclude", facts: "无证经营", evidence: "现场笔录", proposal: "给予处罚", basis: BASIS });
  await work(city, "zhouwen", matterId, "legal-review", { outcome: "agree" });
  await together(matterId, "inform", {
    outcome: "inform",
    hearing_right: true,
    measures: "罚款五千元",
    fine: 500000,
    reason: "无证经营事实清楚。",
    basis: BASIS,
  });
  return matterId;
}

test("who it is against sees nothing of it until they are informed, and cannot withdraw it", async () => {
  at(city, "2026-11-23T09:30:00+08:00");
  const { matterId, number } = await case_();
  expect([number, (await now(matterId)).title]).toEqual([expect.stringMatching(/罚立〔2026〕\d+号$/), "无证经营食品案 · 陈*满"]);
  expect(await listParties(city.ctx(), matterId)).toMatchObject([
    { role: "offender", label: "陈*满", follows: false },
    { role: "informant", label: "不愿透露姓名", follows: false },
  ]);
  const her = await city.person("chen-xiaoman");
  await expect(viewMatter(her, matterId)).rejects.toMatchObject({ status: 403 });
  expect((await listMine(her)).rows.map((each) => each.matterId)).not.toContain(matterId);
  await expect(work(city, "zhangyue", matterId, "propose", { outcome: "register" })).rejects.toMatchObject({ status: 403 });
});

test("heard and decided: two officers sign, the hearing stops the clock of the decision, the decision is a paper that is served", async () => {
  const matterId = await informed();
  const her = await city.person("chen-xiaoman");
  expect((await listMine(her)).rows.map((each) => each.matterId)).toContain(matterId);
  expect(clockOf(await now(matterId), "hearing_request")!.endedAt).toBeNull();
  await work(city, her, matterId, "plead", { outcome: "hear", statement: "证件正在办理" });
  expect([(await now(matterId)).state, clockOf(await now(matterId), "decide")!.stoppedAt !== null]).toEqual(["hearing", true]);
  await work(city, "yinhe", matterId, "hear", { outcome: "done", held_on: "2026-11-23", minutes: "双方到场", opinion: "维持" });
  expect(clockOf(await now(matterId), "decide")!.stoppedAt).toBeNull();
  await work(city, "gaojian", matterId, "decide", { outcome: "punish", measures: "罚款五千元", fine: 500000, reason: "事实清楚", basis: BASIS });
  await expect(work(city, "tanglei", matterId, "serve", { outcome: "served" })).rejects.toMatchObject({
    fields: { outcome: expect.stringContaining("请先登记决定书") },
  });
  const document = (await listDocuments(city.ctx(), matterId)).find(({ kind }) => kind === "decision")!.documentId;
  const told = { receiver: "陈小满", relation: "本人", place: "青瓷街3号", on: "2026-11-23" };
  await deliver(await city.staff("tanglei"), matterId, { document, party: 1, way: "direct", answers: told });
  expect(dueDayOf(clockOf(await now(matterId), "pay"))).toBe("2026-12-08");
  await work(city, "tanglei", matterId, "execute", { outcome: "done", paid_on: "2026-11-23" });
  expect([(await now(matterId)).phase, (await now(matterId)).state]).toEqual(["closed", "punished"]);
  const papers = await listDocuments(city.ctx(), matterId);
  expect(papers.map(({ kind }) => kind)).toEqual(["prior-notice", "decision", "receipt-of-delivery"]);
  expect(papers[1]!.data).toMatchObject({
    name: "行政处罚决定书",
    blocks: [
      { text: "当事人陈小满，证件号码990101199205210063。" },
      { text: "本机关于11月23日举行听证。" },
      { text: "当事人陈述申辩：证件正在办理" },
      { text: `依据${BASIS}，决定：罚款五千元` },
      { rows: [["罚款", "5000"]] },
      { text: "理由：事实清楚" },
    ],
  });
  expect((await listActs(city.ctx(), matterId)).map(({ kind }) => kind)).toEqual(
    expect.arrayContaining([
      "submitted",
      "registered",
      "concluded",
      "reviewed",
      "informed",
      "hearing-asked",
      "heard",
      "decided",
      "delivered",
      "served",
      "punished",
    ]),
  );
  expect(await listBreaches(city.ctx(), [matterId])).toEqual([]);
});

test("who does not plead within five working days is decided on without; a timer of the flow fires with the clock of the law", async () => {
  const matterId = await informed();
  expect(await opens(matterId)).toEqual(["plead"]);
  at(city, "2026-11-30T20:00:00+08:00");
  await sweepClocks(city.ctx());
  expect(await opens(matterId)).toEqual(["plead"]);
  at(city, "2026-12-01T00:30:00+08:00");
  await sweepClocks(city.ctx());
  expect(await opens(matterId)).toEqual(["decide"]);
});

test("what is against somebody is decided by people alone, with a reason", async () => {
  const matterId = await informed();
  const her = await city.person("chen-xiaoman");
  await work(city, her, matterId, "plead", { outcome: "waive" });
  const bare = { outcome: "punish", measures: "罚款五千元", basis: BASIS };
  await expect(work(city, "gaojian", matterId, "decide", bare)).rejects.toMatchObject({ fields: { reason: expect.any(String) } });
  await expect(work(city, her, matterId, "decide", { ...bare, reason: "x" })).rejects.toMatchObject({ status: 403 });
  await work(city, "gaojian", matterId, "decide", { outcome: "drop", reason: "首次违法且及时改正", basis: "行政处罚法第三十三条" });
  expect((await now(matterId)).state).toBe("dropped");
});

test("a kind says how many there are of a party: none where there has to be one, and two where there is one, are told at the field", async () => {
  const { definition } = await getKind(city.ctx(), "penalty-case");
  const witnesses = { name: "witnesses", label: "证人", type: "rows", fields: [{ name: "who", label: "谁", type: "party" }] } as const;
  const published = async (count: "1" | "0..1" | "1..n"): Promise<void> => {
    const witness = { word: "证人", who: ["person" as const], from: "witnesses", count, follows: false, guarded: false };
    const form = { pages: [{ ...definition.form!.pages[0]!, fields: [...definition.form!.pages[0]!.fields, witnesses] }] };
    await publishKind(
      city.ctx(),
      { ...definition, form: form as never, kind: { ...definition.kind, parties: { ...definition.kind.parties, witness } } },
      "test",
    );
  };
  const person = (name: string) => ({ who: { kind: "person", name } });
  const with_ = async (rows?: object[]) =>
    begin(await city.staff("tanglei"), {
      item: "penalty-food",
      channel: "officer",
      form: { offender, offence: "无证经营", clue: "群众举报", ...(rows && { witnesses: rows }) },
    });
  await published("1..n");
  await expect(with_()).rejects.toMatchObject({ fields: { witnesses: "请写明证人是谁" } });
  const { matterId } = await with_([person("林秀英"), person("余红")]);
  expect((await listParties(city.ctx(), matterId)).map(({ role }) => role)).toEqual(["offender", "witness", "witness"]);
  await published("0..1");
  await expect(with_([person("林秀英"), person("余红")])).rejects.toMatchObject({ fields: { witnesses: "证人只能有一个，这里写了 2 个，请只留一个" } });
  await with_();
  await publishKind(city.ctx(), definition, "test");
});
