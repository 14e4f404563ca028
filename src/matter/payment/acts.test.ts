import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { getPerson } from "#people/identity";
import { getMatter } from "#matter/matter";
import { submit } from "#matter/intake";
import { findStanding } from "#register/register";
import type { Ctx } from "#kernel/ctx";
import { newId } from "#values/ids";
import { allowance, draftCase } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import {
  askAccount,
  changeAmount,
  endPayment,
  grantPayment,
  listChanges,
  listMyPayments,
  listPayments,
  objectToPayment,
  openGrant,
  resumePayment,
  settleAccount,
  suspendPayment,
} from "./index.ts";

// 周大青 draws 高龄津贴, 200 yuan a month from December 2026 on, on a card of 云州银行 that ends in 0059.

let city: TestCity;
let ctx: Ctx;
let matterId: string;
let grantId: string;
let decider: Ctx;
beforeAll(async () => {
  city = await testCity();
  ctx = await city.person("zhou-daqing");
  decider = await city.staff("shiyong");
});
afterAll(() => city.close());
beforeEach(async () => {
  for (const { grantId: before, state } of await listMyPayments(ctx))
    if (state !== "ended") await endPayment(decider, before, { lastDay: "2026-11-23", reason: "重新办理" });
  matterId = await draftCase(
    ctx,
    allowance,
    allowance.cases.find(({ person }) => person === "zhou-daqing")!,
  );
  await submit(ctx, matterId);
  grantId = (await listPayments(ctx, matterId))[0]!.grantId;
});

const stands = async () => (await listPayments(ctx, matterId))[0]!;
const last = async () => (await listChanges(ctx, grantId)).at(-1)!;
const registered = async () => (await findStanding(ctx, "old-age-allowance", (await getPerson(ctx, ctx.actor.id)).idNumber)) ?? {};
const emitted = async () =>
  (await city.database.owner.query("select type, data from events.outbox where subject = $1 order by event_id", [grantId])).rows as {
    type: string;
    data: object;
  }[];
const at = (instant: string, who: Ctx = decider): Ctx => ({ ...who, now: new Date(instant) });
const CARD = "6217001234000000016";

describe("a change of the amount", () => {
  const change = (given: object, by = decider) => changeAmount(by, grantId, { amount: 25_000, fromDay: "2026-12-01", reason: "按新标准", ...given });

  test("is on record with its grounds, its month, and who made it; it stands in the register and is told", async () => {
    await change({ basis: " 云民发〔2026〕3 号 " });
    expect(await last()).toMatchObject({
      kind: "amount",
      amount: 25_000,
      fromDay: "2026-12-01",
      reason: "按新标准",
      basis: expect.stringContaining("云民发〔2026〕3 号"),
      by: decider.actor.name,
      months: null,
      accountTail: null,
      at: city.now,
    });
    expect([(await stands()).amount, (await registered())["monthly"]]).toEqual([25_000, 25_000]);
    expect((await emitted()).at(-1)).toEqual({ type: "payment.amount", data: { fromDay: "2026-12-01", amount: 25_000, months: null } });
    const { rows } = await city.database.owner.query("select actor from payment.changes where grant_id = $1", [grantId]);
    expect(rows).toEqual([{ actor: { kind: "staff", id: decider.actor.id, name: decider.actor.name, unit: decider.actor.duties![0]!.unit } }]);
    await change({ amount: 26_000, basis: "  " });
    expect((await last()).basis).toBeNull();
  });

  test.each([
    [{ amount: 0 }, "amount"],
    [{ amount: -1 }, "amount"],
    [{ amount: 1.5 }, "amount"],
    [{ amount: 100_000_001 }, "amount"],
    [{ amount: 20_000 }, "amount"],
    [{ fromDay: "2026-11-30" }, "from_day"],
    [{ fromDay: "2027-11-24" }, "from_day"],
    [{ fromDay: "2026-13-01" }, "from_day"],
    [{ fromDay: "明年" }, "from_day"],
    [{ fromDay: "" }, "from_day"],
  ])("%j is refused at its field", async (given, field) => {
    await expect(change(given)).rejects.toMatchObject({ code: "AMOUNT", fields: { [field]: expect.any(String) } });
    expect((await stands()).amount).toBe(20_000);
  });

  test.each([{ amount: 100_000_000 }, { amount: 1 }, { fromDay: "2027-11-23" }])("%j is the last that is taken", async (given) => {
    await change(given);
    expect((await last()).kind).toBe("amount");
  });

  test("is for who answers for it, with a reason, and for none that has ended", async () => {
    await expect(change({ reason: "  " })).rejects.toMatchObject({ code: "REASON_NEEDED", fields: { reason: expect.any(String) } });
    for (const who of ["gaojian", "qinlan"]) await expect(change({}, await city.staff(who)), who).rejects.toMatchObject({ status: 403 });
    await expect(change({}, ctx)).rejects.toMatchObject({ status: 403 });
    await endPayment(decider, grantId, { lastDay: "2026-11-23", reason: "迁出" });
    await expect(change({})).rejects.toMatchObject({ code: "PAYMENT_ENDED" });
    await expect(changeAmount(decider, newId(), { amount: 1, fromDay: "2026-12-01", reason: "x" })).rejects.toMatchObject({ status: 404 });
    await expect(changeAmount(decider, "x", { amount: 1, fromDay: "2026-12-01", reason: "x" })).rejects.toMatchObject({ status: 404 });
  });
});

describe("an end", () => {
  test("is today at the latest; months paid after it are ordered back, each at what was paid then", async () => {
    await changeAmount(decider, grantId, { amount: 30_000, fromDay: "2027-02-01", reason: "按新标准" });
    const may = at("2027-03-05T10:00:00+08:00");
    await expect(endPayment(may, grantId, { lastDay: "2027-03-06", reason: "迁出" })).rejects.toMatchObject({ fields: { last_day: expect.any(String) } });
    await expect(endPayment(may, grantId, { lastDay: "2027-02-30", reason: "迁出" })).rejects.toMatchObject({ code: "LAST_DAY" });
    expect(await endPayment(may, grantId, { lastDay: "2026-12-15", reason: "迁出", basis: "办法第九条" })).toEqual({ months: 3, amount: 80_000 });
    const [ended, recovery] = (await listChanges(ctx, grantId)).slice(-2);
    expect(ended).toMatchObject({ kind: "ended", fromDay: "2026-12-15", reason: "迁出", basis: "办法第九条", amount: null });
    expect(recovery).toMatchObject({ kind: "recovery", fromDay: "2027-01-01", months: 3, amount: 80_000, reason: "迁出", basis: "办法第九条" });
    expect(await stands()).toMatchObject({ state: "ended", untilDay: "2026-12-15" });
    expect((await emitted()).slice(-2)).toEqual([
      { type: "payment.ended", data: { fromDay: "2026-12-15", months: null } },
      { type: "payment.recovery", data: { fromDay: "2027-01-01", amount: 80_000, months: 3 } },
    ]);
  });

  test("with today orders nothing back, and gives no basis where none was given", async () => {
    expect(await endPayment(decider, grantId, { lastDay: "2026-11-23", reason: "迁出" })).toEqual({ months: 0, amount: 0 });
    expect(await listChanges(ctx, grantId)).toMatchObject([{ kind: "ended", fromDay: "2026-11-30", basis: null }]);
  });

  test("counts what was paid while it was suspended not, and what was paid after it went on", async () => {
    await suspendPayment(at("2027-01-20T10:00:00+08:00"), grantId, { reason: "核查" });
    const march = at("2027-03-05T10:00:00+08:00");
    expect(await endPayment(march, grantId, { lastDay: "2026-12-15", reason: "迁出" })).toEqual({ months: 1, amount: 20_000 });
  });

  test("after a pause that was lifted every month counts again", async () => {
    await suspendPayment(at("2027-01-20T10:00:00+08:00"), grantId, { reason: "核查" });
    await resumePayment(at("2027-01-25T10:00:00+08:00"), grantId, { reason: "核查过了" });
    expect(await endPayment(at("2027-03-05T10:00:00+08:00"), grantId, { lastDay: "2026-12-15", reason: "迁出" })).toEqual({ months: 3, amount: 60_000 });
  });

  test("lets the same person apply anew; a pause or a new amount does not", async () => {
    const claims = async () =>
      (await city.database.owner.query("select ended_why from claim.claims where matter_id = $1", [matterId])).rows.map((row) => row.ended_why);
    await suspendPayment(decider, grantId, { reason: "核查" });
    expect(await claims()).toEqual([null]);
    await endPayment(decider, grantId, { lastDay: "2026-11-23", reason: "迁出" });
    expect(await claims()).toEqual(["ended"]);
  });

  test("of money paid once orders nothing back", async () => {
    const { matter } = await getMatter(city.ctx(), matterId);
    const { itemId, unit, area } = matter;
    const once = { matterId, itemId, unit, area, name: "慰问金", amount: 5000, beneficiary: { number: "990101195001010019", name: "某某" } };
    const made = await grantPayment(city.ctx(), { ...once, payee: "某某", account: "6200 0000 0000 0000 018", bank: "云州农商银行" });
    expect(made).toEqual({ grantId: expect.any(String), amount: 5000, fromDay: "2026-11-23", accountTail: "0018" });
    expect(await openGrant(city.ctx(), made.grantId)).toMatchObject({ period: null, bank: "云州农商银行", fromDay: "2026-11-23", beneficiary: "某*" });
    expect(await endPayment(at("2027-03-05T10:00:00+08:00"), made.grantId, { lastDay: "2026-12-01", reason: "退回" })).toEqual({ months: 0, amount: 0 });
    for (const amount of [0, -1, 1.5])
      await expect(grantPayment(city.ctx(), { ...once, amount, payee: "某某", account: "6200000000000000018" })).rejects.toThrow(`${amount} fen`);
  });
});

describe("a pause", () => {
  test("is made once and lifted once, each with its reason; the register says so", async () => {
    await suspendPayment(decider, grantId, { reason: "核查" });
    expect([(await stands()).state, (await registered())["status"], (await last()).reason]).toEqual(["suspended", "suspended", "核查"]);
    await expect(suspendPayment(decider, grantId, { reason: "核查" })).rejects.toMatchObject({ code: "PAYMENT_SUSPENDED" });
    await expect(resumePayment(decider, grantId, { reason: " " })).rejects.toMatchObject({ code: "REASON_NEEDED" });
    await resumePayment(decider, grantId, { reason: "没有问题" });
    expect([(await stands()).state, (await registered())["status"]]).toEqual(["running", "paying"]);
  });

  test("is asked for by whom the money is for, and by nobody else", async () => {
    await expect(objectToPayment(await city.person("yu-hong"), grantId, { reason: "不是我的" })).rejects.toMatchObject({ status: 403 });
    await expect(objectToPayment(await city.staff("shiyong"), grantId, { reason: "不是我的" })).rejects.toMatchObject({ status: 403 });
    await expect(objectToPayment(ctx, grantId, { reason: " " })).rejects.toMatchObject({ code: "REASON_NEEDED" });
    await objectToPayment(ctx, grantId, { reason: "金额不对" });
    expect(await last()).toMatchObject({ kind: "objected", reason: "金额不对", by: "周*青" });
    expect((await stands()).state).toBe("suspended");
    await expect(objectToPayment(ctx, grantId, { reason: "金额不对" })).rejects.toMatchObject({ code: "PAYMENT_NOT_RUNNING" });
  });
});

describe("another account", () => {
  test("waits to be confirmed, and is in force when it was, with its bank", async () => {
    await askAccount(ctx, grantId, { account: CARD, bank: " 云州农商银行 " });
    expect(await last()).toMatchObject({ kind: "account-asked", accountTail: "0016", reason: "受益人申请" });
    expect(await stands()).toMatchObject({ accountTail: "0059", bank: "云州银行", wantedTail: "0016" });
    await expect(settleAccount(await city.staff("gaojian"), grantId, { agree: true, reason: "" })).rejects.toMatchObject({ status: 403 });
    await settleAccount(decider, grantId, { agree: true, reason: "" });
    expect(await last()).toMatchObject({ kind: "account", accountTail: "0016", reason: "已核对是受益人本人的账户" });
    expect(await stands()).toMatchObject({ accountTail: "0016", bank: "云州农商银行", wantedTail: null });
    expect((await registered())["account"]).toBe(CARD);
    expect(await openGrant(ctx, grantId)).toMatchObject({ account: CARD, wanted: undefined, person: { name: "周大青" } });
  });

  test("is declined with a reason, and the old one stays", async () => {
    await askAccount(ctx, grantId, { account: CARD, bank: "云州农商银行" });
    await expect(settleAccount(decider, grantId, { agree: false, reason: " " })).rejects.toMatchObject({ code: "REASON_NEEDED" });
    await settleAccount(decider, grantId, { agree: false, reason: "户名不符" });
    expect(await last()).toMatchObject({ kind: "account-declined", accountTail: "0016", reason: "户名不符" });
    expect(await stands()).toMatchObject({ accountTail: "0059", wantedTail: null });
    await expect(settleAccount(decider, grantId, { agree: false, reason: "x" })).rejects.toMatchObject({ code: "NO_ACCOUNT_ASKED" });
  });

  test.each([
    ["123456789012345", "云州银行", "ACCOUNT"],
    ["12345678901234567890", "云州银行", "ACCOUNT"],
    ["6200000000000000059", "云州银行", "ACCOUNT"],
    [CARD, "  ", "BANK"],
  ])("%s at %j is refused", async (account, bank, code) => {
    await expect(askAccount(ctx, grantId, { account, bank })).rejects.toMatchObject({ code, fields: expect.any(Object) });
    expect((await stands()).wantedTail).toBeNull();
  });

  test("is not asked for when nothing is paid any more; what waits is dropped with the end", async () => {
    await askAccount(ctx, grantId, { account: CARD, bank: "云州农商银行" });
    await endPayment(decider, grantId, { lastDay: "2026-11-23", reason: "迁出" });
    expect((await stands()).wantedTail).toBeNull();
    await expect(askAccount(ctx, grantId, { account: CARD, bank: "云州农商银行" })).rejects.toMatchObject({ code: "PAYMENT_ENDED" });
  });
});
