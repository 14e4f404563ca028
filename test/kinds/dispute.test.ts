import { afterAll, beforeAll, expect, test } from "vitest";
import { begin } from "#matter/begin";
import { listTies } from "#matter/link";
import { firstBrokenAct, getMatter, listActs, listBreaches, listDocuments } from "#matter/matter";
import { listNotices } from "#matter/notice";
import { listParties } from "#matter/party";
import { sweepClocks } from "#matter/timing";
import { viewAsStaff } from "#matter/view";
import { completeTask } from "#matter/work";
import { issuedFile } from "#proof/document";
import { at, type TestCity } from "../city.ts";
import { openPortal, type Portal } from "../visitor.ts";
import { cityOfKinds, work } from "./city.ts";

// A dispute is mediated with the consent of both, and what they agree holds once both have signed. By the people who hold these posts in the demo city.

const STREET = "11990101MB0000021B";
const [clerk, mediator] = ["shuyan", "tonghe"];

let city: TestCity;
let portal: Portal;
beforeAll(async () => {
  city = await cityOfKinds();
  portal = await openPortal(city);
});
afterAll(async () => {
  await portal.close();
  await city.close();
});

const now = async (matterId: string) => (await getMatter(city.ctx(), matterId)).matter;
const waiting = async (matterId: string) => (await getMatter(city.ctx(), matterId)).open.map(({ node }) => node).toSorted();
const acts = async (matterId: string) => (await listActs(city.ctx(), matterId)).map(({ kind }) => kind);
const told = async (id: string, matterId: string) =>
  (await listNotices(await city.person(id))).flatMap((each) => (each.matterId === matterId ? [each.body] : []));
const JIANG = { kind: "person", name: "江莉", number: "990102198201070528" };
const CAO = { kind: "person", name: "曹雪", number: "990101199812010565" };
const where = { address: "松林里8号2幢", area: "990101001002" };
const terms = {
  outcome: "agree",
  dispute_facts: "楼上漏水，泡坏楼下天花板。",
  duties: "楼上负全部责任",
  agreed_terms: "楼上修好防水，赔偿三千元",
  manner: "一次付清",
  perform_by: "2026-12-31",
  mediators: "童和",
};

async function assigned(matterId: string, result: object = {}): Promise<void> {
  const name = { committee: "street/990101001000", level: "street", unit: STREET, answer: "已经交给青瓷街道人民调解委员会调解。" };
  await work(city, clerk!, matterId, "name-committee", { outcome: "name", ...name, ...result });
  await city.drain();
}

/** The two parties do one work, each the task that waits for them, in this order. */
async function each(matterId: string, kind: string, ...results: [string, { outcome: string } & Record<string, unknown>][]): Promise<void> {
  for (const [who, result] of results) {
    const theirs = await city.person(who);
    const roles = (await listParties(city.ctx(), matterId)).flatMap(({ role, ref }) => (ref === theirs.actor.id ? [role] : []));
    const task = (await getMatter(theirs, matterId)).open.find((open) => open.kind === kind && roles.includes(open.party ?? ""))!;
    await completeTask(theirs, matterId, task.taskId, result);
  }
  await city.drain();
}

test("an order of 12345 becomes a dispute; both agree, meet, sign and ask the court, which confirms; it is performed, and nobody else's to see", async () => {
  at(city, "2026-11-23T09:30:00+08:00");
  const caller = { kind: "person" as const, name: "江莉", phone: "19900000026" };
  const form = { summary: "楼上漏水，两家吵起来了", where };
  const order = await begin(await city.staff("sunli"), { item: "hotline-help", channel: "phone", form, party: caller });
  await work(city, "zhaoyun", order.matterId, "dispatch", { outcome: "mediate", dispute: "dispute-neighbour" });
  await city.drain();
  const { otherId: matterId } = (await listTies(city.ctx(), await now(order.matterId)))[0]!;
  expect([(await now(matterId)).kind, (await now(matterId)).channel, (await now(matterId)).area]).toEqual(["dispute", "matter", where.area]);

  await work(city, clerk!, matterId, "record-dispute", { outcome: "record", named: JIANG, respondent: CAO });
  await assigned(matterId);
  expect((await now(matterId)).unit).toBe(STREET);
  expect([(await now(order.matterId)).state, await waiting(order.matterId)]).toEqual(["answered", ["visit"]]);
  expect(await told("jiang-li", matterId)).toEqual(["已经交给青瓷街道人民调解委员会调解。"]);
  expect((await listParties(city.ctx(), matterId)).map(({ role, label }) => [role, label])).toEqual([
    ["named", "江*"],
    ["respondent", "曹*"],
  ]);
  // Sealed with the task and the parties: nothing of it lies open.
  const kept = await city.database.owner.query("select result::text, flow::text from matter.tasks join matter.matters using (matter_id) where matter_id = $1", [
    matterId,
  ]);
  expect(JSON.stringify(kept.rows)).not.toContain(CAO.number);

  await work(city, mediator!, matterId, "prepare-mediation", { outcome: "ask", claimant_way: "online", respondent_way: "online" });
  await each(matterId, "say-consent", ["jiang-li", { outcome: "agree", preferred: "童和" }], ["cao-xue", { outcome: "agree" }]);
  expect((await now(matterId)).state).toBe("mediating");
  const sitting = { outcome: "sitting", held_on: "2026-11-23", present: "双方、童和", minutes: "看了现场。" };
  for (const _ of [1, 2]) await work(city, mediator!, matterId, "mediate-dispute", sitting);
  await work(city, mediator!, matterId, "mediate-dispute", terms);
  await city.drain();

  const hers = await portal.signedIn("cao-xue");
  const page = (await hers.get(`/my/matters/${matterId}`)).html;
  const [paper, task] = ["documents", "tasks"].map((what) => new RegExp(`/my/matters/${matterId}/${what}/[^"/]+`).exec(page)![0]);
  expect([(await hers.get(paper!)).status, (await hers.get(`${task}?outcome=sign`)).html]).toEqual([200, expect.stringContaining("我看过协议书全文")]);
  await each(matterId, "sign-agreement", ["cao-xue", { outcome: "sign", read_whole: true }], ["jiang-li", { outcome: "sign", read_whole: true }]);
  await work(city, mediator!, matterId, "conclude-agreement", { outcome: "conclude" });
  await city.drain();
  const [draft, agreement] = await listDocuments(city.ctx(), matterId);
  const [sealed, toSign] = [agreement, draft].map((paper) => (paper!.data as { blocks: { text: string }[] }).blocks.map(({ text }) => text));
  // The same text: in place of the lines to sign on it says how both have.
  expect(toSign!.slice(-3).every((line) => line.endsWith("＿"))).toBe(true);
  expect(sealed).toEqual([...toSign!.slice(0, -3), "申请人已经在网上签字，被申请人已经在网上签字，人民调解员已经签名。"]);
  expect(JSON.stringify(agreement!.data)).toContain("楼上修好防水，赔偿三千元。");
  const staff = await city.staff(mediator!);
  const pdf = (await issuedFile(staff, await viewAsStaff(staff, matterId), agreement!, "pdf")).content;
  expect([pdf.subarray(0, 5).toString(), pdf.includes("/ByteRange")]).toEqual(["%PDF-", true]); // sealed

  await each(matterId, "ask-court", ["jiang-li", { outcome: "ask" }], ["cao-xue", { outcome: "ask" }]);
  expect([(await now(matterId)).state, (await now(matterId)).flags]).toEqual(["before-court", ["to-court"]]);
  at(city, "2026-12-10T09:30:00+08:00");
  const ruling = { outcome: "confirmed", court: "青溪区人民法院", ruling: "（2026）云0101民特15号", ruled_on: "2026-12-09" };
  await work(city, mediator!, matterId, "note-ruling", ruling);
  await work(city, mediator!, matterId, "look-after", { outcome: "kept", note: "已经付清" });
  await city.drain();
  const done = await now(matterId);
  expect([done.phase, done.outcome, done.flags]).toEqual(["closed", "performed", ["to-court", "confirmed"]]);
  expect((await acts(matterId)).filter((kind) => kind === "party-signed")).toHaveLength(2);
  const signed = (await listActs(city.ctx(), matterId)).filter(({ kind }) => kind === "party-signed");
  expect(new Set(signed.map(({ actor }) => actor.id)).size).toBe(2);
  expect(await firstBrokenAct(city.ctx(), matterId)).toBeUndefined();
  expect(await listBreaches(city.ctx(), [order.matterId, matterId])).toEqual([]);
  const stranger = await portal.signedIn("chen-xiaoman");
  expect((await stranger.get(`/my/matters/${matterId}`)).status).toBe(403);
});

/** A dispute that 江莉 brings on the portal, with 曹雪, as far as both are asked. */
async function brought(): Promise<string> {
  at(city, "2026-11-23T09:30:00+08:00");
  const form = { summary: "楼上漏水", where, opponent: "曹雪" };
  const { matterId } = await begin(await city.person("jiang-li"), { item: "dispute-neighbour", channel: "online", form });
  await work(city, clerk!, matterId, "record-dispute", { outcome: "record", respondent: CAO });
  await assigned(matterId);
  await work(city, mediator!, matterId, "prepare-mediation", { outcome: "ask", claimant_way: "online", respondent_way: "online" });
  return matterId;
}

test("one who does not want it ends it for both, and both read where else to go", async () => {
  const matterId = await brought();
  await each(matterId, "say-consent", ["cao-xue", { outcome: "refuse" }]);
  expect([(await now(matterId)).outcome, await waiting(matterId)]).toEqual(["not-willing", []]);
  for (const who of ["jiang-li", "cao-xue"]) expect((await told(who, matterId)).at(0)).toContain("可以向人民法院起诉");
  expect(await listBreaches(city.ctx(), [matterId])).toEqual([]);
});

test("one who does not answer is asked in person; who does not sign leaves the other unbound; thirty days without both, and no court is asked", async () => {
  const matterId = await brought();
  await each(matterId, "say-consent", ["jiang-li", { outcome: "agree" }]);
  at(city, "2026-12-01T09:30:00+08:00");
  await sweepClocks(city.ctx());
  await city.drain();
  expect(await waiting(matterId)).toEqual(["consent_respondent_face"]);
  await work(city, mediator!, matterId, "hear-consent", { outcome: "agree" });
  await work(city, mediator!, matterId, "mediate-dispute", terms);
  await city.drain();
  await each(matterId, "sign-agreement", ["jiang-li", { outcome: "sign", read_whole: true }], ["cao-xue", { outcome: "refuse", why_unsigned: "太多" }]);
  expect(await waiting(matterId)).toEqual(["unsigned"]);
  await work(city, mediator!, matterId, "settle-unsigned", { outcome: "again", reason: "愿意再谈" });
  await work(city, mediator!, matterId, "mediate-dispute", terms);
  await city.drain();
  await expect(each(matterId, "sign-agreement", ["jiang-li", { outcome: "sign" }])).rejects.toMatchObject({ status: 422 });
  await each(matterId, "sign-agreement", ["jiang-li", { outcome: "sign", read_whole: true }], ["cao-xue", { outcome: "sign", read_whole: true }]);
  await work(city, mediator!, matterId, "conclude-agreement", { outcome: "conclude" });
  await each(matterId, "ask-court", ["jiang-li", { outcome: "ask" }]);
  at(city, "2027-01-05T09:30:00+08:00");
  await sweepClocks(city.ctx());
  await city.drain();
  expect([(await now(matterId)).state, await waiting(matterId)]).toEqual(["performing", ["look_after"]]);
  await work(city, mediator!, matterId, "look-after", { outcome: "broken", reason: "没有付" });
  await city.drain();
  expect((await told("jiang-li", matterId)).at(0)).toContain("第三十二条");
  expect(await listBreaches(city.ctx(), [matterId])).toEqual([]);
});

test("a committee that fails hands it to a higher one, never to its own level", async () => {
  const matterId = await brought();
  await each(matterId, "say-consent", ["jiang-li", { outcome: "agree" }], ["cao-xue", { outcome: "agree" }]);
  await work(city, mediator!, matterId, "mediate-dispute", { outcome: "raise", reason: "都不让" });
  await expect(assigned(matterId)).rejects.toMatchObject({ status: 422 });
  await assigned(matterId, { committee: "county/990101000000", level: "county", unit: "11990100MB0000045B-01" });
  expect([(await now(matterId)).unit, (await now(matterId)).flags, await waiting(matterId)]).toEqual(["11990100MB0000045B-01", ["raised-up"], ["mediate"]]);
});
