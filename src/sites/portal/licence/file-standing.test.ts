import { afterAll, beforeAll, expect, test } from "vitest";
import { annotateCopy, getLicence, liftSuspension, revokeCopy, standingOfCopy, suspendLicence, type Licence } from "#outcome/licence";
import { copyOriginal, licenceOriginal, standingOfFile } from "#outcome/licence-file";
import { checkFile } from "#trust/original";
import { getOrganisation } from "#people/identity";
import type { Ctx } from "#kernel/ctx";
import { fingerprint, multipart, openDoors, type Doors } from "../../../../test/callers.ts";
import { testCity, type TestCity } from "../../../../test/city.ts";
import { portalRoutes } from "../index.ts";

let city: TestCity;
let doors: Doors;
let owner: Ctx;
let licence: Licence;
let visitors = 0;
beforeAll(async () => {
  city = await testCity();
  doors = await openDoors(city);
  owner = await city.person("chen-xiaoman", "xiaoman-catering");
  const { uscc } = await getOrganisation(owner, owner.actor.onBehalf!.organisationId);
  const rows = await owner.db.query<{ id: string }>("select licence_id as id from licence.licences where number = $1", [uscc]);
  licence = await getLicence(owner, rows[0]!.id);
});
afterAll(async () => {
  await doors.app.close();
  await city.close();
});

/** What the page says of a file, and what the API does. */
async function told(content: Buffer): Promise<{ page: string; licence: Record<string, unknown> | null; verdict: string }> {
  const address = `10.2.0.${++visitors}`;
  const route = portalRoutes.find(({ method, path }) => method === "POST" && path === "/verify/file")!;
  const page = await doors.knock(route, await doors.credentials(undefined), { file: { name: "证照", content }, address });
  const { payload, "content-type": type } = multipart({}, { name: "a.ofd", content });
  const url = "/api/v1/verification/file";
  const answer = await doors.app.inject({ method: "POST", url, headers: { "content-type": type }, payload, remoteAddress: address });
  const { licence: of, verdict } = JSON.parse(answer.body) as { licence: Record<string, unknown> | null; verdict: string };
  return { page: page.body, licence: of, verdict };
}

test.each(["ofd", "pdf"] as const)("the %s of a licence says how the licence stands today, beside what the seal says", async (format) => {
  const file = await licenceOriginal(owner, licence, format);
  const before = await told(file);
  expect(before).toMatchObject({ verdict: "valid", licence: { valid: true, number: licence.number, copy: null } });
  expect(before.page).toContain("verdict-good");

  const director = await city.staff("gaojian");
  await suspendLicence(director, licence.licenceId, { reason: "经营场所停用", basis: "市场主体登记管理条例 第四十六条" });
  const after = await told(file);
  expect(after).toMatchObject({ verdict: "valid", licence: { valid: false, state: "02" } });
  expect(after.page).toContain("证照现在暂扣");
  expect(after.page).not.toContain("verdict-good");
  await liftSuspension(director, licence.licenceId);
});

test("the file of a copy says what it is for, and is not green once it was taken back", async () => {
  const { copyId, number } = await annotateCopy(owner, licence.licenceId, { use: "投标报名", recipient: "云州市公共资源交易中心", untilDay: "2026-12-01" });
  const file = await copyOriginal(owner, (await standingOfCopy(owner, { copyId }))!, "ofd");
  const before = await told(file);
  expect(before.licence).toMatchObject({ valid: true, copy: { number, use: "投标报名", until: "2026-12-01", state: "valid" } });
  expect(before.page).toMatch(/verdict-good[^]*投标报名/);
  await revokeCopy(owner, licence.licenceId, copyId);
  const after = await told(file);
  expect(after.licence).toMatchObject({ valid: false, copy: { state: "revoked" } });
  expect(after.page).toContain("加注件持证人已经收回");
  expect(after.page).not.toContain("verdict-good");
});

test("words that name a licence say nothing of it under the seal of another body", async () => {
  const { custom, labelled, signatures } = await checkFile(owner, await licenceOriginal(owner, licence, "ofd"));
  const [seal] = signatures as [(typeof signatures)[0]];
  const standing = async (more: object) => (await standingOfFile(owner, { custom, labelled, signatures, ...more }))?.licence.licenceId;
  expect(await standing({})).toBe(licence.licenceId);
  expect(await standing({ signatures: [{ ...seal, seal: "云州市公安局" }] })).toBeUndefined();
  expect(await standing({ custom: [] })).toBeUndefined();
  expect(await standing({ labelled: false })).toBeUndefined();
  // Whoever adds a signature of their own may have added the words.
  expect(await standing({ signatures: [seal, { verdict: "unclear", seal: "张三" }] })).toBeUndefined();
  expect(await standing({ signatures: [{ ...seal, verdict: "unclear" }] })).toBeUndefined();
});

test("checking the file of a licence writes nothing", async () => {
  const file = await licenceOriginal(owner, licence, "ofd");
  const before = await fingerprint(city);
  await told(file);
  expect(await fingerprint(city)).toEqual(before);
});
