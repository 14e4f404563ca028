import { afterAll, beforeAll, expect, test } from "vitest";
import { registerPerson } from "#people/identity";
import { completeTask } from "#matter/work";
import { getMatter, listDocuments, PAPER_TRIAL } from "#matter/matter";
import { startDraft, saveDraft, submit } from "#matter/intake";
import { viewOwn } from "#matter/view";
import { openOfd } from "#drawing/ofd";
import { writeRecord } from "#register/register";
import type { Ctx } from "#kernel/ctx";
import { submitted, waiting } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { issuedFile, tryPaper } from "./index.ts";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

/** Somebody of 86 who lives in the city, as the 人口库 has them. */
async function elder(name: string, idNumber: string): Promise<Ctx> {
  const personId = await registerPerson(city.ctx(), { name, idNumber, phone: "19900001111", level: 3 });
  const row = {
    id_number: idNumber,
    name,
    sex: "1",
    birth_date: "1940-01-01",
    household_area: "990101001000",
    address: "云州市青溪区𠮷𠮷街8号",
    status: "normal",
  };
  await writeRecord(city.ctx(), "population", row, { source: "import" });
  return city.ctx({ kind: "person", id: personId, name, level: 3 });
}

test.each([
  ["𠅤小明", "990101194001011019", "𠅤*明"],
  ["王小𠮷", "990101194001011035", "王*𠮷"],
  ["王𠮷明", "990101194001011131", "王*明"],
])("%s applies like anybody, is masked by characters and has every paper", async (name, idNumber, masked) => {
  const ctx = await elder(name, idNumber);
  const matterId = await startDraft(ctx, { itemId: "old-age-allowance", situation: { who: "self", account: "social-card" } });
  const { blueprint } = await viewOwn(ctx, matterId);
  const asked = { street: "990101001000", bank_account: "6200000000000000018", bank_name: "云州农商银行", from_month: "2026-12", declaration: true };
  const known = { elder_name: name, elder_id: idNumber, elder_born: "1940-01-01", address: "云州市青溪区𠮷𠮷街8号", phone: "19900001111" };
  await saveDraft(ctx, matterId, { form: Object.fromEntries(Object.entries({ ...known, ...asked }).filter(([field]) => blueprint.form.fields.has(field))) });
  const draft = await viewOwn(ctx, matterId);
  expect(draft.matter.title).toBe(`高龄津贴 · ${masked}`);
  await submit(ctx, matterId);
  const view = await viewOwn(ctx, matterId);
  const documents = await listDocuments(ctx, matterId);
  expect(documents.length).toBeGreaterThan(0);
  for (const document of documents) {
    expect((await issuedFile(ctx, view, document, "pdf")).sealed).toBe(true);
    const { content } = await issuedFile(ctx, view, document, "ofd");
    expect(
      openOfd(content)
        .documents[0]!.pages.map(({ text }) => text)
        .join("\n"),
    ).toContain(`${name}：`);
  }
});

test("an act whose paper cannot be laid out is not taken: nothing is written, and it is said what to do", async () => {
  const matterId = await submitted(city);
  const linjing = await city.staff("linjing");
  const { taskId } = await waiting(city, matterId, "acceptance");
  const before = await getMatter(linjing, matterId);
  city.ports.plug(PAPER_TRIAL, () => Promise.reject(new Error("no room")));
  try {
    await expect(completeTask(linjing, matterId, taskId, { outcome: "accept" })).rejects.toMatchObject({ code: "PAPER_IMPOSSIBLE", status: 409 });
  } finally {
    city.ports.plug(PAPER_TRIAL, tryPaper);
  }
  const after = await getMatter(linjing, matterId);
  expect([after.matter.state, after.matter.acts]).toEqual([before.matter.state, before.matter.acts]);
  await completeTask(linjing, matterId, taskId, { outcome: "decline", reason: "一、不属于本机关职权。\n二、材料\t不全\u2028三、请到区里办。" });
  const view = await viewOwn(await city.person("chen-xiaoman", "xiaoman-catering"), matterId);
  const paper = (await listDocuments(city.ctx(), matterId)).find(({ kind }) => kind === "non-acceptance")!;
  const { content } = await issuedFile(await city.person("chen-xiaoman", "xiaoman-catering"), view, paper, "ofd");
  const lines = openOfd(content).documents[0]!.pages.flatMap(({ text }) => text.split("\n"));
  for (const line of ["二、材料 不全", "三、请到区里办。"]) expect(lines).toContain(line);
});
