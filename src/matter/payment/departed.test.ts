import { afterAll, beforeAll, expect, test } from "vitest";
import { getPerson } from "#people/identity";
import { submit } from "#matter/intake";
import { importRecords, listDepartures } from "#register/register";
import { newId } from "#values/ids";
import { allowance, anotherRestaurant, draftCase, foodLicence, walkCase } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { departedThings, keepDeparted, listPayments, resumePayment } from "./index.ts";

let city: TestCity;
beforeAll(async () => void (city = await testCity()));
afterAll(() => city.close());

const things = async (username: string) =>
  (await departedThings(await city.staff(username))).map(({ name, holder, register, status, standing, kept }) => ({
    name,
    holder,
    register,
    status,
    standing,
    kept,
  }));

test("what is paid to, or licensed for, whoever is there no more is before those who answer for it, until they have dealt with it", async () => {
  const [daqing, admin] = [await city.person("zhou-daqing"), await city.staff("admin")];
  const matterId = await draftCase(
    daqing,
    allowance,
    allowance.cases.find(({ person }) => person === "zhou-daqing")!,
  );
  await submit(daqing, matterId);
  const [payment] = await listPayments(daqing, matterId);
  const walked = { ctx: city.ctx, later: async () => {}, person: async (id: string, firm?: string) => (await city.person(id, firm)).actor };
  for (let n = 0; n < 2; n += 1) await walkCase(walked, foodLicence, anotherRestaurant());
  expect([await things("shiyong"), await things("gaojian")]).toEqual([[], []]);

  const { idNumber } = await getPerson(city.ctx(), daqing.actor.id);
  await importRecords(admin, "population", `id_number\tstatus\n${idNumber}\tdeceased\n`);
  const { rows } = await city.database.owner.query("select holder_label as label, name from licence.licences where holder_label like '%小满%'");
  await importRecords(admin, "organisation", `uscc\tstatus\n91990100MA0000001G\trevoked\n`);
  await city.drain();

  expect(await things("shiyong")).toEqual([{ name: "高龄津贴", holder: "周*青", register: "人口库", status: "deceased", standing: "暂停发放", kept: false }]);
  const licences = await things("gaojian");
  expect([licences.length > 1, licences.length]).toEqual([true, rows.length]);
  expect(licences.map(({ name }) => name).toSorted()).toEqual(rows.map(({ name }) => name).toSorted());
  for (const licence of licences)
    expect(licence).toEqual({ name: expect.any(String), holder: rows[0].label, register: "法人库", status: "revoked", standing: "有效", kept: true });
  for (const other of ["linjing", "pengyi"]) expect(await things(other), other).toEqual([]);

  // A licence may be left as it is, with what was found; only of one's own list, and a payment is resumed instead.
  const gaojian = await city.staff("gaojian");
  const [first, ...others] = await departedThings(gaojian);
  const [own] = await departedThings(await city.staff("shiyong"));
  expect([first!.href, own!.href, own!.noticedDay]).toEqual([`/console/licences/${first!.thingId}`, `/console/payments/${payment!.grantId}`, "2026-11-23"]);
  await expect(keepDeparted(gaojian, first!.departureId, first!.thingId, "  ")).rejects.toMatchObject({
    code: "REASON_NEEDED",
    fields: { reason: expect.any(String) },
  });
  for (const [departure, thing] of [
    [own!.departureId, own!.thingId],
    [first!.departureId, newId()],
    [own!.departureId, first!.thingId],
  ] as const)
    await expect(keepDeparted(gaojian, departure, thing, "核实过")).rejects.toMatchObject({ status: 404 });
  await expect(keepDeparted(await city.staff("shiyong"), own!.departureId, own!.thingId, "核实过")).rejects.toMatchObject({ status: 404 });
  await keepDeparted(gaojian, first!.departureId, first!.thingId, "登记信息有误，已函告");
  expect((await departedThings(gaojian)).map(({ thingId }) => thingId)).toEqual(others.map(({ thingId }) => thingId));
  await resumePayment(await city.staff("shiyong"), payment!.grantId, { reason: "弄错了" });
  expect(await things("shiyong")).toEqual([]);
  expect((await listDepartures(city.ctx())).map(({ status }) => status).toSorted()).toEqual(expect.arrayContaining(["deceased", "revoked"]));
});
