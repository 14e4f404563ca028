import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { getMatter } from "#matter/matter";
import { submit } from "#matter/intake";
import type { Ctx } from "#kernel/ctx";
import { newId } from "#values/ids";
import { allowance, draftCase, submitted } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import {
  changeAmount,
  endPayment,
  followRules,
  grantPayment,
  listChanges,
  listMyPayments,
  listPayments,
  myGrant,
  openGrant,
  overpaid,
  readPayment,
  resumePayment,
  searchPayments,
  suspendPayment,
} from "./index.ts";

// What rules do by themselves, and who sees what is paid. 周大青 draws 高龄津贴, 200 yuan a month from December 2026 on, on a card of 云州银行 that ends in 0059.

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
const at = (instant: string, who: Ctx = decider): Ctx => ({ ...who, now: new Date(instant) });

describe("the rules of an item", () => {
  const followed = (now: string) => followRules({ ...city.ctx(), now: new Date(now) });

  test("leave alone what is suspended, what a person set, and what they would grant today", async () => {
    expect(await followed("2026-12-23T09:30:00+08:00")).toBe(0);
    const century = "2031-11-23T09:30:00+08:00"; // 周大青 is a hundred
    await suspendPayment(decider, grantId, { reason: "核查" });
    expect(await followed(century)).toBe(0);
    await resumePayment(decider, grantId, { reason: "没有问题" });
    expect(await followed(century)).toBe(1);
    expect(await last()).toMatchObject({ kind: "amount", by: "业务规则", fromDay: "2031-12-01" });
    const ruled = (await stands()).amount;
    expect(ruled).toBeGreaterThan(20_000);
    await changeAmount(at(century), grantId, { amount: ruled + 100, fromDay: "2031-12-01", reason: "特批" });
    expect(await followed(century)).toBe(0);
    expect((await stands()).amount).toBe(ruled + 100);
  });

  test("that fail are in the log, and the others go on", async () => {
    await city.database.owner.query("update payment.standings set matter_id = $2 where grant_id = $1", [grantId, newId()]);
    const said: unknown[] = [];
    const logged = { ...city.ctx(), log: { info: () => {}, error: (fields: object) => void said.push(fields) } };
    expect(await followRules(logged)).toBe(0);
    expect(said).toEqual([{ err: expect.objectContaining({ status: 404 }), grantId }]);
    await city.database.owner.query("update payment.standings set matter_id = $2 where grant_id = $1", [grantId, matterId]);
  });

  test("of an item without any say nothing", async () => {
    const { matter } = await getMatter(city.ctx(), await submitted(city));
    const { itemId, unit, area } = matter;
    const grant = {
      matterId: matter.matterId,
      itemId,
      unit,
      area,
      name: "按月补助",
      amount: 5000,
      period: "P1M",
      payee: "某某",
      account: "6200000000000000018",
    };
    const made = await grantPayment(city.ctx(), { ...grant, beneficiary: { number: "990101195001010019", name: "某某" } });
    expect(await followed("2026-12-23T09:30:00+08:00")).toBe(0);
    // Where no register is kept of it, a change is a change all the same.
    await suspendPayment(
      { ...decider, actor: { ...decider.actor, duties: [{ ...decider.actor.duties![0]!, unit, area: "990100000000", scope: "area" }] } },
      made.grantId,
      { reason: "核查" },
    );
    expect((await openGrant(city.ctx(), made.grantId)).state).toBe("suspended");
  });
});

describe("who sees a grant", () => {
  test("whom it is for, as themselves and not for a firm; staff who answer for it, and their look is on record", async () => {
    expect((await myGrant(ctx, grantId)).grantId).toBe(grantId);
    for (const who of [await city.person("yu-hong"), decider, city.ctx()]) await expect(myGrant(who, grantId)).rejects.toMatchObject({ status: 403 });
    const firm = { ...ctx, actor: { ...ctx.actor, onBehalf: { organisationId: newId(), name: "某公司", agencyId: newId(), items: ["*"] } } };
    await expect(myGrant(firm, grantId)).rejects.toMatchObject({ status: 403 });
    expect([await listMyPayments(firm), await listMyPayments(decider)]).toEqual([[], []]);
    const looks = async () => Number((await city.database.owner.query("select count(*) as n from trace.looks where purpose = '查阅待遇发放'")).rows[0].n);
    const before = await looks();
    const seen = await readPayment(decider, grantId);
    await readPayment(decider, grantId);
    expect(await looks()).toBe(before + 1);
    expect(seen).toMatchObject({ beneficiary: "周*青", accountTail: "0059" });
    expect(JSON.stringify(seen)).not.toMatch(/周大青|6200000000000000059/);
    for (const who of [await city.staff("gaojian"), ctx, city.ctx()]) await expect(readPayment(who, grantId)).rejects.toMatchObject({ status: 403 });
  });

  test("found by state and by masked name, forty a page, the last changed first", async () => {
    const found = async (given: object) => (await searchPayments(decider, given)).rows.map(({ grantId: id }) => id);
    expect(await found({ state: "running", text: "周*青" })).toContain(grantId);
    expect([await found({ state: "suspended", text: "周*青" }), await found({ text: "没有" })]).toEqual([[], []]);
    expect(await found({ text: "周%青" })).toEqual([]);
    const { matter } = await getMatter(city.ctx(), matterId);
    const { itemId, unit, area } = matter;
    for (let n = 0; n < 41; n += 1) {
      const grant = { matterId, itemId, unit, area, name: "慰问金", amount: 100 + n, payee: "郑某", account: "6200000000000000018" };
      await grantPayment(
        { ...city.ctx(), now: new Date(city.now.getTime() + n * 1000) },
        { ...grant, beneficiary: { number: "990101195001010019", name: "郑某" } },
      );
    }
    const page = async (n?: number) => await searchPayments(decider, { text: "郑*", ...(n && { page: n }) });
    const [first, second, third] = [await page(), await page(2), await page(3)];
    expect([first, second, third].map(({ rows, more }) => [rows.length, more])).toEqual([
      [40, true],
      [1, false],
      [0, false],
    ]);
    expect([first.rows[0]!.amount, first.rows.at(-1)!.amount, second.rows[0]!.amount]).toEqual([140, 101, 100]);
    await city.database.owner.query("delete from payment.standings where beneficiary_label = '郑*' and amount = 100");
    expect((await page()).more).toBe(false);
  });
});

test("rates count from their months, in whatever order they were written", () => {
  const rates = [
    { fromDay: "2026-09-01", amount: 300 },
    { fromDay: "2026-01-01", amount: 100 },
    { fromDay: "2026-08-01", amount: 200 },
  ];
  expect(overpaid(rates, "2026-06-20", "2026-10-01")).toEqual({ months: 4, amount: 900 });
  expect(overpaid([], "2026-06-20", "2026-08-01")).toEqual({ months: 2, amount: 0 });
});
