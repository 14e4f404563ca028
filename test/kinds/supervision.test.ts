import { afterAll, beforeAll, expect, test } from "vitest";
import { begin } from "#matter/begin";
import { listTies } from "#matter/link";
import { getMatter, listActs, listBreaches, listDocuments } from "#matter/matter";
import { sweepClocks } from "#matter/timing";
import { at, type TestCity } from "../city.ts";
import { appointed, cityOfKinds, work } from "./city.ts";

// An order that is two working days late is supervised; what the office sets is done by units, each task a matter of its own.

const CENTRE = "12990100MB0000002T";
const GOVERNMENT = "11990100MB0000010Q";
const URBAN = "11990100MB00000057";
const PLANNING = "11990100MB0000006A";

let city: TestCity;
beforeAll(async () => {
  city = await cityOfKinds("office");
  await appointed(city, "linjing", "dispatcher", CENTRE);
  await appointed(city, "zhouwen", "handler", URBAN);
  await appointed(city, "jiangnan", "handler", PLANNING);
  await appointed(city, "sujin", "office-head", GOVERNMENT);
  await appointed(city, "xuran", "inspector-office", GOVERNMENT);
});
afterAll(() => city.close());

const now = async (matterId: string) => (await getMatter(city.ctx(), matterId)).matter;
const tiesOf = async (matterId: string) => listTies(city.ctx(), await now(matterId));

async function lateOrder(): Promise<string> {
  at(city, "2026-11-23T09:30:00+08:00");
  const nobody = city.ctx({ kind: "anonymous", id: "", name: "" });
  const form = { summary: "书院街路灯不亮" };
  const { matterId } = await begin(nobody, { item: "hotline-complaint", channel: "online", form, party: { kind: "anonymous" } });
  await work(city, "linjing", matterId, "dispatch", { outcome: "dispatch", unit: URBAN });
  await work(city, "zhouwen", matterId, "sign", { outcome: "sign" });
  return matterId;
}

/** The clocks are looked at, and what that begins has begun. */
async function look(instant: string): Promise<void> {
  at(city, instant);
  await sweepClocks(city.ctx());
  await city.drain();
}

test("a late order begins a supervision, once; it bears the sign of it until that ends", async () => {
  const order = await lateOrder();
  await look("2026-12-01T18:00:00+08:00"); // due at the end of the 30th
  expect([(await now(order)).flags, await tiesOf(order)]).toEqual([[], []]);
  await look("2026-12-03T09:00:00+08:00");
  await look("2026-12-03T10:00:00+08:00");
  const [tie, ...others] = await tiesOf(order);
  expect([tie, others]).toMatchObject([{ link: "supervises", outward: false, otherKind: "supervision", state: "待立项" }, []]);
  expect((await now(order)).flags).toEqual(["supervised"]);
  const supervision = await now(tie!.otherId);
  expect([supervision.title, supervision.form["about"], supervision.channel]).toEqual(["督办 · 书院街路灯不亮", (await now(order)).number, "matter"]);
  await work(city, "sujin", supervision.matterId, "approve", { outcome: "drop", reason: "已经联系上诉求人" });
  await city.drain();
  expect([(await now(order)).flags, (await tiesOf(order))[0]!.state]).toEqual([[], "不予立项"]);
});

test("tasks go to their units, each a matter; when all are done the office verifies, and what is not well done is set again", async () => {
  at(city, "2026-11-23T09:30:00+08:00");
  const form = { summary: "荷塘桥积水" };
  const { matterId } = await begin(await city.staff("xuran"), { item: "supervision", channel: "console", form });
  const task = (unit: string, what: string) => ({ unit, what, until: "2026-12-20" });
  const tasks = [task(URBAN, "改造管网"), task(PLANNING, "核对用地")];
  await work(city, "sujin", matterId, "approve", { outcome: "approve", until: "2026-12-31", tasks });
  await city.drain();
  const children = await tiesOf(matterId);
  expect(children.map(({ otherKind, outward }) => [otherKind, outward])).toEqual([
    ["supervision-task", false],
    ["supervision-task", false],
  ]);
  const [urban, planning] = (await Promise.all(children.map(({ otherId }) => now(otherId)))).toSorted((a, b) =>
    a.unit === URBAN ? -1 : b.unit === URBAN ? 1 : 0,
  );
  expect([urban!.title, urban!.unit, planning!.title, planning!.unit]).toEqual(["改造管网", URBAN, "核对用地", PLANNING]);

  await work(city, "zhouwen", urban!.matterId, "sign", { outcome: "sign" });
  await work(city, "zhouwen", urban!.matterId, "handle", { outcome: "report", progress: "已经开挖" });
  await work(city, "zhouwen", urban!.matterId, "handle", { outcome: "done", progress: "已经完工" });
  await city.drain();
  expect((await now(matterId)).state).toBe("underway");
  await work(city, "jiangnan", planning!.matterId, "sign", { outcome: "sign" });
  await work(city, "jiangnan", planning!.matterId, "handle", { outcome: "done", progress: "用地合规" });
  await city.drain();
  expect((await now(matterId)).state).toBe("checking");

  await work(city, "xuran", matterId, "verify", { outcome: "again", reason: "仍有积水", until: "2027-01-15", tasks: [task(URBAN, "清淤")] });
  await city.drain();
  const third = (await tiesOf(matterId)).at(-1)!;
  await work(city, "zhouwen", third.otherId, "sign", { outcome: "sign" });
  await work(city, "zhouwen", third.otherId, "handle", { outcome: "done", progress: "已经清淤" });
  await city.drain();
  await work(city, "xuran", matterId, "verify", { outcome: "done", opinion: "现场无积水" });
  expect([(await now(matterId)).phase, (await now(matterId)).state, (await now(matterId)).flags]).toEqual(["closed", "done", ["again"]]);
  const [notice, report] = await listDocuments(city.ctx(), matterId);
  expect(notice).toMatchObject({ kind: "notice", number: "市政府督〔2026〕1号", data: { blocks: [{}, { title: "任务", items: ["改造管网", "核对用地"] }] } });
  expect(report!.data).toMatchObject({ blocks: [{ text: "“荷塘桥积水”交办任务3项，办成3项，核验通过，予以销号。" }, { text: "核验意见：现场无积水" }] });
  expect((await listActs(city.ctx(), matterId)).map(({ kind }) => kind)).toEqual([
    "submitted",
    "set-up",
    "finished",
    "resumed-supervising",
    "finished",
    "settled",
  ]);
  expect(await listBreaches(city.ctx(), [matterId, urban!.matterId, planning!.matterId, third.otherId])).toEqual([]);
});

test("a unit to which a task does not belong objects; who set it agrees, and the supervision is told", async () => {
  at(city, "2026-11-23T09:30:00+08:00");
  const { matterId } = await begin(await city.staff("xuran"), { item: "supervision", channel: "console", form: { summary: "路口标线不清" } });
  const tasks = [{ unit: PLANNING, what: "重划标线", until: "2026-12-20" }];
  await work(city, "sujin", matterId, "approve", { outcome: "approve", until: "2026-12-31", tasks });
  await city.drain();
  const { otherId } = (await tiesOf(matterId))[0]!;
  await work(city, "jiangnan", otherId, "sign", { outcome: "object", reason: "不是本单位职责" });
  await work(city, "xuran", otherId, "review", { outcome: "agree" });
  await city.drain();
  expect([(await now(otherId)).state, (await now(matterId)).state]).toEqual(["not-ours", "checking"]);
});
