import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listLooks } from "#kernel/trace";
import { testCity, type TestCity } from "../../../test/city.ts";
import { accepted, act, allowance, draftCase, submitted, timed, waiting } from "../../../test/application.ts";
import { completeTask } from "./task-completion.ts";
import { withdraw } from "./withdrawal.ts";
import { getMatter, listActs, listDocuments } from "#matter/matter";
import { listInbox } from "#matter/lists";
import { submit } from "#matter/intake";
import { unmask, viewAsStaff } from "#matter/view";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const owner = () => city.person("chen-xiaoman", "xiaoman-catering");

test("what the rules grant is not said to be done by the applicant", async () => {
  const she = await city.person("lin-xiuying");
  const matterId = await draftCase(she, allowance, allowance.cases[0]!);
  await submit(she, matterId);
  const acts = await listActs(city.ctx(), matterId);
  expect(acts.map((each) => [each.kind, each.actor.kind])).toEqual([
    ["submitted", "person"],
    ["judged", "system"],
    ["accepted", "system"],
    ["judged", "system"],
    ["granted", "system"],
    ["recorded", "system"],
    ["paid", "system"],
    ["closed", "system"],
  ]);
});

describe("staff", () => {
  test("see in the inbox what their duties let them take, and nothing else", async () => {
    const matterId = await submitted(city);
    const sees = async (username: string): Promise<boolean> => (await listInbox(await city.staff(username), {})).rows.some((row) => row.matterId === matterId);
    expect([await sees("linjing"), await sees("zhouwen"), await sees("weiqin"), await sees("gaojian")]).toEqual([true, false, false, false]);
    await act(city, "linjing", matterId, "acceptance", { outcome: "accept" });
    expect([await sees("linjing"), await sees("zhouwen"), await sees("tanglei"), await sees("luping"), await sees("weiqin")]).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });

  test("may not do another unit's task", async () => {
    const matterId = await submitted(city);
    const { taskId } = await waiting(city, matterId, "acceptance");
    for (const username of ["zhouwen", "gaojian", "weiqin", "sujin", "admin"])
      await expect(completeTask(await city.staff(username), matterId, taskId, { outcome: "accept" })).rejects.toMatchObject({ status: 403 });
  });

  test("cannot do a task that a colleague has just done", async () => {
    const matterId = await submitted(city);
    const { taskId } = await waiting(city, matterId, "acceptance");
    const clerk = await city.staff("linjing");
    const outcomes = await Promise.allSettled([
      completeTask(clerk, matterId, taskId, { outcome: "accept" }),
      completeTask(clerk, matterId, taskId, { outcome: "accept" }),
    ]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await listActs(city.ctx(), matterId)).filter((each) => each.kind === "accepted")).toHaveLength(1);
  });

  test("refuse only with reason and basis", async () => {
    const matterId = await accepted(city);
    await act(city, "zhouwen", matterId, "review", { outcome: "fail", reason: "布局不符合要求" });
    const points = Object.fromEntries(Array.from({ length: 20 }, (_each, i) => [`k${String(i + 1).padStart(2, "0")}`, "yes" as const]));
    await expect(act(city, "tanglei", matterId, "inspection", { outcome: "pass", points })).rejects.toMatchObject({
      fields: { companion: expect.any(String) },
    });
    // A point left out, or answered by what is no answer, is named.
    const { k05: _left, ...others } = points;
    for (const odd of [others, { ...points, k05: "maybe" }, { ...points, k05: null }])
      await expect(act(city, "tanglei", matterId, "inspection", { outcome: "pass", companion: "方敏", points: odd })).rejects.toMatchObject({
        fields: { "points.k05": "请选择这一项的核查结果。" },
      });
    await expect(act(city, "tanglei", matterId, "inspection", { outcome: "pass", companion: "方敏", points: { ...points, k01: "no" } })).rejects.toMatchObject({
      fields: { outcome: expect.any(String) },
    });
    await act(city, "tanglei", matterId, "inspection", { outcome: "pass", companion: "方敏", points });
    await expect(act(city, "gaojian", matterId, "decision", { outcome: "refuse", reason: "布局不符合要求" })).rejects.toMatchObject({
      fields: { basis: expect.any(String) },
    });
    await act(city, "gaojian", matterId, "decision", { outcome: "refuse", reason: "布局不符合要求", basis: "食品安全法 第三十五条" });
    const { matter } = await getMatter(city.ctx(), matterId);
    expect(timed(matter)).toMatchObject({ state: "refused", outcome: "refused", dueDay: null });
    const refusal = (await listDocuments(city.ctx(), matterId)).find((document) => document.kind === "refusal")!;
    expect(refusal.data).toMatchObject({ appeal: { review: expect.stringContaining("60日"), court: expect.stringContaining("6个月") } });
  });

  test("see personal values masked; each look and each unmasking is on the applicant's record", async () => {
    const matterId = await accepted(city);
    const reviewer = await city.staff("zhouwen");
    const view = await viewAsStaff(reviewer, matterId);
    expect(view.answers["contact_phone"]).toBe("199****0003");
    await expect(unmask(reviewer, matterId, "contact_phone", "看")).rejects.toMatchObject({ status: 422 });
    expect(await unmask(reviewer, matterId, "contact_phone", "电话约核查时间")).toEqual({ label: "联系电话", value: "19900000003" });
    const looks = await listLooks(city.ctx(), view.matter.owner.id);
    expect(looks.filter((look) => look.matterId === matterId).map((look) => look.purpose)).toEqual(["电话约核查时间", "办理「材料审查」"]);
    expect((await listActs(city.ctx(), matterId)).at(-1)).toMatchObject({ kind: "unmasked", data: { field: "联系电话" } });
  });
});

test("an applicant may withdraw before the decision, and nothing waits any more", async () => {
  const matterId = await accepted(city);
  await withdraw(await owner(), matterId, "不开店了");
  const { matter, open } = await getMatter(city.ctx(), matterId);
  expect(matter.state).toBe("withdrawn");
  expect(open).toEqual([]);
  await expect(withdraw(await owner(), matterId, "")).rejects.toMatchObject({ code: "NOT_WITHDRAWABLE" });
});
