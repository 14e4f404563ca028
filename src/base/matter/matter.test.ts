import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listLooks } from "#kernel/trace";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import { allowance, draftCase, restaurantDraft } from "../../../test/application.ts";
import {
  answerSupplement, attachFile, completeTask, defer, endProcedure, extendLimit, fireTimers, firstBrokenAct, getMatter, listActs, listDocuments, listInbox, saveDraft,
  startProcedure, submit, unmask, viewAsStaff, viewOwn, withdraw, type Task,
} from "./index.ts";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const owner = () => city.person("chen-xiaoman", "xiaoman-catering");

async function submitted(): Promise<string> {
  const matterId = await restaurantDraft(city);
  await submit(await owner(), matterId);
  return matterId;
}

async function waiting(matterId: string, kind: string): Promise<Task> {
  return (await getMatter(city.ctx(), matterId)).open.find((task) => task.kind === kind)!;
}

async function act(username: string, matterId: string, kind: string, result: Parameters<typeof completeTask>[3]): Promise<void> {
  await completeTask(await city.staff(username), matterId, (await waiting(matterId, kind)).taskId, result);
}

async function accepted(): Promise<string> {
  const matterId = await submitted();
  await act("linjing", matterId, "acceptance", { outcome: "accept" });
  return matterId;
}

describe("submission", () => {
  test("gives a number of item, day and serial, and a receipt", async () => {
    const matterId = await submitted();
    const { matter } = await getMatter(city.ctx(), matterId);
    expect(matter.number).toMatch(/^11990100MB0000001T399013100100020261123\d{4,7}$/);
    expect((await listDocuments(city.ctx(), matterId)).map((document) => document.kind)).toEqual(["receipt"]);
  });

  test("a second time changes nothing", async () => {
    const matterId = await submitted();
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

  test("names every gap, and writes nothing", async () => {
    const matterId = await restaurantDraft(city);
    await saveDraft(await owner(), matterId, { form: { premises_address: null, contact_phone: "123" } });
    await expect(submit(await owner(), matterId)).rejects.toMatchObject({ code: "INCOMPLETE", fields: { premises_address: expect.any(String), contact_phone: expect.any(String) } });
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
    const { form } = (await getMatter(city.ctx(), await submitted())).matter;
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
    await expect(attachFile(await owner(), matterId, "layout", { name: "平面图.pdf", content: Buffer.from("not a pdf") })).rejects.toMatchObject({ code: "FILE_TYPE" });
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
    const matterId = await submitted();
    await act("linjing", matterId, "acceptance", { outcome: "supplement", problems });
    at(city, "2026-12-18T10:00:00+08:00");
    await fireTimers(city.ctx());
    expect((await getMatter(city.ctx(), matterId)).matter.state).toBe("supplement");
    await answerSupplement(await owner(), matterId);
    await expect(act("linjing", matterId, "acceptance", { outcome: "supplement", problems })).rejects.toMatchObject({ fields: { outcome: expect.stringContaining("一次告知") } });
    expect((await listDocuments(city.ctx(), matterId)).map((document) => document.kind)).toEqual(["receipt", "supplement"]);
  });

  test("must say what is wrong", async () => {
    const matterId = await submitted();
    await expect(act("linjing", matterId, "acceptance", { outcome: "supplement", problems: [] })).rejects.toMatchObject({ fields: { problems: expect.any(String) } });
    expect((await getMatter(city.ctx(), matterId)).matter.state).toBe("submitted");
  });
});

describe("the clock", () => {
  test("five working days without an answer are acceptance by law, counted from the day of receipt", async () => {
    const matterId = await submitted(); // Monday 23 November
    at(city, "2026-11-30T23:59:59+08:00");
    await fireTimers(city.ctx());
    expect((await getMatter(city.ctx(), matterId)).matter.state).toBe("submitted");
    city.now = new Date("2026-12-01T00:00:01+08:00");
    await fireTimers(city.ctx());
    const { matter } = await getMatter(city.ctx(), matterId);
    expect(matter).toMatchObject({ state: "accepted", dueDay: "2026-12-01", statutoryDay: "2026-12-07" });
    expect((await listActs(city.ctx(), matterId)).at(-1)).toMatchObject({ kind: "accepted-by-law", actor: { kind: "system" } });
  });

  test("promises six working days from acceptance, ten by law", async () => {
    const { matter } = await getMatter(city.ctx(), await accepted());
    expect(matter).toMatchObject({ dueDay: "2026-12-01", statutoryDay: "2026-12-07" });
  });

  test("stands still during a special procedure, and no task is done meanwhile", async () => {
    const matterId = await accepted();
    await startProcedure(await city.staff("zhouwen"), matterId, { name: "检测", reason: "水质需要检测", expectedDays: 5 });
    await expect(act("zhouwen", matterId, "review", { outcome: "pass" })).rejects.toMatchObject({ code: "PAUSED" });
    at(city, "2026-12-02T10:00:00+08:00"); // seven working days later
    await endProcedure(await city.staff("zhouwen"), matterId, "检测合格");
    expect((await getMatter(city.ctx(), matterId)).matter).toMatchObject({ pausedAt: null, dueDay: "2026-12-10", statutoryDay: "2026-12-16" });
  });

  test("is extended once, by who decides, by ten working days at most", async () => {
    const matterId = await accepted();
    await expect(extendLimit(await city.staff("zhouwen"), matterId, { days: 5, reason: "需要调查" })).rejects.toMatchObject({ status: 403 });
    await expect(extendLimit(await city.staff("gaojian"), matterId, { days: 11, reason: "需要调查" })).rejects.toMatchObject({ status: 422 });
    await extendLimit(await city.staff("gaojian"), matterId, { days: 5, reason: "需要调查" });
    expect((await getMatter(city.ctx(), matterId)).matter.dueDay).toBe("2026-12-08");
    expect((await listDocuments(city.ctx(), matterId)).at(-1)).toMatchObject({ kind: "special", data: { extended: 5, due: "2026-12-08" } });
    await expect(extendLimit(await city.staff("gaojian"), matterId, { days: 1, reason: "还需要" })).rejects.toMatchObject({ code: "EXTENDED" });
  });
});

test("what the rules grant is not said to be done by the applicant", async () => {
  const she = await city.person("lin-xiuying");
  const matterId = await draftCase(she, allowance, allowance.cases[0]!);
  await submit(she, matterId);
  const acts = await listActs(city.ctx(), matterId);
  expect(acts.map((each) => [each.kind, each.actor.kind])).toEqual([["submitted", "person"], ["judged", "system"], ["accepted", "system"], ["judged", "system"], ["granted", "system"], ["recorded", "system"], ["paid", "system"], ["closed", "system"]]);
});

describe("staff", () => {
  test("see in the inbox what their duties let them take, and nothing else", async () => {
    const matterId = await submitted();
    const sees = async (username: string): Promise<boolean> => (await listInbox(await city.staff(username), {})).rows.some((row) => row.matterId === matterId);
    expect([await sees("linjing"), await sees("zhouwen"), await sees("weiqin"), await sees("gaojian")]).toEqual([true, false, false, false]);
    await act("linjing", matterId, "acceptance", { outcome: "accept" });
    expect([await sees("linjing"), await sees("zhouwen"), await sees("tanglei"), await sees("luping"), await sees("weiqin")]).toEqual([false, true, true, false, false]);
  });

  test("may not do another unit's task", async () => {
    const matterId = await submitted();
    const { taskId } = await waiting(matterId, "acceptance");
    for (const username of ["zhouwen", "gaojian", "weiqin", "sujin", "admin"]) await expect(completeTask(await city.staff(username), matterId, taskId, { outcome: "accept" })).rejects.toMatchObject({ status: 403 });
  });

  test("cannot do a task that a colleague has just done", async () => {
    const matterId = await submitted();
    const { taskId } = await waiting(matterId, "acceptance");
    const clerk = await city.staff("linjing");
    const outcomes = await Promise.allSettled([completeTask(clerk, matterId, taskId, { outcome: "accept" }), completeTask(clerk, matterId, taskId, { outcome: "accept" })]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await listActs(city.ctx(), matterId)).filter((each) => each.kind === "accepted")).toHaveLength(1);
  });

  test("refuse only with reason and basis", async () => {
    const matterId = await accepted();
    await act("zhouwen", matterId, "review", { outcome: "fail", reason: "布局不符合要求" });
    const points = Object.fromEntries(Array.from({ length: 20 }, (_each, i) => [`k${String(i + 1).padStart(2, "0")}`, "yes" as const]));
    await expect(act("tanglei", matterId, "inspection", { outcome: "pass", points })).rejects.toMatchObject({ fields: { companion: expect.any(String) } });
    await expect(act("tanglei", matterId, "inspection", { outcome: "pass", companion: "方敏", points: { ...points, k01: "no" } })).rejects.toMatchObject({ fields: { outcome: expect.any(String) } });
    await act("tanglei", matterId, "inspection", { outcome: "pass", companion: "方敏", points });
    await expect(act("gaojian", matterId, "decision", { outcome: "refuse", reason: "布局不符合要求" })).rejects.toMatchObject({ fields: { basis: expect.any(String) } });
    await act("gaojian", matterId, "decision", { outcome: "refuse", reason: "布局不符合要求", basis: "食品安全法 第三十五条" });
    const { matter } = await getMatter(city.ctx(), matterId);
    expect(matter).toMatchObject({ state: "refused", outcome: "refused", dueDay: null });
    const refusal = (await listDocuments(city.ctx(), matterId)).find((document) => document.kind === "refusal")!;
    expect(refusal.data).toMatchObject({ appeal: { review: expect.stringContaining("60日"), court: expect.stringContaining("6个月") } });
  });

  test("see personal values masked; each look and each unmasking is on the applicant's record", async () => {
    const matterId = await accepted();
    const reviewer = await city.staff("zhouwen");
    const view = await viewAsStaff(reviewer, matterId);
    expect(view.answers["contact_phone"]).toBe("199****0003");
    await expect(unmask(reviewer, matterId, "contact_phone", "看")).rejects.toMatchObject({ status: 422 });
    expect(await unmask(reviewer, matterId, "contact_phone", "电话约核查时间")).toEqual({ label: "联系电话", value: "19900000003" });
    const looks = await listLooks(city.ctx(), view.matter.applicant.id);
    expect(looks.filter((look) => look.matterId === matterId).map((look) => look.purpose)).toEqual(["电话约核查时间", "办理「材料审查」"]);
    expect((await listActs(city.ctx(), matterId)).at(-1)).toMatchObject({ kind: "unmasked", data: { field: "联系电话" } });
  });
});

describe("the chain of acts", () => {
  test("the server's role can neither change nor remove an act", async () => {
    const { db } = city.ctx();
    for (const statement of ["update matter.acts set data = '{}'", "delete from matter.acts", "truncate matter.acts", "alter table matter.acts add x int", "drop table matter.acts", "update trace.looks set purpose = ''", "delete from matter.documents"]) {
      await expect(db.query(statement)).rejects.toMatchObject({ code: "42501" });
    }
  });

  test("tells the first act that was changed, removed or put in", async () => {
    const matterId = await accepted();
    expect(await firstBrokenAct(city.ctx(), matterId)).toBeUndefined();
    const { owner: db } = city.database;
    const count = (await listActs(city.ctx(), matterId)).length;
    const broken = async (statement: string): Promise<number | undefined> => {
      const client = await db.connect();
      try {
        await client.query("begin");
        await client.query(statement, [matterId]);
        const seen = { ...city.ctx(), db: { query: async (text: string, values?: unknown[]) => (await client.query(text, values)).rows, transaction: () => Promise.reject(new Error("not here")) } };
        return await firstBrokenAct(seen as never, matterId);
      } finally {
        await client.query("rollback");
        client.release();
      }
    };
    expect(await broken("update matter.acts set at = at + interval '1 second' where matter_id = $1 and seq = 2")).toBe(2);
    expect(await broken("delete from matter.acts where matter_id = $1 and seq = 1")).toBe(2);
    expect(await broken(`delete from matter.acts where matter_id = $1 and seq = ${count}`)).toBe(count);
    expect(await broken(`insert into matter.acts select matter_id, ${count + 1}, kind, at, actor, data, hash from matter.acts where matter_id = $1 and seq = 1`)).toBe(count + 1);
  });
});

test("an applicant may withdraw before the decision, and nothing waits any more", async () => {
  const matterId = await accepted();
  await withdraw(await owner(), matterId, "不开店了");
  const { matter, open } = await getMatter(city.ctx(), matterId);
  expect(matter.state).toBe("withdrawn");
  expect(open).toEqual([]);
  await expect(withdraw(await owner(), matterId, "")).rejects.toMatchObject({ code: "NOT_WITHDRAWABLE" });
});
