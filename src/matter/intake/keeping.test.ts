import { afterAll, beforeAll, expect, test } from "vitest";
import { copiesOfMatter, getLicence, listCopyUses, revokeCopy, suspendLicence, useCopy, verify } from "#outcome/licence";
import { copyOriginal } from "#outcome/licence-file";
import type { Ctx } from "#kernel/ctx";
import { listLooks } from "#kernel/trace";
import { submitted } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { partyOf } from "#matter/party";
import { viewAsStaff, viewOwn } from "#matter/view";
import { withdraw } from "#matter/work";
import type { MaterialEntry } from "./materials.ts";

let city: TestCity;
let owner: Ctx;
beforeAll(async () => {
  city = await testCity();
  owner = await city.person("chen-xiaoman", "xiaoman-catering");
});
afterAll(() => city.close());

/** The business licence that was handed in with a matter. */
async function handedIn(matterId: string): Promise<MaterialEntry> {
  const { materials } = await viewOwn(owner, matterId);
  return materials.flatMap(({ entries }) => entries).find(({ source }) => source === "licence")!;
}

test("a licence is handed in as a copy for this matter and item alone, before anybody looks", async () => {
  const matterId = await submitted(city);
  const { matter } = await viewOwn(owner, matterId);
  const { copyId, reference } = await handedIn(matterId);
  expect(reference).toContain("营业执照");
  const standing = (await copiesOfMatter(city.ctx(), matterId)).get(copyId!)!;
  expect(standing).toMatchObject({
    state: "valid",
    copy: { use: `办理${matter.itemName}`, recipient: `编号 ${matter.number}`, itemId: "food-licence", matterId },
  });
  expect(standing.copy.untilDay).toBe("2027-05-22");
});

test("staff who open it are in the holder's trace with unit and matter, and how it stood is on record", async () => {
  const matterId = await submitted(city);
  const linjing = await city.staff("linjing");
  await viewAsStaff(linjing, matterId);
  const { copyId } = await handedIn(matterId);
  const { copy, licence } = await useCopy(linjing, matterId, copyId!, "whole");
  expect((await listLooks(owner, partyOf(owner.actor).id))[0]).toMatchObject({
    actor: { name: "林静", unit: "12990100MB0000002T" },
    fields: ["营业执照加注件（全部内容）"],
    matterId,
  });
  await suspendLicence(await city.staff("gaojian"), licence.licenceId, { reason: "经营场所停用", basis: "市场主体登记管理条例 第四十六条" });
  const after = await useCopy(linjing, matterId, copyId!, "whole");
  expect(after.state).toBe("licence");
  await expect(copyOriginal(linjing, after, "pdf")).rejects.toMatchObject({ code: "NOT_VALID" });
  expect((await listCopyUses(owner, copy)).map(({ standing, matterId: where, by }) => [standing, where, by])).toEqual([
    ["licence", matterId, "林静"],
    ["valid", matterId, "林静"],
  ]);
  await city.database.owner.query("update licence.suspensions set lifted_at = now()");
  expect((await getLicence(city.ctx(), licence.licenceId)).state).toBe("valid");
});

test("the copy of one matter is of no use in another", async () => {
  const [one, other] = [await submitted(city), await submitted(city)];
  const { copyId } = await handedIn(one);
  await expect(useCopy(await city.staff("linjing"), other, copyId!, "whole")).rejects.toMatchObject({ status: 404 });
});

test("it is not taken back alone; withdrawing the application ends it", async () => {
  const matterId = await submitted(city);
  const { copyId } = await handedIn(matterId);
  const { copy } = (await copiesOfMatter(city.ctx(), matterId)).get(copyId!)!;
  await expect(revokeCopy(owner, copy.licenceId, copyId!)).rejects.toMatchObject({ code: "FOR_MATTER" });
  await withdraw(owner, matterId, "不办了");
  await city.drain();
  expect((await verify(city.ctx(), copy.number)).copy!.state).toBe("revoked");
});
