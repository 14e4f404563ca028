import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  apart,
  appoint,
  endAppointment,
  listAppointments,
  listConflicts,
  listDuties,
  listRequests,
  recordAbsence,
  packRoles,
  ROLES,
  type NewAppointment,
} from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { DEMO_PASSWORD, DEMO_TOTP } from "../../../test/console-browser.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { answerRequest, askForAccount, codeNow, openSession, actorOf, signInStaff } from "./index.ts";

// 三员分立: what one person alone may not do, and what nobody may be together.

let city: TestCity;
let admin: Ctx;
let security: Ctx;
beforeAll(async () => {
  city = await testCity();
  admin = await city.staff("admin");
  security = await city.staff("anlan");
});
afterAll(() => city.close());

const idOf = async (username: string): Promise<string> => (await city.staff(username)).actor.id;
const AT = { post: "试验岗", postUnit: "11990100MB0000009K", unit: "11990100MB0000009K", area: "990100000000", scope: "area", fromDay: "2026-11-01" } as const;
const named = (staffId: string, role: string): NewAppointment => ({ ...AT, staffId, role });
const roles = async (staffId: string): Promise<string[]> => (await listDuties(city.ctx(), staffId)).map(({ role }) => role);
async function asked(made: ReturnType<typeof appoint>): Promise<string> {
  const { requestId } = (await made) as { requestId: string };
  expect(requestId).toEqual(expect.any(String));
  return requestId;
}

describe("an appointment", () => {
  test("of oneself is refused, whatever the role", async () => {
    for (const role of [...Object.keys(ROLES), ...(await packRoles(admin)).keys()])
      await expect(appoint(admin, named(admin.actor.id, role)), role).rejects.toMatchObject({ fields: { staffId: expect.any(String) } });
    expect(await roles(admin.actor.id)).toEqual(["administrator"]);
  });

  test.each([
    ["decider", "hetao"],
    ["auditor", "zhouwen"],
    ["decider", "yinhe"],
    ["seal-keeper", "gaojian"],
    ["administrator", "shenji"],
    ["security-administrator", "xuran"],
    ["acceptor", "anlan"],
    ["reviewer", "shenji"],
    ["supervisor", "anlan"],
  ])("as %s is refused for %s, who holds what does not go with it", async (role, username) => {
    const staffId = await idOf(username);
    const before = await roles(staffId);
    await expect(appoint(admin, named(staffId, role))).rejects.toMatchObject({ fields: { role: expect.stringContaining("不能由同一个人担任") } });
    expect(await roles(staffId)).toEqual(before);
  });

  test("to power is in force when another has agreed: not who asked, not whom it is about, not who has no say", async () => {
    const staffId = await idOf("tanglei");
    const requestId = await asked(appoint(admin, named(staffId, "decider"), "分管副局长调整"));
    expect(await roles(staffId)).not.toContain("decider");
    for (const other of [admin, await city.staff("tanglei"), await city.staff("gaojian"), await city.staff("shenji")])
      await expect(answerRequest(other, requestId, { agreed: true, note: "" })).rejects.toMatchObject({ status: 403 });
    await answerRequest(security, requestId, { agreed: true, note: "已核对任命文件" });
    expect(await roles(staffId)).toContain("decider");
    await expect(answerRequest(security, requestId, { agreed: true, note: "" })).rejects.toMatchObject({ code: "ANSWERED" });
    expect((await listRequests(admin)).find((each) => each.requestId === requestId)).toMatchObject({ agreed: true, answeredName: "安澜", askedName: "管理员" });
  });

  test("that was refused is not made, and what speaks against it meanwhile is asked again", async () => {
    const staffId = await idOf("fangmin");
    const first = await asked(appoint(admin, named(staffId, "decider")));
    await answerRequest(security, first, { agreed: false, note: "文件不齐" });
    expect(await roles(staffId)).toEqual(["inspector"]);
    const second = await asked(appoint(admin, named(staffId, "decider")));
    await appoint(admin, named(staffId, "acceptor"));
    await expect(answerRequest(security, second, { agreed: true, note: "" })).rejects.toMatchObject({ status: 422 });
    expect(await roles(staffId)).not.toContain("decider");
  });

  test("of two that do not go together, made at the same moment, one is refused", async () => {
    const staffId = await idOf("yuanye");
    const requests = await Promise.all(["decider", "seal-keeper"].map((role) => asked(appoint(admin, named(staffId, role)))));
    const answers = await Promise.allSettled(requests.map((requestId) => answerRequest(security, requestId, { agreed: true, note: "" })));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("to power is ended by two as well: security is not put out of office by one administrator", async () => {
    const staffId = security.actor.id;
    const held = (await listAppointments(admin)).find((each) => each.staffId === staffId && each.role === "security-administrator")!;
    const { requestId } = await endAppointment(admin, staffId, held.appointmentId, "调离");
    expect(await roles(staffId)).toContain("security-administrator");
    for (const other of [admin, security]) await expect(answerRequest(other, requestId!, { agreed: true, note: "" })).rejects.toMatchObject({ status: 403 });
    const decider = await idOf("pengyi");
    const theirs = (await listAppointments(admin)).find((each) => each.staffId === decider && each.role === "decider")!;
    const ending = await endAppointment(admin, decider, theirs.appointmentId, "退休");
    await answerRequest(security, ending.requestId!, { agreed: false, note: "" });
    expect(await roles(decider)).toContain("decider");
    const again = await endAppointment(admin, decider, theirs.appointmentId, "退休");
    await answerRequest(security, again.requestId!, { agreed: true, note: "" });
    expect(await roles(decider)).not.toContain("decider");
    await expect(endAppointment(admin, decider, theirs.appointmentId)).rejects.toMatchObject({ status: 404 });
  });

  test("to work goes by one person, as before", async () => {
    const staffId = await idOf("xiaoyu");
    expect(await appoint(admin, named(staffId, "acceptor"))).toMatchObject({ appointmentId: expect.any(String) });
  });
});

describe("the second person", () => {
  test("is the auditor for what is about the only one at security, and where there is none", async () => {
    const auditor = await city.staff("shenji");
    const about = async (username: string): Promise<string> => askForAccount(admin, { staffId: await idOf(username), kind: "unlock", reason: "本人来电" });
    await expect(answerRequest(security, await about("anlan"), { agreed: true, note: "" })).rejects.toMatchObject({ status: 403 });
    await expect(answerRequest(auditor, await about("anlan"), { agreed: true, note: "" })).resolves.toEqual({});
    await expect(answerRequest(auditor, await about("hetao"), { agreed: true, note: "" })).rejects.toMatchObject({ status: 403 });
    const none = await testCity();
    await none.database.owner.query("delete from duty.appointments where role = 'security-administrator'");
    const staffId = (await none.staff("hetao")).actor.id;
    const requestId = await askForAccount(await none.staff("admin"), { staffId, kind: "unlock", reason: "本人来电" });
    await expect(answerRequest(await none.staff("shenji"), requestId, { agreed: true, note: "" })).resolves.toEqual({});
    await none.close();
  });
});

describe("standing in", () => {
  const days = { fromDay: "2026-12-01", untilDay: "2026-12-03", reason: "出差" };
  const colleague = async (username: string): Promise<{ id: string; name: string }> => (await city.staff(username)).actor;

  test("is refused for whoever holds what does not go with it", async () => {
    await expect(
      recordAbsence(await city.staff("gaojian"), { ...days, staff: await colleague("gaojian"), deputy: await colleague("admin") }),
    ).rejects.toMatchObject({
      fields: { deputy: expect.any(String) },
    });
    await expect(
      recordAbsence(await city.staff("shenji"), { ...days, staff: await colleague("shenji"), deputy: await colleague("anlan") }),
    ).rejects.toMatchObject({ status: 422 });
  });

  test("is nothing that somebody gives to themselves", async () => {
    await expect(recordAbsence(admin, { ...days, staff: await colleague("xuran"), deputy: admin.actor })).rejects.toMatchObject({
      fields: { deputy: expect.any(String) },
    });
  });
});

test("of any two of the three, nobody is both, and none of them does business", async () => {
  const packs = await packRoles(city.ctx());
  const three = ["administrator", "security-administrator", "auditor"];
  for (const one of three) {
    for (const other of three) expect([one, other, apart(one, other, packs)]).toEqual([one, other, one !== other]);
    for (const work of ["acceptor", "reviewer", "inspector", "decider", "seal-keeper"])
      expect([one, work, apart(one, work, packs), apart(work, one, packs)]).toEqual([one, work, true, true]);
  }
});

test("conflicts from before are shown, and the demo city has none", async () => {
  const fresh = await testCity();
  expect(await listConflicts(fresh.ctx())).toEqual([]);
  const staffId = (await fresh.staff("gaojian")).actor.id;
  await fresh.database.owner.query(
    `insert into duty.appointments select staff_id, gen_random_uuid(), post_unit, post_id, 'auditor', unit, area, scope, from_day, until_day, appointed_by
     from duty.appointments where staff_id = $1 and role = 'decider'`,
    [staffId],
  );
  expect(await listConflicts(fresh.ctx())).toEqual([{ staffId, roles: ["auditor", "decider"] }]);
  expect((await listDuties(fresh.ctx(), staffId)).length).toBe(2);
  await fresh.close();
});

describe("an account whose owner cannot get in", () => {
  const enter = (username: string, given: object = {}): ReturnType<typeof signInStaff> =>
    signInStaff(city.ctx(), { username, password: DEMO_PASSWORD, code: codeNow(city.ctx(), DEMO_TOTP), address: "127.0.0.1", ...given });

  test("has a new first password when two have agreed: the second sees it, once, and it only opens the page that changes it", async () => {
    const staffId = await idOf("dongmei");
    const open = await openSession(city.ctx(), { kind: "staff", id: staffId }, "127.0.0.1");
    await expect(askForAccount(await city.staff("gaojian"), { staffId, kind: "reset-password", reason: "忘了" })).rejects.toMatchObject({ status: 403 });
    await expect(askForAccount(admin, { staffId: admin.actor.id, kind: "reset-password", reason: "忘了" })).rejects.toMatchObject({ status: 422 });
    await expect(askForAccount(admin, { staffId, kind: "reset-password", reason: " " })).rejects.toMatchObject({ fields: { reason: expect.any(String) } });
    const requestId = await askForAccount(admin, { staffId, kind: "reset-password", reason: "本人到场，忘了密码" });
    await expect(answerRequest(admin, requestId, { agreed: true, note: "" })).rejects.toMatchObject({ status: 403 });
    const { password } = await answerRequest(security, requestId, { agreed: true, note: "" });
    expect((await actorOf(city.ctx(), open)).kind).toBe("anonymous");
    await expect(enter("dongmei")).rejects.toMatchObject({ status: 422 });
    city.now = new Date(city.now.getTime() + 60_000);
    expect(await enter("dongmei", { password })).toMatchObject({ staffId, enrols: true });
    const { rows } = await city.database.owner.query<{ row: string }>(
      "select r::text || a::text as row from duty.requests r join duty.answers a using (request_id)",
    );
    expect(rows.map(({ row }) => row).join()).not.toContain(password);
  });

  test("enrols a second factor anew, or may try again at once", async () => {
    const staffId = await idOf("pengyi");
    await answerRequest(security, await askForAccount(admin, { staffId, kind: "reset-second-factor", reason: "手机丢了" }), { agreed: true, note: "" });
    expect(await enter("pengyi", { code: "" })).toMatchObject({ staffId, enrols: true });
    for (let i = 0; i < 70; i += 1) await enter("renhong", { password: "wrong", address: `203.0.113.${i}` }).catch(() => {});
    await expect(enter("renhong", { address: "203.0.113.200" })).rejects.toMatchObject({ status: 429 });
    await answerRequest(security, await askForAccount(admin, { staffId: await idOf("renhong"), kind: "unlock", reason: "本人来电" }), {
      agreed: true,
      note: "",
    });
    city.now = new Date(city.now.getTime() + 60_000);
    await expect(enter("renhong", { address: "203.0.113.200" })).resolves.toMatchObject({ enrols: false });
  });
});
