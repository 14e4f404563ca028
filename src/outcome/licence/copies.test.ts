import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { grantAgency } from "#people/identity";
import { partyOf } from "#matter/party";
import type { Ctx } from "#kernel/ctx";
import { listLooks, type RecordedLook } from "#kernel/trace";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import {
  annotateCopy,
  getLicence,
  issueLicence,
  liftSuspension,
  listCopies,
  listCopyUses,
  revokeCopy,
  standingOfCopy,
  suspendLicence,
  verify,
  type Licence,
} from "./index.ts";

const RENT = { use: "办理场地租赁合同", recipient: "云州远山置业有限公司", untilDay: "2026-11-30" };
const GROUNDS = { reason: "核查发现经营场所停用", basis: "市场主体登记管理条例 第四十六条" };

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

const made = (wish = RENT): ReturnType<typeof annotateCopy> => annotateCopy(owner, licence.licenceId, wish);
const newest = async (): Promise<RecordedLook> => (await listLooks(owner, partyOf(owner.actor).id))[0]!;

describe("a copy with a purpose", () => {
  test("verifies for what it says, by its printed number, however that is typed", async () => {
    const { number } = await made();
    expect(number).toMatch(/^JZ(-[0-9A-Z]{4}){4}$/);
    for (const typed of [number, number.toLowerCase(), ` ${number.replaceAll("-", "")} `]) {
      expect((await verify(city.ctx(), typed)).copy).toMatchObject({ state: "valid", copy: RENT, licence: { licenceId: licence.licenceId } });
    }
    expect((await verify(city.ctx(), "JZ-0000-0000-0000-0000")).licence).toBeUndefined();
  });

  test("is the holder's to make, and no agent's of another firm, no member of staff's", async () => {
    const { licenceId } = licence;
    for (const stranger of [await city.person("lin-xiuying"), await city.person("chen-xiaoman"), await city.staff("gaojian")]) {
      await expect(annotateCopy(stranger, licenceId, RENT)).rejects.toMatchObject({ status: 403 });
    }
    await expect(annotateCopy(owner, "01890000-0000-7000-8000-000000000000", RENT)).rejects.toMatchObject({ status: 404 });
  });

  test("is an agent's to make in the item it came of, and in no other", async () => {
    const { organisationId, name } = owner.actor.onBehalf!;
    const helper = await city.person("lin-xiuying");
    const term = { organisationId, idNumber: "990101194405120027", fromDay: "2026-11-23", untilDay: "2027-11-22" };
    const acting = async (items: string[]): Promise<Ctx> => {
      const agencyId = await grantAgency(owner, { ...term, items });
      return { ...helper, actor: { ...helper.actor, onBehalf: { organisationId, name, agencyId, items } } };
    };
    await expect(annotateCopy(await acting(["outdoor-advertising"]), licence.licenceId, RENT)).rejects.toThrow("只受托代办");
    await expect(annotateCopy(await acting(["*"]), licence.licenceId, RENT)).resolves.toBeDefined();
    // The business licence came of no item here; one that did is for whoever was let do that item.
    const holder = { kind: "organisation" as const, name, number: licence.holder.number };
    const type = { id: "food-licence", code: "11100000000013338W032", name: "食品经营许可证" };
    const issuer = { code: licence.issuer, name: licence.issuerName };
    const own = await issueLicence(city.ctx(), { type, issuer, holder, prefix: "JY", number: "JY29901010000099", face: [], itemId: "food-licence" });
    for (const items of [["*"], ["food-licence"]])
      await expect(annotateCopy(await acting(items), own.licenceId, RENT)).resolves.toMatchObject({ number: expect.stringMatching(/^JZ/) });
  });

  test("says what it is for, for whom, and until a day that is neither past nor too far", async () => {
    await expect(made({ use: " ", recipient: "", untilDay: "" })).rejects.toMatchObject({ status: 422, code: "COPY" });
    await expect(made({ ...RENT, untilDay: "2026-11-22" })).rejects.toMatchObject({ status: 422 });
    await expect(made({ ...RENT, untilDay: "2027-05-23" })).rejects.toThrow("请补齐");
    await expect(made({ ...RENT, use: "租".repeat(61) })).rejects.toMatchObject({ fields: { use: expect.stringContaining("60") } });
    await expect(made({ ...RENT, untilDay: "2027-05-22" })).resolves.toBeDefined();
  });

  test("is over after its last day", async () => {
    const { number } = await made();
    at(city, "2026-11-30T23:59:00+08:00");
    expect((await standingOfCopy(city.ctx(), { number }))!.state).toBe("valid");
    at(city, "2026-12-01T00:01:00+08:00");
    expect((await standingOfCopy(city.ctx(), { number }))!.state).toBe("expired");
  });

  test("never outlives its licence", async () => {
    const { licenceId } = await issueLicence(city.ctx(), {
      type: { id: "business-licence", code: "11990100MB0000001T001", name: "临时经营证" },
      issuer: { code: licence.issuer, name: licence.issuerName },
      holder: licence.holder,
      prefix: "",
      number: "LS-1",
      validity: "P3D",
      face: [],
    });
    const { copyId } = await annotateCopy(owner, licenceId, RENT);
    expect((await standingOfCopy(owner, { copyId }))!.copy.untilDay).toBe("2026-11-25");
  });

  test("stops verifying while its licence is suspended, and cannot be made then", async () => {
    const { number } = await made();
    const director = await city.staff("gaojian");
    await suspendLicence(director, licence.licenceId, GROUNDS);
    expect((await verify(city.ctx(), number)).copy!.state).toBe("licence");
    await expect(made()).rejects.toMatchObject({ status: 409, code: "NOT_VALID" });
    await liftSuspension(director, licence.licenceId);
    expect((await verify(city.ctx(), number)).copy!.state).toBe("valid");
  });

  test("is taken back by its holder, once and for good; the others stay", async () => {
    const [one, other] = [await made(), await made()];
    await expect(revokeCopy(await city.person("lin-xiuying"), licence.licenceId, one.copyId)).rejects.toMatchObject({ status: 403 });
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => revokeCopy(owner, licence.licenceId, one.copyId)));
    expect(outcomes.filter(({ status }) => status === "fulfilled").length).toBe(1);
    const copies = new Map((await listCopies(owner, licence)).map(({ copy, state }) => [copy.copyId, state]));
    expect([copies.get(one.copyId), copies.get(other.copyId)]).toEqual(["revoked", "valid"]);
  });

  test("keeps what was typed out of the database in clear", async () => {
    const { copyId } = await made();
    const [row] = await city.ctx().db.query<{ row: string }>("select c::text as row from licence.annotated_copies c where copy_id = $1", [copyId]);
    expect(row!.row).not.toContain("远山");
  });
});

describe("a look at a copy", () => {
  test("by anybody is in the holder's trace with how it stood, once a minute", async () => {
    const { copyId, number } = await made();
    await verify(city.ctx(), number);
    await verify(city.ctx(), number);
    await verify(owner, number);
    expect(await newest()).toMatchObject({ actor: { name: "公开核验" }, fields: ["营业执照加注件的核验结果：可以使用"] });
    await revokeCopy(owner, licence.licenceId, copyId);
    await verify(city.ctx(), number);
    expect((await newest()).fields).toEqual(["营业执照加注件的核验结果：持证人已经收回"]);
    expect((await listCopyUses(owner, { licenceId: licence.licenceId, copyId })).map(({ standing }) => standing)).toEqual(["revoked", "valid"]);
  });
});
