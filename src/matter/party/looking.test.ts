import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listLicencesOf, unmaskFace } from "#outcome/licence";
import { getOrganisation } from "#people/identity";
import { listRecords, unmaskRecord } from "#register/reading";
import { listLooks, type RecordedLook } from "#kernel/trace";
import { accepted, allowance, draftCase, foodLicence, restaurant, walkCase } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { listEntries, readEntry, submit } from "#matter/intake";
import { viewOwn } from "#matter/view";

// 谁看过我的数据: whoever reads somebody's data in the clear, staff or machine, is in that person's own list at once.

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const newest = async (subjectId: string): Promise<RecordedLook | undefined> => (await listLooks(city.ctx(), subjectId))[0];

test("registers read by rule, in place of papers, are seen as read by the machine, for which matter", async () => {
  const example = allowance.cases[0]!;
  const she = await city.person(example.person);
  const matterId = await draftCase(she, allowance, example);
  expect(await newest(she.actor.id)).toBeUndefined();
  await submit(she, matterId);
  const look = (await newest(she.actor.id))!;
  expect(look).toMatchObject({ actor: { kind: "system", name: "自动核对" }, matterId, purpose: expect.stringContaining("按规则核对") });
  expect(look.fields.join()).toMatch(/人口.*：.*姓名/);
  expect(look.fields.join()).not.toContain("990101");
});

test("a file that staff open is seen by its material, one's own looking is not", async () => {
  const matterId = await accepted(city);
  const owner = await city.person("chen-xiaoman", "xiaoman-catering");
  const { matter } = await viewOwn(owner, matterId);
  const entry = (await listEntries(city.ctx(), matterId)).find(({ fileId }) => fileId)!;
  const before = await newest(matter.owner.id);
  await readEntry(owner, matterId, entry.entryId);
  expect(await newest(matter.owner.id)).toEqual(before);
  await readEntry(await city.staff("zhouwen"), matterId, entry.entryId);
  expect(await newest(matter.owner.id)).toMatchObject({
    fields: [`材料原件《${foodLicence.item.materials.find(({ id }) => id === entry.materialId)!.name}》`],
    matterId,
    actor: { kind: "staff", name: "周文" },
  });
  expect((await newest(matter.owner.id))!.fields.join()).not.toContain(entry.fileName);
});

describe("what is a firm's is seen by the firm", () => {
  test("its licence, its record in a register", async () => {
    const person = async (id: string, organisation?: string) => (await city.person(id, organisation)).actor;
    await walkCase({ ctx: city.ctx, later: async () => {}, person }, foodLicence, restaurant);
    const firm = (await city.person("chen-xiaoman", "xiaoman-catering")).actor.onBehalf!.organisationId;
    const { uscc } = await getOrganisation(city.ctx(), firm);
    const { definition, records } = await listRecords(city.ctx(), "organisation", { key: uscc });
    const personal = definition.fields.find((field) => field.personal)!;
    await unmaskRecord(await city.staff("zhouwen"), "organisation", records[0]!.recordId, personal.name, { task: "correction", reason: "电话核实登记信息" });
    expect(await newest(firm)).toMatchObject({ purpose: "更正登记信息：电话核实登记信息", fields: [`${definition.name}：${personal.label}`] });
    const [licence] = await listLicencesOf(city.ctx(), uscc);
    await unmaskFace(await city.staff("zhouwen"), licence!.licenceId, "核对证照照面");
    expect(await newest(firm)).toMatchObject({ purpose: "核对证照照面" });
  });
});
