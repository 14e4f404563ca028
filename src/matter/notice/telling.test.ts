import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { getPerson } from "#people/identity";
import { getMatter } from "#matter/matter";
import { submit } from "#matter/intake";
import { termsOf } from "#matter/work";
import { askAccount, changeAmount, endPayment, grantPayment, listPayments, suspendPayment } from "#matter/payment";
import type { Ctx } from "#kernel/ctx";
import { newId } from "#values/ids";
import { accepted, allowance, draftCase, foodLicence, anotherRestaurant, submitted, walkCase } from "../../../test/application.ts";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import { waitingSms } from "../../../test/sms.ts";
import { countUnread, fileChannel, listNotices, markRead, tellBeginner, tellPaid, tellParties } from "./index.ts";

let city: TestCity;
beforeAll(async () => void (city = await testCity()));
afterAll(() => city.close());

const owner = () => city.person("chen-xiaoman", "xiaoman-catering");
const daqing = () => city.person("zhou-daqing");
const told = async (ctx: Ctx, matterId: string) => (await listNotices(ctx)).filter((notice) => notice.matterId === matterId);
/** What waits to be sent as SMS of a matter or to a person. */
const messages = async (key: "matterId" | "personId", id: string): Promise<{ title: string; body: string }[]> =>
  (await waitingSms(city)).filter((sms) => sms[key] === id);

test("an applicant is told in their box and by SMS, with the day it is promised for", async () => {
  const matterId = await accepted(city);
  await city.drain();
  const notices = await told(await owner(), matterId);
  expect(notices.map(({ title, kind, link, readAt }) => [title, kind, link, readAt])).toEqual([
    ["申请已受理", "accepted", `/my/matters/${matterId}`, null],
    ["申请已收到", "submitted", `/my/matters/${matterId}`, null],
  ]);
  expect(notices[0]!.body).toBe("您的「食品经营许可」已经受理，12月1日前办完。");
  expect((await messages("matterId", matterId)).map(({ title }) => title)).toEqual(["申请已收到", "申请已受理"]);
  expect((await messages("matterId", matterId)).at(-1)!.body).toBe(notices[0]!.body);
});

test("a day in a year whose holidays nobody knows yet is told as uncertain", async () => {
  at(city, "2026-12-28T09:30:00+08:00");
  const matterId = await accepted(city);
  await city.drain();
  const [notice] = await told(await owner(), matterId);
  expect(notice!.body).toBe("您的「食品经营许可」已经受理，1月6日（以国务院放假通知为准）前办完。");
});

test("of a step that ends a matter one thing is told, and the service is asked to be rated", async () => {
  const ctx = await daqing();
  const [event, subject] = [newId(), await submitted(city)];
  const step = (act: string, kinds: string[], eventId = event) =>
    tellParties(city.ctx(), { eventId, type: "matter.told", subject, data: { act, given: {}, step: kinds }, at: city.now });
  const bodies = async (kind: string): Promise<string[]> =>
    (await told(await owner(), subject)).filter((notice) => notice.kind === kind).map(({ body }) => body);
  const ending = ["granted", "issued", "closed"];
  for (const act of ["granted", "closed"]) await step(act, ending);
  await tellBeginner("issued")(city.ctx(), { eventId: newId(), type: "matter.issued", subject, data: { step: ending }, at: city.now });
  // While it is not closed nothing is to be rated yet; told again it is one.
  await step("granted", ending);
  await step("refused", ["refused", "closed"], newId());
  await step("closed", ["closed"], newId());
  expect([await bodies("granted"), await bodies("issued"), await bodies("refused"), await bodies("closed")]).toEqual([
    ["您的「食品经营许可」已经批准。"],
    [],
    ["您的「食品经营许可」没有批准。理由：。决定书写明了申请行政复议和提起诉讼的办法。"],
    ["您的「食品经营许可」已经办结。请您评价这次服务。"],
  ]);
  // What tells nobody is seen in the progress only; an event that names no step is a step of its own.
  await step("noted", ["noted"], newId());
  await tellBeginner("extended")(city.ctx(), { eventId: newId(), type: "x", subject, data: { days: 5, reason: "复杂" }, at: city.now });
  expect([await bodies("noted"), await bodies("extended")]).toEqual([[], ["您的「食品经营许可」延长 5 个工作日。理由：复杂"]]);
  expect(await told(ctx, subject)).toEqual([]);
});

test("a licence's terms that are nobody's own stand in the notice, the others do not", async () => {
  const matterId = await walkCase(
    { ctx: city.ctx, later: async () => {}, person: async (id, firm) => (await city.person(id, firm)).actor },
    foodLicence,
    anotherRestaurant(),
  );
  await city.drain();
  const [notice] = await told(await owner(), matterId);
  expect(notice).toMatchObject({ kind: "granted", title: "已经批准" });
  expect(notice!.body).toMatch(/^您的「食品经营许可」已经批准。.+。请您评价这次服务。$/);
  const terms = await termsOf(city.ctx(), matterId);
  expect(terms.some(({ open }) => !open)).toBe(true);
  for (const { label, value, open } of terms) expect(notice!.body.includes(`${label}：${value}`), label).toBe(open);
});

test("whoever draws money is told of what happens to it, in yuan, in their box and by SMS", async () => {
  const ctx = await daqing();
  const matterId = await draftCase(
    ctx,
    allowance,
    allowance.cases.find(({ person }) => person === "zhou-daqing")!,
  );
  await submit(ctx, matterId);
  const { grantId, fromDay } = (await listPayments(ctx, matterId))[0]!;
  const decider = await city.staff("shiyong");
  await changeAmount(decider, grantId, { amount: 25_050, fromDay, reason: "按新标准" });
  await changeAmount(decider, grantId, { amount: 30_000, fromDay, reason: "按新标准" });
  await askAccount(ctx, grantId, { account: "6217001234000000016", bank: "云州银行" });
  await suspendPayment(decider, grantId, { reason: "核查" });
  at(city, "2027-02-10T10:00:00+08:00");
  await endPayment({ ...(await city.staff("shiyong")), now: city.now }, grantId, { lastDay: "2026-10-20", reason: "迁出" });
  await city.drain();
  const notices = (await told(ctx, matterId)).filter(({ kind }) => kind.startsWith("payment-"));
  expect(notices.map(({ kind, body, link }) => [kind, body, link]).toReversed()).toMatchObject([
    ["payment-amount", "您的「高龄津贴」从 2026年12月1日起调整为每期 250.50 元。", `/my/payments/${grantId}`],
    ["payment-amount", "您的「高龄津贴」从 2026年12月1日起调整为每期 300 元。", `/my/payments/${grantId}`],
    ["payment-account-asked", expect.stringContaining("您申请换「高龄津贴」的收款账户"), `/my/payments/${grantId}`],
    ["payment-suspended", expect.stringContaining("暂停发放"), `/my/payments/${grantId}`],
    ["payment-ended", expect.stringContaining("发到 2026年11月30日为止"), `/my/payments/${grantId}`],
  ]);
  expect((await messages("personId", ctx.actor.id)).map(({ title }) => title)).toEqual(expect.arrayContaining(["待遇金额调整", "待遇停发"]));
});

test("somebody who has no account here is told by nobody, and nothing fails", async () => {
  const { matter } = await getMatter(city.ctx(), await submitted(city));
  const { matterId, itemId, unit, area } = matter;
  const grant = { matterId, itemId, unit, area, name: "慰问金", amount: 100, payee: "某某", account: "6200000000000000018" };
  const { grantId } = await grantPayment(city.ctx(), { ...grant, beneficiary: { number: "990101195001010019", name: "某某" } });
  const count = async (): Promise<number> => Number((await city.database.owner.query("select count(*) as n from notice.notices")).rows[0].n);
  const before = await count();
  const event = { eventId: newId(), type: "payment.suspended", subject: grantId, data: { fromDay: "2026-12-01" }, at: city.now };
  await tellPaid("suspended")(city.ctx(), event);
  expect(await count()).toBe(before);
  const { idNumber } = await getPerson(city.ctx(), (await daqing()).actor.id);
  const own = await grantPayment(city.ctx(), { ...grant, itemId: "other", beneficiary: { number: idNumber, name: "周大青" } });
  await tellPaid("amount")(city.ctx(), { ...event, eventId: newId(), subject: own.grantId });
  const data = { fromDay: "2026-12-01", amount: 80_000, months: 3 };
  await tellPaid("recovery")(city.ctx(), { ...event, eventId: newId(), subject: own.grantId, data });
  expect((await told(await daqing(), matterId)).map(({ body }) => body).toReversed()).toEqual([
    "您的「慰问金」从 2026年12月1日起调整为每期 1 元。",
    "「慰问金」多发了 3 个月，共 800 元，请按通知退回。",
  ]);
});

test("one's own notices are counted until they are read; nobody else's are touched", async () => {
  const [mine, others] = [await owner(), await daqing()];
  const [unread, foreign] = [await countUnread(mine), await countUnread(others)];
  expect([Number(unread) > 0, Number(foreign) > 0]).toEqual([true, true]);
  await markRead(mine);
  expect([Number(await countUnread(mine)), await countUnread(others)]).toEqual([0, foreign]);
  expect((await listNotices(mine)).every(({ readAt }) => readAt?.getTime() === city.now.getTime())).toBe(true);
  at(city, "2026-11-24T09:30:00+08:00");
  await markRead(await owner());
  expect((await listNotices(mine)).some(({ readAt }) => readAt?.getTime() === city.now.getTime())).toBe(false);
});

test("the channel of a machine alone keeps a line a message, the phone masked, for nobody else's eyes", async () => {
  const folder = mkdtempSync(join(tmpdir(), "yiwang-sms-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const channel = fileChannel(join(folder, "not", "yet"));
  const now = new Date("2026-11-23T20:30:00Z");
  await channel.send("19900000003", "【云州市】一  二\n三", now);
  await channel.send("19900000004", "四", now);
  const sms = join(folder, "not", "yet", "sms");
  expect(readdirSync(sms)).toEqual(["2026-11-24.log"]);
  expect(readFileSync(join(sms, "2026-11-24.log"), "utf8")).toBe(
    "2026-11-23T20:30:00.000Z\t199****0003\t【云州市】一 二 三\n2026-11-23T20:30:00.000Z\t199****0004\t四\n",
  );
  expect(statSync(join(sms, "2026-11-24.log")).mode & 0o777).toBe(0o600);
});
