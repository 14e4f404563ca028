import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getPerson } from "#people/identity";
import { getMatter } from "#matter/matter";
import { startDraft, submit } from "#matter/intake";
import { findStanding, importRecords, listDepartures } from "#register/register";
import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { allowance, draftCase } from "../../../test/application.ts";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import {
  askAccount,
  changeAmount,
  endPayment,
  followRules,
  grantPayment,
  listChanges,
  listMyPayments,
  listPayments,
  overpaid,
  resumePayment,
  searchPayments,
  settleAccount,
  suspendPayment,
} from "./index.ts";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const caseOf = (person: string) => allowance.cases.find((each) => each.person === person)!;

/** Somebody of the examples draws the allowance from now on; gives matter and grant. */
async function drawing(person: string): Promise<{ ctx: Ctx; matterId: string; grantId: string }> {
  const ctx = await city.person(person);
  const matterId = await draftCase(ctx, allowance, caseOf(person));
  await submit(ctx, matterId);
  const [payment] = await listPayments(ctx, matterId);
  return { ctx, matterId, grantId: payment!.grantId };
}
const numberOf = async (ctx: Ctx) => (await getPerson(ctx, ctx.actor.id)).idNumber;
const row = async (ctx: Ctx) => (await findStanding(ctx, "old-age-allowance", await numberOf(ctx))) ?? {};
const decider = () => city.staff("shiyong");

describe("the first month", () => {
  test("is the month after the application, in the order to pay, in the register, in the standing alike", async () => {
    at(city, "2026-12-31T10:00:00+08:00");
    const { ctx, matterId } = await drawing("lin-xiuying");
    expect((await listPayments(ctx, matterId))[0]).toMatchObject({
      fromDay: "2027-01-01",
      amount: 10000,
      state: "running",
      accountTail: "0018",
      untilDay: null,
    });
    expect(await row(ctx)).toMatchObject({ from: "2027-01", monthly: 10000, status: "paying" });
    const { rows } = await city.database.owner.query("select from_day::text as day from payment.grants where matter_id = $1", [matterId]);
    expect(rows).toEqual([{ day: "2027-01-01" }]);
  });
});

describe("one grant", () => {
  test("is in force for one person, whoever asks: the database holds no second", async () => {
    const { ctx, matterId } = await drawing("zhou-daqing");
    const { matter } = await getMatter(ctx, matterId);
    const number = await numberOf(ctx);
    const again = grantPayment(city.ctx(), {
      matterId,
      itemId: matter.itemId,
      unit: matter.unit,
      area: matter.area,
      name: "高龄津贴",
      amount: 10000,
      period: "P1M",
      beneficiary: { number, name: "周大青" },
      payee: "周大青",
      account: "6200000000000000018",
    });
    await expect(again).rejects.toMatchObject({ status: 409, code: "ALREADY_HELD" });
  });

  test("is seen by whom it is for, and by who answers for it; nobody else", async () => {
    const { ctx } = { ctx: await city.person("zhou-daqing") };
    expect(await listMyPayments(ctx)).toMatchObject([{ name: "高龄津贴", amount: 20000, accountTail: "0059" }]);
    expect(await listMyPayments(await city.person("yu-hong"))).toEqual([]);
    expect((await searchPayments(await decider())).rows.map(({ beneficiary }) => beneficiary)).toContain("周*青");
    expect((await searchPayments(await city.staff("gaojian"))).rows).toEqual([]);
  });
});

describe("a register that says somebody is there no more", () => {
  test("suspends what is paid to them and puts it before a person, who ends it with its day; the months after are ordered back", async () => {
    at(city, "2026-03-10T10:00:00+08:00");
    const { ctx, grantId } = await drawing("wu-shouchang");
    const number = await numberOf(ctx);
    const [elder, other] = [await decider(), await city.staff("gaojian")];
    at(city, "2026-09-02T10:00:00+08:00");
    const later = async (username: string): Promise<Ctx> => ({ ...(await city.staff(username)) });
    await importRecords(await later("admin"), "population", `id_number\tstatus\n${number}\tdeceased\n`);
    await city.drain();
    const [payment] = await listMyPayments(ctx);
    expect(payment).toMatchObject({ grantId, state: "suspended" });
    expect((await listChanges(ctx, grantId)).map(({ kind, by, reason }) => `${kind} ${by} ${reason}`)).toEqual([
      "suspended 信息比对 人口库的状态变为“deceased”，请核查后停发或者恢复",
    ]);
    expect((await listDepartures(ctx)).map(({ register, status }) => `${register} ${status}`)).toContain("人口库 deceased");
    expect(await row(ctx)).toMatchObject({ status: "suspended" });

    await expect(endPayment({ ...other, now: city.now }, grantId, { lastDay: "2026-06-20", reason: "去世" })).rejects.toMatchObject({ status: 403 });
    await expect(endPayment({ ...elder, now: city.now }, grantId, { lastDay: "2027-06-20", reason: "去世" })).rejects.toMatchObject({ code: "LAST_DAY" });
    await expect(endPayment({ ...elder, now: city.now }, grantId, { lastDay: "2026-06-20", reason: " " })).rejects.toMatchObject({ code: "REASON_NEEDED" });
    const back = await endPayment(await later("shiyong"), grantId, { lastDay: "2026-06-20", reason: "老人 6 月 20 日去世" });
    // June is due in full; July, August and September were paid.
    expect(back).toEqual({ months: 3, amount: 150000 });
    expect((await listChanges(ctx, grantId)).slice(1)).toMatchObject(
      [
        { kind: "ended", fromDay: "2026-06-20", by: "石永" },
        { kind: "recovery", fromDay: "2026-07-01", months: 3, amount: 150000 },
      ].map(({ by: _by, ...rest }) => rest),
    );
    expect(await findStanding(ctx, "old-age-allowance", number)).toBeUndefined();
    await expect(resumePayment(await later("shiyong"), grantId, { reason: "弄错了" })).rejects.toMatchObject({ code: "PAYMENT_ENDED" });
    // It may be asked for anew: a death that was recorded by mistake.
    expect(await startDraft({ ...ctx, now: city.now }, { itemId: "old-age-allowance", situation: { who: "self", account: "social-card" } })).toBeTruthy();
  });

  test("told twice, it is one departure; a mistake is resumed by a person", async () => {
    const ctx = await city.person("zhou-daqing");
    const [payment] = await listMyPayments(ctx);
    const before = (await listDepartures(ctx)).length;
    for (let i = 0; i < 2; i += 1) await importRecords(await city.staff("admin"), "population", `id_number\tstatus\n${await numberOf(ctx)}\tcancelled\n`);
    await city.drain();
    expect((await listDepartures(ctx)).length).toBe(before + 1);
    await resumePayment(await decider(), payment!.grantId, { reason: "户籍误注销，已恢复" });
    await expect(resumePayment(await decider(), payment!.grantId, { reason: "再来" })).rejects.toMatchObject({ code: "PAYMENT_RUNNING" });
    expect((await listMyPayments(ctx))[0]).toMatchObject({ state: "running" });
    expect(await row(ctx)).toMatchObject({ status: "paying" });
    await importRecords(await city.staff("admin"), "population", `id_number\tstatus\n${await numberOf(ctx)}\tnormal\n`);
  });
});

describe("what changes", () => {
  test("steps of age: at ninety the rules pay more from the next month on, and say why; told again they change nothing", async () => {
    const ctx = await city.person("lin-xiuying");
    const [payment] = await listMyPayments(ctx);
    at(city, "2034-05-13T10:00:00+08:00");
    expect(await followRules({ ...city.ctx(), now: city.now })).toBeGreaterThan(0);
    expect((await listMyPayments(ctx))[0]).toMatchObject({ amount: 20000 });
    expect((await listChanges(ctx, payment!.grantId)).at(-1)).toMatchObject({
      kind: "amount",
      fromDay: "2034-06-01",
      amount: 20000,
      by: "业务规则",
      reason: expect.stringContaining("90"),
    });
    expect(await row(ctx)).toMatchObject({ monthly: 20000, from: "2027-01" });
    expect(await followRules({ ...city.ctx(), now: city.now })).toBe(0);
  });

  test("an amount that a person set stays, until a person sets it again", async () => {
    const ctx = await city.person("zhou-daqing");
    const [payment] = await listMyPayments(ctx);
    const month = `${dayOf(city.now).slice(0, 7)}-01`;
    await expect(changeAmount(await decider(), payment!.grantId, { amount: -5, fromDay: month, reason: "x" })).rejects.toMatchObject({ code: "AMOUNT" });
    await changeAmount(await decider(), payment!.grantId, { amount: 25000, fromDay: payment!.fromDay, reason: "按新标准" });
    await followRules(city.ctx());
    expect((await listMyPayments(ctx))[0]).toMatchObject({ amount: 25000 });
  });

  test("a new account is a change: she asks, staff confirm; blanks and width do not count", async () => {
    const ctx = await city.person("zhou-daqing");
    const [payment] = await listMyPayments(ctx);
    const ask = (account: string, bank = "云州银行") => askAccount(ctx, payment!.grantId, { account, bank });
    await expect(ask("1234")).rejects.toMatchObject({ code: "ACCOUNT" });
    await expect(ask("6200 0000 0000 0000 059")).rejects.toMatchObject({ code: "ACCOUNT" });
    // A check figure that does not fit is told, not refused.
    await ask("6217 0012 3400 0000 018");
    expect((await listMyPayments(ctx))[0]).toMatchObject({ wantedTail: "0018", doubtful: { account: false, wanted: true } });
    await expect(askAccount(await city.person("yu-hong"), payment!.grantId, { account: "6217001234000000016", bank: "x" })).rejects.toMatchObject({
      status: 403,
    });
    await ask("６２１７ 0012-3400 0000 016");
    expect((await listMyPayments(ctx))[0]).toMatchObject({ accountTail: "0059", wantedTail: "0016", doubtful: { wanted: false } });
    await settleAccount(await decider(), payment!.grantId, { agree: true, reason: "" });
    expect((await listMyPayments(ctx))[0]).toMatchObject({ accountTail: "0016", wantedTail: null });
    expect(await row(ctx)).toMatchObject({ account: "6217001234000000016" });
    await expect(settleAccount(await decider(), payment!.grantId, { agree: true, reason: "" })).rejects.toMatchObject({ code: "NO_ACCOUNT_ASKED" });
  });

  test("nobody but who answers for it may act, and never without a reason", async () => {
    const [payment] = await listMyPayments(await city.person("zhou-daqing"));
    await expect(suspendPayment(await city.staff("gaojian"), payment!.grantId, { reason: "核查" })).rejects.toMatchObject({ status: 403 });
    await expect(suspendPayment(await city.person("zhou-daqing"), payment!.grantId, { reason: "核查" })).rejects.toMatchObject({ status: 403 });
    await expect(suspendPayment(await decider(), payment!.grantId, { reason: "  " })).rejects.toMatchObject({ code: "REASON_NEEDED" });
  });
});

test.each([
  [[{ fromDay: "2026-01-01", amount: 100 }], "2026-06-20", "2026-06-30", 0, 0],
  [[{ fromDay: "2026-01-01", amount: 100 }], "2026-06-20", "2026-07-01", 1, 100],
  [
    [
      { fromDay: "2026-01-01", amount: 100 },
      { fromDay: "2026-08-01", amount: 200 },
    ],
    "2026-06-20",
    "2026-09-02",
    3,
    500,
  ],
  [[{ fromDay: "2026-05-01", amount: 100 }], "2026-02-01", "2026-06-15", 2, 200],
  [[{ fromDay: "2025-11-01", amount: 100 }], "2025-12-31", "2026-02-01", 2, 200],
])("with %j, right ended %s and paid until %s: %i months, %i fen too many", (rates, last, until, months, amount) => {
  expect(overpaid(rates, last, until)).toEqual({ months, amount });
});
