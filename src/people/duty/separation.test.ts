import { afterAll, beforeAll, expect, test } from "vitest";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import {
  apart,
  appoint,
  areaPattern,
  areasOver,
  endAbsence,
  listAbsent,
  listConflicts,
  organisationNow,
  placeOrganisation,
  recordAbsence,
  packRoles,
  ROLES,
} from "./index.ts";

// 三员分立, and what nobody stands in for either.

let city: TestCity;
beforeAll(async () => void (city = await testCity()));
afterAll(() => city.close());

const who = async (username: string) => {
  const { actor } = await city.staff(username);
  return { id: actor.id, name: actor.name };
};
const post = { post: "窗口", postUnit: "11990100MB0000001T", unit: "11990100MB0000001T", area: "990100000000", scope: "unit" } as const;
const days = { fromDay: "2026-12-01", untilDay: "2026-12-03", reason: "培训" };

test("which roles one person never holds together, whichever comes first", async () => {
  const packs = await packRoles(city.ctx());
  const names = ["acceptor", "reviewer", "inspector", "decider", ...Object.keys(ROLES)];
  const together = names.flatMap((one, n) => names.slice(n + 1).flatMap((other) => (apart(one, other, packs) ? [`${one} ${other}`] : [])));
  for (const one of names) for (const other of names) expect(apart(one, other, packs), `${one} ${other}`).toBe(apart(other, one, packs));
  expect(together).toEqual([
    ...["administrator", "security-administrator", "auditor"].map((keeper) => `acceptor ${keeper}`).toSpliced(0, 0, "acceptor decider"),
    ...["administrator", "security-administrator", "auditor"].map((keeper) => `reviewer ${keeper}`),
    ...["administrator", "security-administrator", "auditor"].map((keeper) => `inspector ${keeper}`),
    ...["administrator", "security-administrator", "seal-keeper", "auditor"].map((other) => `decider ${other}`),
    ...["administrator", "security-administrator"].map((other) => `supervisor ${other}`),
    ...["security-administrator", "seal-keeper", "auditor"].map((other) => `administrator ${other}`),
    ...["flow-administrator", "seal-keeper", "auditor"].map((other) => `security-administrator ${other}`),
    "flow-administrator auditor",
    "seal-keeper auditor",
  ]);
  expect([apart("dispatcher", "auditor", packs), apart("reviewer", "acceptor", packs), apart("auditor", "auditor", packs)]).toEqual([true, false, false]);
});

test("nobody stands in for what does not go with their own, nor makes themselves a deputy", async () => {
  const [gaojian, linjing, zhouwen] = [await who("gaojian"), await who("linjing"), await who("zhouwen")];
  const admin = await city.staff("admin");
  await expect(recordAbsence(admin, { staff: gaojian, deputy: linjing, ...days })).rejects.toMatchObject({
    status: 422,
    fields: { deputy: expect.stringContaining("“决定”和“受理”不能由同一个人担任") },
  });
  await expect(recordAbsence(admin, { staff: zhouwen, deputy: { id: admin.actor.id, name: "管理员" }, ...days })).rejects.toMatchObject({
    code: "ABSENCE",
    fields: { deputy: "请由本人登记。" },
  });
  await recordAbsence(admin, { staff: gaojian, deputy: zhouwen, ...days });
});

test("who stands in for somebody is given nothing against it on those days; before and after they are", async () => {
  const admin = await city.staff("admin");
  const { id: staffId } = await who("zhouwen"); // stands in for a decider from 1 to 3 December
  const given = ([fromDay, untilDay]: readonly [string, string?]) =>
    appoint(admin, { ...post, staffId, role: "acceptor", fromDay, ...(untilDay && { untilDay }) });
  for (const span of [["2026-12-03"], ["2026-11-30", "2026-12-01"], ["2026-11-01"]] as const)
    await expect(given(span), String(span)).rejects.toMatchObject({ fields: { role: expect.stringContaining("不能由同一个人担任") } });
  for (const span of [["2026-12-04"], ["2026-11-01", "2026-11-30"]] as const) expect(await given(span)).toEqual({ appointmentId: expect.any(String) });
});

test("those who are away are known by day, until they are back", async () => {
  const { id } = await who("gaojian");
  const away = async (day: string): Promise<boolean> => {
    at(city, `2026-12-${day}T09:00:00+08:00`);
    return (await listAbsent(city.ctx())).has(id);
  };
  expect([await away("01"), await away("03"), await away("04")]).toEqual([true, true, false]);
  at(city, "2026-12-02T09:00:00+08:00");
  const { rows } = await city.database.owner.query("select absence_id as id from duty.absences where staff_id = $1", [id]);
  await expect(endAbsence(await city.staff("gaojian"), id, "no id")).rejects.toMatchObject({ status: 404 });
  await endAbsence(await city.staff("gaojian"), id, rows[0].id);
  expect(await away("02")).toBe(false);
  await recordAbsence(await city.staff("gaojian"), {
    staff: await who("gaojian"),
    deputy: await who("zhouwen"),
    fromDay: "2026-12-02",
    untilDay: "2026-12-02",
    reason: "会议",
  });
  expect(await away("02")).toBe(true);
});

test("what lies together from before it was refused is found, each pair of it, on its days", async () => {
  expect(await listConflicts(city.ctx())).toEqual([]);
  const { id: staffId } = await who("hetao");
  const add = (role: string, fromDay: string, untilDay: string | null) =>
    city.database.owner.query(
      `insert into duty.appointments (staff_id, appointment_id, post_unit, post_id, role, unit, area, scope, from_day, until_day, appointed_by)
       select staff_id, gen_random_uuid(), post_unit, post_id, $2, unit, area, scope, $3, $4, null from duty.appointments where staff_id = $1 limit 1`,
      [staffId, role, fromDay, untilDay],
    );
  await add("decider", "2026-11-01", null);
  await add("auditor", "2026-11-20", "2026-11-30");
  await add("reviewer", "2026-11-01", null);
  const found = async () => (await listConflicts(city.ctx())).map(({ roles }) => roles.join(" "));
  expect(await found()).toEqual(["acceptor auditor", "acceptor decider", "auditor decider", "auditor reviewer"]);
  at(city, "2026-12-01T09:00:00+08:00");
  expect(await found()).toEqual(["acceptor decider"]);
});

test.each([
  ["990000000000", "99%"],
  ["990100000000", "9901%"],
  ["990110000000", "990110%"],
  ["990101000000", "990101%"],
  ["990101001000", "990101001%"],
  ["990101001001", "990101001001%"],
  ["990101001010", "990101001010%"],
])("areas within %s begin with %s", (area, pattern) => expect(areaPattern(area)).toBe(pattern));

test("what a unit keeps is looked after by it, by those above and by sections of the same body, each in its area", async () => {
  const organisation = await organisationNow(city.ctx());
  const bureau = "11990100MB0000001T";
  const over = (unit: string, kept: string, given: object = {}, roles?: string[]) =>
    areasOver(
      organisation,
      {
        kind: "staff",
        id: "s",
        name: "周文",
        duties: [{ role: "reviewer", unit, area: "990101000000", scope: "unit", post: "", grants: ["register.read"], ...given }],
      },
      "register.read",
      kept,
      roles,
    );
  expect([over(bureau, bureau), over(bureau, `${bureau}-01`), over(`${bureau}-01`, bureau)]).toEqual([["990101000000"], ["990101000000"], ["990101000000"]]);
  expect([over(`${bureau}-01`, `${bureau}-02`), over("11990100MB0000010Q", bureau), over(bureau, "11990100MB0000010Q")]).toEqual([[], ["990101000000"], []]);
  expect([over(bureau, "11990100MB00000031"), over(bureau, "11990100MB00000031", { scope: "area" })]).toEqual([[], ["990101000000"]]);
  expect([
    over(bureau, bureau, { role: "inspector", grants: ["licence.read"] }),
    over(bureau, bureau, {}, ["reviewer"]),
    over(bureau, bureau, {}, ["decider"]),
  ]).toEqual([[], ["990101000000"], []]);
  expect(areasOver(organisation, { kind: "person", id: "p", name: "陈小满" }, "register.read", bureau)).toEqual([]);
});

test("one post of a name a unit: who is appointed to it again is at the same one, blanks or not", async () => {
  const admin = await city.staff("admin");
  for (const [username, name] of [
    ["luping", "咨询台"],
    ["yaohui", " 咨询台 "],
  ] as const) {
    const { id: staffId } = await who(username);
    await appoint(admin, { ...post, post: name, staffId, role: "acceptor", fromDay: "2026-11-20" });
  }
  const { rows } = await city.database.owner.query("select count(*)::int as n, min(name) as name from duty.posts where name like '%咨询台%'");
  expect(rows).toEqual([{ n: 1, name: "咨询台" }]);
});

test("an area or a unit at the top has nothing above it", async () => {
  await placeOrganisation(
    city.ctx(),
    [{ code: "980000000000", name: "外省", level: 1 }],
    [{ code: "11980000MB0000001X", name: "外省厅", short: "厅", area: "980000000000" }],
  );
  const { areas, units, unitName } = await organisationNow(city.ctx());
  expect([areas.get("980000000000"), units.get("11980000MB0000001X"), unitName("11980000MB0000001X")]).toEqual([
    { area: "980000000000", name: "外省", level: 1, parent: null },
    { unit: "11980000MB0000001X", name: "外省厅", shortName: "厅", area: "980000000000", parent: null, heir: null },
    "外省厅",
  ]);
});
