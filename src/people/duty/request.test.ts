import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "#kernel/ctx";
import { newId } from "#values/ids";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import { answered, appoint, appointAsked, askSecondPerson, listDuties, listRequests, mayAnswer } from "./index.ts";

// 双人审批: what one asks for and another answers.

let city: TestCity;
let [admin, security, audit]: Ctx[] = [];
beforeAll(async () => {
  city = await testCity();
  [admin, security, audit] = await Promise.all(["admin", "anlan", "shenji"].map((username) => city.staff(username)));
});
afterAll(() => city.close());

const idOf = async (username: string): Promise<string> => (await city.staff(username)).actor.id;
const ask = (ctx: Ctx, staffId: string, reason = "忘了密码"): Promise<string> => askSecondPerson(ctx, { kind: "reset-password", staffId, reason });

describe("a request", () => {
  test("says what, about whom, why and by whom; it waits", async () => {
    const staffId = await idOf("hetao");
    const requestId = await askSecondPerson(admin!, { kind: "unlock", staffId, data: { times: 5 }, reason: "输错五次" });
    expect((await listRequests(security!)).find((each) => each.requestId === requestId)).toEqual({
      requestId,
      kind: "unlock",
      staffId,
      data: { times: 5 },
      reason: "输错五次",
      askedBy: admin!.actor.id,
      askedName: "管理员",
      askedAt: city.now,
      agreed: null,
      note: null,
      answeredName: null,
      answeredAt: null,
    });
    const plain = await ask(admin!, staffId);
    expect((await listRequests(admin!)).find((each) => each.requestId === plain)!.data).toEqual({});
  });

  test("is not about oneself, has a reason, and comes from staff", async () => {
    const staffId = await idOf("hetao");
    await expect(ask(admin!, admin!.actor.id)).rejects.toMatchObject({ status: 422, code: "OWN_ACCOUNT" });
    await expect(ask(admin!, staffId, "  ")).rejects.toMatchObject({ code: "REASON_NEEDED", fields: { reason: expect.any(String) } });
    for (const ctx of [city.ctx(), await city.person("chen-xiaoman")]) await expect(ask(ctx, staffId)).rejects.toMatchObject({ status: 403 });
  });

  test("is seen by the three who keep the platform, and by nobody else", async () => {
    for (const ctx of [admin!, security!, audit!]) expect((await listRequests(ctx)).length).toBeGreaterThan(0);
    for (const ctx of [await city.staff("gaojian"), await city.staff("sujin"), await city.person("chen-xiaoman"), city.ctx()])
      await expect(listRequests(ctx)).rejects.toMatchObject({ status: 403 });
  });

  test("that waits stands before those answered, the oldest first; answered ones the latest first", async () => {
    const staffId = await idOf("hetao");
    const ids: string[] = [];
    for (const [n, time] of ["10", "11", "12", "13"].entries()) {
      at(city, `2026-11-24T${time}:00:00+08:00`);
      ids.push(await ask(await city.staff("admin"), staffId, `第 ${n} 次`));
    }
    for (const [n, time] of [
      [2, "14"],
      [0, "15"],
    ] as const) {
      at(city, `2026-11-24T${time}:00:00+08:00`);
      await answered(await city.staff("anlan"), ids[n]!, n === 0, "已核实");
    }
    const listed = (await listRequests(security!)).filter(({ requestId }) => ids.includes(requestId));
    expect(listed.map(({ requestId, agreed }) => [ids.indexOf(requestId), agreed])).toEqual([
      [1, null],
      [3, null],
      [0, true],
      [2, false],
    ]);
    expect(listed[2]).toMatchObject({ note: "已核实", answeredName: "安澜", answeredAt: new Date("2026-11-24T15:00:00+08:00") });
  });
});

describe("who answers", () => {
  test("is security; audit only where nobody at security but whom it is about is there", async () => {
    const [other, own] = [await idOf("hetao"), security!.actor.id];
    const may = async (ctx: Ctx): Promise<boolean[]> => [await mayAnswer(ctx, other), await mayAnswer(ctx, own)];
    expect([await may(security!), await may(audit!), await may(admin!), await may(await city.staff("gaojian"))]).toEqual([
      [true, true],
      [false, true],
      [false, false],
      [false, false],
    ]);
    for (const ctx of [city.ctx(), await city.person("chen-xiaoman")]) expect(await may(ctx)).toEqual([false, false]);
  });

  test("is not who asked, not whom it is about, not who has no say", async () => {
    const about = await ask(admin!, security!.actor.id);
    await expect(answered(security!, about, true, "")).rejects.toMatchObject({ status: 403, message: "和您本人有关的，要由另一个人批准。" });
    await expect(answered(admin!, about, true, "")).rejects.toMatchObject({ status: 403, message: expect.stringContaining("安全管理员处理") });
    const own = await ask(audit!, security!.actor.id);
    await expect(answered(audit!, own, true, "")).rejects.toMatchObject({ status: 403, message: "自己提出的，要由另一个人批准。" });
    const staff = await ask(admin!, await idOf("hetao"));
    await expect(answered(audit!, staff, true, "")).rejects.toMatchObject({ status: 403 });
    for (const id of [staff, newId(), "x"]) await expect(answered(await city.staff("gaojian"), id, true, "")).rejects.toMatchObject({ status: 403 });
    for (const id of [newId(), "x"]) await expect(answered(security!, id, true, "")).rejects.toMatchObject({ status: 404 });
    expect(await answered(audit!, about, true, "已核对")).toMatchObject({ requestId: about, staffId: security!.actor.id, kind: "reset-password" });
  });

  test("answers once", async () => {
    const requestId = await ask(admin!, await idOf("hetao"));
    await answered(security!, requestId, false, "不同意");
    await expect(answered(security!, requestId, true, "")).rejects.toMatchObject({ status: 409, code: "ANSWERED" });
    expect((await listRequests(security!)).find((each) => each.requestId === requestId)).toMatchObject({ agreed: false, note: "不同意" });
  });
});

describe("a powerful role", () => {
  const post = {
    post: "副局长",
    postUnit: "11990100MB0000001T",
    unit: "11990100MB0000001T",
    area: "990100000000",
    scope: "unit",
    fromDay: "2026-11-01",
  } as const;

  test("is asked for by staff and given as it was asked; the platform itself gives it at once", async () => {
    const staffId = await idOf("tanglei");
    const made = await appoint(admin!, { ...post, staffId, role: "decider" }, "班子调整");
    expect(made).toEqual({ requestId: expect.any(String) });
    const { requestId } = made as { requestId: string };
    const request = await answered(security!, requestId, true, "");
    expect(request).toMatchObject({ kind: "appoint", reason: "班子调整", data: { ...post, staffId, role: "decider" } });
    const appointmentId = await appointAsked(security!, request);
    const { rows } = await city.database.owner.query("select role, appointed_by, until_day from duty.appointments where appointment_id = $1", [appointmentId]);
    expect(rows).toEqual([{ role: "decider", appointed_by: admin!.actor.id, until_day: null }]);
    const other = await idOf("luping");
    expect(await appoint(city.ctx(), { ...post, staffId: other, role: "decider" })).toEqual({ appointmentId: expect.any(String) });
    expect((await listDuties(city.ctx(), other)).map(({ role }) => role)).toContain("decider");
  });

  test.each(["administrator", "security-administrator", "auditor", "seal-keeper", "flow-administrator"])("%s is not given by one person", async (role) => {
    expect(await appoint(admin!, { ...post, staffId: newId(), role })).toEqual({ requestId: expect.any(String) });
  });
});
