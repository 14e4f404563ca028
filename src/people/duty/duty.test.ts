import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor, Duty } from "#kernel/ctx";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import {
  appoint,
  bodyWithin,
  covers,
  endAbsence,
  endAppointment,
  grants,
  holdsRole,
  isOrStandsFor,
  listAbsences,
  listAppointments,
  listDuties,
  listHolders,
  mayAt,
  organisationNow,
  organisationOf,
  placeOrganisation,
  recordAbsence,
  roleGrants,
  unitsInReach,
} from "./index.ts";

const BUREAU = "11990100MB0000001T";
const FOOD = `${BUREAU}-01`;
const QINGCI = `${BUREAU}-02`;
const HEALTH = "11990100MB00000031";
const CITY = "990100000000";
const QINGXI = "990101000000";
const NANHU = "990102000000";
const QINGCI_STREET = "990101001000";

const area = (code: string, level: number, parent: string | null): { area: string; name: string; level: number; parent: string | null } => ({
  area: code,
  name: code,
  level,
  parent,
});
const unit = (code: string, parent: string | null): { unit: string; name: string; shortName: string; area: string; parent: string | null } => ({
  unit: code,
  name: `${code}名`,
  shortName: code,
  area: CITY,
  parent,
});
const organisation = organisationOf(
  [area(CITY, 1, null), area(QINGXI, 2, CITY), area(NANHU, 2, CITY), area(QINGCI_STREET, 3, QINGXI)],
  [unit(BUREAU, null), unit(FOOD, BUREAU), unit(QINGCI, BUREAU), unit(HEALTH, null)],
);
const duty = (given: Partial<Duty>): Duty => ({
  role: "reviewer",
  unit: BUREAU,
  area: CITY,
  scope: "unit",
  post: "审查员",
  grants: ["matter.work", "matter.read"],
  ...given,
});
const staff = (...duties: Duty[]): Actor => ({ kind: "staff", id: "s-1", name: "周文", duties });

describe("areas and units", () => {
  test("an area lies in itself and in all above it, in nothing else", () => {
    expect([CITY, QINGXI, QINGCI_STREET].map((above) => organisation.areaWithin(QINGCI_STREET, above))).toEqual([true, true, true]);
    expect(organisation.areaWithin(QINGCI_STREET, NANHU)).toBe(false);
    expect(organisation.areaWithin(CITY, QINGXI)).toBe(false);
    expect(organisation.areaWithin("000000000000", CITY)).toBe(false);
  });

  test("a section belongs to its bureau, and the bureau is the body with a code of its own", () => {
    expect(organisation.unitWithin(FOOD, BUREAU)).toBe(true);
    expect(organisation.unitWithin(BUREAU, FOOD)).toBe(false);
    expect(organisation.unitsBelow(BUREAU)).toEqual([BUREAU, FOOD, QINGCI]);
    expect(organisation.bodyOf(FOOD)?.unit).toBe(BUREAU);
    expect(organisation.bodyOf(BUREAU)?.unit).toBe(BUREAU);
    expect(organisation.bodyOf("11990100MB0000099Z-01")).toBeUndefined();
    expect([organisation.unitName(FOOD), organisation.unitName("9")]).toEqual([`${FOOD}名`, "9"]);
  });

  test("a unit is within the body of another, from whichever section one asks", () => {
    expect(bodyWithin(organisation, QINGCI, FOOD)).toBe(true);
    expect(bodyWithin(organisation, HEALTH, FOOD)).toBe(false);
    expect(bodyWithin(organisation, "9", "9")).toBe(true);
  });
});

describe("the reach of a duty", () => {
  test.each<[string, Partial<Duty>, { unit: string; area: string }, boolean]>([
    ["its own unit where it lies", {}, { unit: BUREAU, area: CITY }, true],
    ["a section below", {}, { unit: FOOD, area: CITY }, true],
    ["the unit above", { unit: FOOD }, { unit: BUREAU, area: CITY }, false],
    ["another body", {}, { unit: HEALTH, area: CITY }, false],
    ["another body, for a duty of the whole area", { scope: "area" }, { unit: HEALTH, area: CITY }, true],
    ["a district below its area", { scope: "area" }, { unit: HEALTH, area: QINGCI_STREET }, true],
    ["another district", { area: QINGXI }, { unit: BUREAU, area: NANHU }, false],
    ["another district, for a duty of the whole area", { area: QINGXI, scope: "area" }, { unit: BUREAU, area: NANHU }, false],
    ["the city above its district", { area: QINGXI }, { unit: BUREAU, area: CITY }, false],
    ["its own unit, for a duty in one's own name", { scope: "own" }, { unit: FOOD, area: CITY }, true],
  ])("%s", (_what, given, place, reached) => expect(covers(organisation, duty(given), place)).toBe(reached));

  test("a role is held for tasks of the unit alone, however far one may look", () => {
    expect(holdsRole(organisation, staff(duty({ scope: "area" })), "reviewer", { unit: HEALTH, area: CITY })).toBe(false);
    expect(holdsRole(organisation, staff(duty({})), "reviewer", { unit: FOOD, area: CITY })).toBe(true);
    expect(holdsRole(organisation, staff(duty({})), "decider", { unit: FOOD, area: CITY })).toBe(false);
    expect(holdsRole(organisation, { kind: "system", id: "system", name: "期限" }, "reviewer", { unit: FOOD, area: CITY })).toBe(false);
  });

  test("a permission is had by one's duties, everywhere by the city itself, by nobody without duties", () => {
    expect(grants(staff(duty({})), "matter.work")).toBe(true);
    expect(grants(staff(duty({})), "matter.decide")).toBe(false);
    expect(grants({ kind: "system", id: "system", name: "期限" }, "matter.decide")).toBe(true);
    expect(grants({ kind: "person", id: "p", name: "陈小满" }, "matter.read")).toBe(false);
    expect(mayAt(organisation, staff(duty({})), "matter.work", { unit: HEALTH, area: CITY })).toBe(false);
    expect(mayAt(organisation, staff(duty({})), "matter.decide", { unit: BUREAU, area: CITY })).toBe(false);
    expect(mayAt(organisation, staff(duty({})), "matter.work", { unit: FOOD, area: CITY })).toBe(true);
    expect(mayAt(organisation, { kind: "system", id: "system", name: "期限" }, "matter.work", { unit: HEALTH, area: CITY })).toBe(true);
    expect(unitsInReach(organisation, staff(duty({ unit: FOOD }), duty({ unit: HEALTH })), "matter.work")).toEqual([FOOD, HEALTH]);
    expect([roleGrants("supervisor", "matter.supervise"), roleGrants("toString", "matter.decide"), roleGrants("nobody", "matter.decide")]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test("somebody is themselves, or stands in for an absent colleague", () => {
    const deputy = staff(duty({ insteadOf: { id: "s-2", name: "高健" } }));
    expect(["s-1", "s-2", "s-3"].map((id) => isOrStandsFor(deputy, id))).toEqual([true, true, false]);
    expect(isOrStandsFor({ kind: "person", id: "p", name: "陈小满" }, "s-1")).toBe(false);
  });
});

describe("in the city", () => {
  let city: TestCity;
  let admin: Awaited<ReturnType<TestCity["staff"]>>;
  const idOf = async (username: string): Promise<string> => (await city.staff(username)).actor.id;
  const roles = async (staffId: string): Promise<string[]> => (await listDuties(city.ctx(), staffId)).map(({ role, unit: at }) => `${role} ${at}`);
  beforeAll(async () => {
    city = await testCity();
    admin = await city.staff("admin");
  });
  afterAll(() => city.close());

  const appointment = {
    post: "审查员",
    postUnit: FOOD,
    role: "reviewer",
    unit: FOOD,
    area: CITY,
    scope: "unit" as const,
    fromDay: "2026-11-24",
    untilDay: "2026-11-30",
  };

  test("an appointment is in force from its first day to its last, and stays in the list", async () => {
    const staffId = await idOf("hetao");
    const before = await roles(staffId);
    await appoint(admin, { ...appointment, staffId });
    for (const [day, held] of [
      ["23", false],
      ["24", true],
      ["30", true],
    ] as const) {
      at(city, `2026-11-${day}T09:00:00+08:00`);
      expect(await roles(staffId), day).toEqual(held ? [...before, `reviewer ${FOOD}`] : before);
      expect((await listHolders(city.ctx(), "reviewer", { unit: FOOD, area: CITY })).includes(staffId), day).toBe(held);
    }
    at(city, "2026-12-01T09:00:00+08:00");
    expect(await roles(staffId)).toEqual(before);
    expect((await listAppointments(admin)).some((each) => each.staffId === staffId && each.untilDay === "2026-11-30" && each.post === "审查员")).toBe(true);
  });

  test("an appointment that is ended holds no more today, and cannot be ended twice", async () => {
    const staffId = await idOf("hetao");
    const before = await roles(staffId);
    const { untilDay: _until, ...open } = appointment;
    const { appointmentId: id } = (await appoint(admin, { ...open, staffId, fromDay: "2026-11-20", post: "另一个岗位" })) as { appointmentId: string };
    expect(await roles(staffId)).toEqual([...before, `reviewer ${FOOD}`]);
    await expect(endAppointment(await city.staff("sujin"), staffId, id)).rejects.toMatchObject({ status: 403 });
    await endAppointment(admin, staffId, id);
    expect(await roles(staffId)).toEqual(before);
    await expect(endAppointment(admin, staffId, id)).rejects.toMatchObject({ status: 404 });
  });

  test.each<[string, object, string]>([
    ["a role that there is not", { role: "king" }, "role"],
    ["a unit that there is not", { unit: "11990100MB0000099Z" }, "unit"],
    ["a post in a unit that there is not", { postUnit: "11990100MB0000099Z" }, "unit"],
    ["an area that there is not", { area: "110000000000" }, "area"],
    ["a reach that there is not", { scope: "world" }, "scope"],
    ["a post without a name", { post: "  " }, "post"],
    ["an end before its beginning", { untilDay: "2026-11-23" }, "untilDay"],
  ])("%s is told at its field", async (_what, given, field) => {
    const refused = appoint(admin, { ...appointment, ...given, staffId: await idOf("hetao") } as never);
    await expect(refused).rejects.toMatchObject({ status: 422, fields: { [field]: expect.any(String) } });
  });

  test("nobody appoints themselves; who appointed is on record, the platform as nobody", async () => {
    await expect(appoint(admin, { ...appointment, staffId: admin.actor.id, role: "flow-administrator" })).rejects.toMatchObject({
      fields: { staffId: expect.stringContaining("不能给自己任职") },
    });
    const staffId = await idOf("yaohui");
    for (const by of [admin, city.ctx()]) {
      const { appointmentId } = (await appoint(by, { ...appointment, staffId })) as { appointmentId: string };
      const { rows } = await city.database.owner.query("select appointed_by as by from duty.appointments where appointment_id = $1", [appointmentId]);
      expect(rows).toEqual([{ by: by === admin ? admin.actor.id : null }]);
    }
  });

  test("a role is held for tasks where it reaches, and not elsewhere", async () => {
    const tanglei = await idOf("tanglei"); // inspects for 青瓷所, in 青溪区
    const held = async (unit: string, area: string): Promise<boolean> => (await listHolders(city.ctx(), "inspector", { unit, area })).includes(tanglei);
    expect([await held(QINGCI, QINGXI), await held(QINGCI, QINGCI_STREET), await held(QINGCI, NANHU), await held(FOOD, QINGXI)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test("nobody appoints without the duty to", async () => {
    await expect(appoint(await city.staff("gaojian"), { ...appointment, staffId: await idOf("hetao") })).rejects.toMatchObject({ status: 403 });
  });

  test("a deputy has the absent colleague's duties in its days, marked as theirs, and never more than once removed", async () => {
    const [gaojian, zhouwen, pengyi] = [await city.staff("gaojian"), await city.staff("zhouwen"), await city.staff("pengyi")];
    const away = { fromDay: "2026-11-25", untilDay: "2026-11-26", reason: "出差" };
    const colleague = ({ actor }: typeof gaojian): { id: string; name: string } => ({ id: actor.id, name: actor.name });
    const id = await recordAbsence(gaojian, { staff: colleague(gaojian), deputy: colleague(zhouwen), ...away });
    await recordAbsence(admin, { staff: colleague(zhouwen), deputy: colleague(pengyi), ...away });
    const marked = async (staffId: string): Promise<string[]> =>
      (await listDuties(city.ctx(), staffId)).flatMap(({ role, insteadOf }) => (insteadOf ? [`${role} ${insteadOf.name}`] : []));
    expect(await marked(zhouwen.actor.id)).toEqual([]);
    for (const day of ["25", "26"]) {
      at(city, `2026-11-${day}T09:00:00+08:00`);
      expect(await marked(zhouwen.actor.id), day).toEqual(["decider 高健"]);
      expect(await marked(pengyi.actor.id), day).toEqual(["reviewer 周文"]);
    }
    at(city, "2026-11-27T09:00:00+08:00");
    expect(await marked(zhouwen.actor.id)).toEqual([]);
    at(city, "2026-11-25T10:00:00+08:00");
    await expect(endAbsence(pengyi, gaojian.actor.id, id)).rejects.toMatchObject({ status: 403 });
    await endAbsence(await city.staff("gaojian"), gaojian.actor.id, id);
    expect(await marked(zhouwen.actor.id)).toEqual([]);
    await expect(endAbsence(await city.staff("gaojian"), gaojian.actor.id, id)).rejects.toMatchObject({ status: 404 });
    await expect(endAbsence(admin, "nobody", id)).rejects.toMatchObject({ status: 404 });
    expect((await listAbsences(city.ctx(), zhouwen.actor.id)).map(({ staffName, deputyName }) => `${staffName} → ${deputyName}`).sort()).toEqual([
      "周文 → 彭毅",
      "高健 → 周文",
    ]);
  });

  test.each<[string, object, string]>([
    ["oneself as deputy", { deputy: "self" }, "deputy"],
    ["a deputy who is nobody", { deputy: { id: "nobody", name: "" } }, "deputy"],
    ["a day that is none", { fromDay: "明天" }, "fromDay"],
    ["an end that is none", { untilDay: "" }, "untilDay"],
    ["an end before its beginning", { untilDay: "2026-12-09" }, "untilDay"],
    ["an end that is over", { fromDay: "2026-11-01", untilDay: "2026-11-22" }, "untilDay"],
    ["no reason", { reason: " " }, "reason"],
  ])("%s is told at its field", async (_what, given, field) => {
    const renhong = await city.staff("renhong");
    const self = { id: renhong.actor.id, name: renhong.actor.name };
    const whole = { staff: self, deputy: { id: await idOf("yuanye"), name: "袁野" }, fromDay: "2026-12-10", untilDay: "2026-12-11", reason: "培训", ...given };
    const refused = recordAbsence(renhong, { ...whole, deputy: (whole.deputy as unknown) === "self" ? self : whole.deputy });
    await expect(refused).rejects.toMatchObject({ status: 422, fields: { [field]: expect.any(String) } });
  });

  test("nobody puts down a colleague's absence without the duty to, and no two lie over one another by a day", async () => {
    const [renhong, yuanye] = [await city.staff("renhong"), await city.staff("yuanye")];
    const [staffOf, deputy] = [renhong, yuanye].map(({ actor }) => ({ id: actor.id, name: actor.name }));
    const absence = { staff: staffOf!, deputy: deputy!, fromDay: "2026-12-10", untilDay: "2026-12-11", reason: "培训" };
    await expect(recordAbsence(yuanye, absence)).rejects.toMatchObject({ status: 403 });
    await recordAbsence(renhong, absence);
    for (const days of [
      { fromDay: "2026-12-11", untilDay: "2026-12-12" },
      { fromDay: "2026-12-09", untilDay: "2026-12-10" },
    ])
      await expect(recordAbsence(renhong, { ...absence, ...days })).rejects.toMatchObject({ code: "ABSENT_ALREADY" });
    await recordAbsence(renhong, { ...absence, fromDay: "2026-12-12", untilDay: "2026-12-12" });
  });

  test("a unit that is placed again has its new name and place, and is seen at once", async () => {
    await placeOrganisation(
      admin,
      [{ code: "990101001003", name: "新桥社区", level: 4, parent: QINGCI_STREET }],
      [{ code: FOOD, name: "食品经营监管科", short: "食品科", area: CITY, parent: BUREAU }],
    );
    const now = await organisationNow(city.ctx());
    expect(now.units.get(FOOD)).toMatchObject({ name: "食品经营监管科", shortName: "食品科", parent: BUREAU });
    expect(now.areaWithin("990101001003", QINGXI)).toBe(true);
  });
});
