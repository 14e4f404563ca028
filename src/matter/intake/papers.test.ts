import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPersonByIdNumber, getOrganisation, grantAgency, registerOrganisation, registerPerson } from "#people/identity";
import { writeRecord } from "#register/register";
import { usccCheck } from "#values/codes";
import { anotherRestaurant, draftCase, foodLicence, restaurantDraft } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { gapsOf, submit } from "./submission.ts";
import { saveDraft } from "./draft.ts";
import { viewOwn } from "#matter/view";

let city: TestCity;
beforeAll(async () => void (city = await testCity()));
afterAll(() => city.close());

const owner = () => city.person("chen-xiaoman", "xiaoman-catering");
async function codeOfFirm(): Promise<string> {
  return (await getOrganisation(city.ctx(), (await owner()).actor.onBehalf!.organisationId)).uscc;
}

describe("whoever stands at the head of a firm", () => {
  test.each([
    ["E12345678", "passport:E12345678"],
    ["护照 E1234 5678", "passport:E12345678"],
    ["FRA110000199001", "permanent-residence:FRA110000199001"],
    ["H0123456700", "hk-macau-permit:H0123456700"],
    ["H12345678", "H12345678"],
  ])("%s: what 法人库 says of their paper stands, and the firm applies", async (held, kept) => {
    await writeRecord(city.ctx(), "organisation", { uscc: await codeOfFirm(), legal_person: "SMITH JOHN", legal_person_id: held });
    const ctx = await owner();
    const matterId = await restaurantDraft(city);
    expect(await gapsOf(ctx, matterId)).toEqual({});
    await submit(ctx, matterId);
    expect((await viewOwn(ctx, matterId)).answers).toMatchObject({ legal_person: "SMITH JOHN", legal_person_id: kept });
  });

  test("types a paper of any kind where 法人库 knows none; what could be several is asked for its kind", async () => {
    await writeRecord(city.ctx(), "organisation", { uscc: await codeOfFirm(), legal_person_id: "?" });
    const ctx = await owner();
    const matterId = await restaurantDraft(city);
    const gapsWith = async (typed: string) => {
      await saveDraft(ctx, matterId, { form: { legal_person_id: typed } });
      return (await gapsOf(ctx, matterId))["legal_person_id"];
    };
    for (const typed of ["e 1234 5678", "FRA110000199001", "passport:H12345678", "990101199205210063", "台湾居民来往大陆通行证 12345678"])
      expect(await gapsWith(typed), typed).toBeUndefined();
    for (const typed of ["H12345678", "12345678", "990101199205210064"]) expect(await gapsWith(typed), typed).toContain("请选对证件种类");
  });
});

describe("a firm whose credit code has a wrong check character", () => {
  const right = "91990100M0001QKT1";
  const code = right + (usccCheck(right) === "A" ? "B" : "A");

  test("has an account, and applies when 法人库 knows it so; who types it is refused while no register does", async () => {
    const { actor } = await city.person("chen-xiaoman");
    const organisationId = await registerOrganisation(city.ctx(), { uscc: ` ${code.toLowerCase()}`, name: "老企业", legalPersonId: actor.id });
    expect((await getOrganisation(city.ctx(), organisationId)).uscc).toBe(code);
    const dates = { fromDay: "2026-01-01", untilDay: "2099-12-31" };
    const agencyId = await grantAgency(city.ctx(), { organisationId, idNumber: "990101199205210063", items: ["*"], ...dates });
    const ctx = city.ctx({ ...actor, onBehalf: { organisationId, name: "老企业", agencyId, items: ["*"] } });
    const matterId = await draftCase(ctx, foodLicence, anotherRestaurant());
    await saveDraft(ctx, matterId, { form: { uscc: code } });
    expect((await gapsOf(ctx, matterId))["uscc"]).toContain("应是 18 位统一社会信用代码");
    await writeRecord(city.ctx(), "organisation", { uscc: code, name: "老企业" });
    expect((await gapsOf(ctx, matterId))["uscc"]).toBeUndefined();
    await submit(ctx, matterId);
    expect((await viewOwn(ctx, matterId)).answers).toMatchObject({ uscc: code });
  });

  test("an identity number gets no firm an account", async () => {
    await expect(registerOrganisation(city.ctx(), { uscc: "990101194405120027", name: "人", legalPersonId: null })).rejects.toMatchObject({ code: "USCC" });
  });
});

test("a person has an account by any paper, and is found however its number is written", async () => {
  const personId = await registerPerson(city.ctx(), { name: "SMITH JOHN", idNumber: "护照 E12345678", phone: "19900000077", level: 3 });
  for (const typed of ["passport:E12345678", "E1234-5678", "护照：e12345678"])
    expect((await findPersonByIdNumber(city.ctx(), typed))?.personId, typed).toBe(personId);
  expect(await findPersonByIdNumber(city.ctx(), "hk-macau-permit:H12345678")).toBeUndefined();
  await expect(registerPerson(city.ctx(), { name: "x", idNumber: "H12345678", phone: "1", level: 3 })).rejects.toMatchObject({ code: "ID_NUMBER" });
});
