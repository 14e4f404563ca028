import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listLicenceTypes } from "#content/catalogue";
import { organisationNow } from "#people/duty";
import { annotateCopy, getLicence, issueLicence, listLicencesOf, revokeCopy, standingOfCopy, type Licence } from "#outcome/licence";
import { openOfd } from "#drawing/ofd";
import { checkFile } from "#trust/original";
import { pdfSignatures } from "#drawing/pdf";
import { findActiveSeal } from "#trust/seal";
import type { Ctx } from "#kernel/ctx";
import { testCity, type TestCity } from "../../../test/city.ts";
import { copyOriginal, licenceOriginal } from "./index.ts";

const RENT = { use: "办理场地租赁合同", recipient: "云州远山置业有限公司", untilDay: "2026-11-30" };

let city: TestCity;
let owner: Ctx;
let licence: Licence;
beforeAll(async () => {
  city = await testCity();
  owner = await city.person("chen-xiaoman", "xiaoman-catering");
  const rows = await city
    .ctx()
    .db.query<{ licence_id: string }>("select licence_id from licence.licences where holder_label = $1", [owner.actor.onBehalf!.name]);
  licence = await getLicence(city.ctx(), rows[0]!.licence_id);
});
afterAll(() => city.close());

test("every body of this city that issues a type of licence has a seal for it", async () => {
  const organisation = await organisationNow(city.ctx());
  const types = await listLicenceTypes(city.ctx());
  expect(types.length).toBeGreaterThan(5);
  for (const { issuer, name } of types) {
    const body = organisation.bodyOf(issuer)!;
    expect(await findActiveSeal(city.ctx(), body.unit, "unit", "licence"), `${body.name} ${name}`).toMatchObject({ state: "active" });
  }
});

describe("the sealed file", () => {
  test("of a licence carries the seal of its issuer and its metadata, the same bytes for everybody", async () => {
    const [one, two] = await Promise.all([licenceOriginal(owner, licence, "ofd"), licenceOriginal(await city.staff("gaojian"), licence, "ofd")]);
    expect(one.equals(two)).toBe(true);
    const checked = await checkFile(city.ctx(), one);
    expect(checked.verdict).toBe("valid");
    expect(checked.signatures.map(({ seal }) => seal)).toEqual(["云州市市场监督管理局"]);
    expect(Object.fromEntries(checked.custom.map(({ name, value }) => [name, value]))).toMatchObject({
      证照标识: licence.identifier,
      证照类型代码: "11990100MB0000001T001",
      证照编号: licence.number,
      持证主体代码: licence.holder.number,
      持证主体代码类型: "001",
      证照颁发机构代码: "11990100MB0000001T",
      证照所属地区编码: "990100",
    });
    expect(pdfSignatures(await licenceOriginal(owner, licence, "pdf"))).toHaveLength(1);
  });

  test("of a copy says on its face what it is for and until when, carries its number, and is not handed out once taken back", async () => {
    const { copyId, number } = await annotateCopy(owner, licence.licenceId, RENT);
    const file = await copyOriginal(owner, (await standingOfCopy(owner, { copyId }))!, "ofd");
    const [document] = openOfd(file).documents;
    const words = document!.pages.map(({ text }) => text).join("");
    for (const said of ["加注件", RENT.use, RENT.recipient, "2026年11月30日", number]) expect(words).toContain(said);
    const custom = Object.fromEntries(document!.custom.map(({ name, value }) => [name, value]));
    expect(custom).toMatchObject({ 加注件编号: number, 证照标识: licence.identifier });
    expect(custom["持证主体代码"]).toBeUndefined();
    await revokeCopy(owner, licence.licenceId, copyId);
    await expect(copyOriginal(owner, (await standingOfCopy(owner, { copyId }))!, "pdf")).rejects.toMatchObject({ code: "NOT_VALID" });
  });

  test("is not made of a licence from elsewhere, nor of one without force", async () => {
    const foreign = await issueLicence(city.ctx(), {
      type: { id: "business-licence", code: "11110000000000001A001", name: "外地证照" },
      issuer: { code: "11110000000000001A", name: "某省某局" },
      holder: licence.holder,
      prefix: "",
      number: "WD-1",
      face: [],
    });
    await expect(licenceOriginal(owner, await getLicence(owner, foreign.licenceId), "pdf")).rejects.toMatchObject({ code: "NO_ORIGINAL" });
    await expect(licenceOriginal(owner, { ...licence, state: "expired" }, "pdf")).rejects.toMatchObject({ code: "NOT_VALID" });
  });

  test("can be had of a person's licence too, by the seal of the body that issued it", async () => {
    const lin = await city.person("lin-xiuying");
    const [card] = (await listLicencesOf(city.ctx(), "990101194405120027")).filter(({ type }) => type === "resident-identity-card");
    await expect(licenceOriginal(lin, card!, "pdf")).resolves.toBeInstanceOf(Buffer);
  });
});
