import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import { act, anotherRestaurant, draftCase, foodLicence, restaurantDraft, samplePdf, submitted } from "../../../test/application.ts";
import { answerSupplement, submit } from "./submission.ts";
import { attachFile } from "./files.ts";
import { defer } from "./materials.ts";
import { saveDraft } from "./draft.ts";
import { sweepClocks } from "#matter/timing";
import { getMatter, listActs, listDocuments } from "#matter/matter";
import { viewOwn } from "#matter/view";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const owner = () => city.person("chen-xiaoman", "xiaoman-catering");

describe("submission", () => {
  test("gives a number of item, day and serial, and a receipt", async () => {
    const matterId = await submitted(city);
    const { matter } = await getMatter(city.ctx(), matterId);
    expect(matter.number).toMatch(/^11990100MB0000001T399013100100020261123\d{4,7}$/);
    expect((await listDocuments(city.ctx(), matterId)).map(({ name }) => name)).toEqual(["收件凭证"]);
  });

  test("a second time changes nothing", async () => {
    const matterId = await submitted(city);
    const before = (await getMatter(city.ctx(), matterId)).matter;
    await expect(submit(await owner(), matterId)).rejects.toMatchObject({ status: 409, code: "ALREADY_SUBMITTED" });
    expect((await getMatter(city.ctx(), matterId)).matter).toEqual(before);
  });

  test("twice at the same moment is one submission", async () => {
    const matterId = await restaurantDraft(city);
    const ctx = await owner();
    const outcomes = await Promise.allSettled([submit(ctx, matterId), submit(ctx, matterId), submit(ctx, matterId)]);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
    expect((await listActs(city.ctx(), matterId)).filter((each) => each.kind === "submitted")).toHaveLength(1);
  });

  test("of what is asked for already is refused, with where the first one is; both at once are one", async () => {
    const ctx = await owner();
    const example = anotherRestaurant();
    const [first, second] = [await draftCase(ctx, foodLicence, example), await draftCase(ctx, foodLicence, example)];
    await submit(ctx, first);
    await expect(submit(ctx, second)).rejects.toMatchObject({ code: "ALREADY_ASKED", message: expect.stringContaining("已经申请过") });
    expect((await getMatter(ctx, second)).matter.state).toBe("draft");
    const other = anotherRestaurant();
    const drafts = [await draftCase(ctx, foodLicence, other), await draftCase(ctx, foodLicence, other)];
    const both = await Promise.allSettled(drafts.map((matterId) => submit(ctx, matterId)));
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("names every gap, and writes nothing", async () => {
    const matterId = await restaurantDraft(city);
    await saveDraft(await owner(), matterId, { form: { premises_address: null, contact_phone: "123" } });
    await expect(submit(await owner(), matterId)).rejects.toMatchObject({
      code: "INCOMPLETE",
      fields: { premises_address: expect.any(String), contact_phone: expect.any(String) },
    });
    expect((await getMatter(city.ctx(), matterId)).matter).toMatchObject({ state: "draft", number: null });
  });

  test("what the register fixes cannot be overwritten by the form", async () => {
    const matterId = await restaurantDraft(city);
    await saveDraft(await owner(), matterId, { form: { operator_name: "别家的店" } });
    await submit(await owner(), matterId);
    expect((await viewOwn(await owner(), matterId)).answers["operator_name"]).toBe("云州小满餐饮有限公司");
  });

  test("of a stale page is refused", async () => {
    const matterId = await restaurantDraft(city);
    const { revision } = (await getMatter(city.ctx(), matterId)).matter;
    await saveDraft(await owner(), matterId, { form: { seats: 20 } });
    await expect(submit(await owner(), matterId, { revision })).rejects.toMatchObject({ code: "MATTER_CHANGED" });
  });

  test("personal answers lie sealed, the others in clear", async () => {
    const { form } = (await getMatter(city.ctx(), await submitted(city))).matter;
    expect(JSON.stringify(form)).not.toContain("19900000003");
    expect(form["legal_person"]).toMatch(/^s1\./);
    expect(form["seats"]).toBe(48);
  });

  test("a business licence that the city holds need not be brought", async () => {
    const view = await viewOwn(await owner(), await restaurantDraft(city));
    const state = view.materials.find((each) => each.material.id === "subject-proof")!;
    expect(state).toMatchObject({ satisfied: true, held: { source: "licence" } });
  });

  test("a deferrable material may follow later, another may not", async () => {
    const matterId = await restaurantDraft(city);
    await defer(await owner(), matterId, "rules-list");
    await expect(defer(await owner(), matterId, "layout")).rejects.toMatchObject({ code: "NOT_DEFERRABLE" });
  });

  test("a text that calls itself a PDF is not taken", async () => {
    const matterId = await restaurantDraft(city);
    await expect(attachFile(await owner(), matterId, "layout", { name: "平面图.pdf", content: Buffer.from("not a pdf") })).rejects.toMatchObject({
      code: "FILE_TYPE",
    });
  });

  test("an application has forty files at most; of an ordinary one nothing is remarked", async () => {
    const matterId = await restaurantDraft(city);
    const attach = async (mark: string) => attachFile(await owner(), matterId, "layout", { name: "平面图.pdf", content: samplePdf(mark) });
    expect((await attach("第一张")).remark).toBeNull();
    const held = "from matter.materials m where matter_id = $1 and removed_at is null";
    await city.database.owner.query(
      `insert into matter.materials select (jsonb_populate_record(x.one, jsonb_build_object('entry_id', uuidv7(), 'file_id', 'copy-' || n))).*
       from (select m as one ${held} limit 1) x, generate_series(1, 39 - (select count(*)::int ${held})) n`,
      [matterId],
    );
    await attach("第四十张");
    await expect(attach("第四十一张")).rejects.toMatchObject({ code: "TOO_MANY_FILES" });
  });

  test("nobody else may see, change or submit it", async () => {
    const matterId = await restaurantDraft(city);
    for (const ctx of [await city.person("lin-xiuying"), await city.person("chen-xiaoman"), await city.person("jiang-li", "jiali-market")]) {
      await expect(viewOwn(ctx, matterId)).rejects.toMatchObject({ status: 403 });
      await expect(saveDraft(ctx, matterId, { form: {} })).rejects.toMatchObject({ status: 403 });
      await expect(submit(ctx, matterId)).rejects.toMatchObject({ status: 403 });
    }
  });
});

describe("supplement", () => {
  const problems = [{ about: "layout", problem: "平面图上没有标出洗消间" }];

  test("is asked for once, in writing, and stops the five days", async () => {
    const matterId = await submitted(city);
    await act(city, "linjing", matterId, "acceptance", { outcome: "supplement", problems });
    at(city, "2026-12-18T10:00:00+08:00");
    await sweepClocks(city.ctx());
    expect((await getMatter(city.ctx(), matterId)).matter.state).toBe("supplement");
    await answerSupplement(await owner(), matterId);
    await expect(act(city, "linjing", matterId, "acceptance", { outcome: "supplement", problems })).rejects.toMatchObject({
      fields: { outcome: expect.stringContaining("一次告知") },
    });
    expect((await listDocuments(city.ctx(), matterId)).map((document) => document.kind)).toEqual(["receipt", "supplement"]);
  });

  test("is not answered while something is missing", async () => {
    const matterId = await submitted(city);
    await act(city, "linjing", matterId, "acceptance", { outcome: "supplement", problems });
    await saveDraft(await owner(), matterId, { form: { premises_address: null } });
    await expect(answerSupplement(await owner(), matterId)).rejects.toMatchObject({
      code: "INCOMPLETE",
      fields: { premises_address: expect.any(String) },
    });
    expect((await getMatter(city.ctx(), matterId)).matter.state).toBe("supplement");
  });

  test("must say what is wrong", async () => {
    const matterId = await submitted(city);
    await expect(act(city, "linjing", matterId, "acceptance", { outcome: "supplement", problems: [] })).rejects.toMatchObject({
      fields: { problems: expect.any(String) },
    });
    expect((await getMatter(city.ctx(), matterId)).matter.state).toBe("submitted");
  });
});
