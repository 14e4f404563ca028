import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordAbsence } from "#people/duty";
import { setStaffDisabled } from "#people/identity";
import { dropSigner, pendingSigns } from "#matter/move";
import { accepted, act, confirm, waiting } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { companionsFor } from "./companion.ts";
import { completeTask } from "./task-completion.ts";
import { getMatter, listDocuments, type Task } from "#matter/matter";
import { inspectionsOf, viewAsStaff } from "#matter/view";

let city: TestCity;
beforeAll(async () => void (city = await testCity()));
afterAll(() => city.close());

const points = Object.fromEntries(Array.from({ length: 20 }, (_each, i) => [`k${String(i + 1).padStart(2, "0")}`, "yes" as const]));
const idOf = async (username: string): Promise<string> => (await city.staff(username)).actor.id;

async function checked(result: object = {}): Promise<{ matterId: string; task: Task }> {
  const matterId = await accepted(city);
  const task = await waiting(city, matterId, "inspection");
  await completeTask(await city.staff("tanglei"), matterId, task.taskId, { outcome: "pass", companion: "方敏", points, ...result });
  return { matterId, task };
}

describe("the second inspector", () => {
  test("is another person with an account who does such work there; oneself, a stranger or free text is refused at the field", async () => {
    const matterId = await accepted(city);
    const task = await waiting(city, matterId, "inspection");
    const tanglei = await city.staff("tanglei");
    expect((await companionsFor(tanglei, task)).map(({ name }) => name)).toEqual(["方敏"]);
    for (const companion of ["唐磊", "tanglei", tanglei.actor.id, "孙一", "陆平", await idOf("zhouwen"), ""])
      await expect(completeTask(tanglei, matterId, task.taskId, { outcome: "pass", companion, points }), companion).rejects.toMatchObject({
        fields: { companion: expect.any(String) },
      });
    for (const companion of ["fangmin", await idOf("fangmin"), "方敏"]) {
      const other = await accepted(city);
      await act(city, "tanglei", other, "inspection", { outcome: "pass", companion, points });
    }
  });

  test("has to sign: until then the matter waits, and only they can, in person", async () => {
    const { matterId, task } = await checked();
    await act(city, "zhouwen", matterId, "review", { outcome: "pass" });
    const { open } = await getMatter(city.ctx(), matterId);
    expect(open.map(({ kind, assigneeName }) => [kind, assigneeName])).toEqual([["countersign", "方敏"]]);
    expect(inspectionsOf(await viewAsStaff(await city.staff("gaojian"), matterId))).toMatchObject([{ waitsFor: "方敏" }]);
    await expect(completeTask(await city.staff("tanglei"), matterId, open[0]!.taskId, { outcome: "agree" })).rejects.toMatchObject({ status: 403 });
    await confirm(city, matterId, task.taskId);
    expect((await getMatter(city.ctx(), matterId)).open.map(({ kind }) => kind)).toEqual(["decision"]);
  });

  test("both signed, the record is a document with every point, both names and who was there", async () => {
    const { matterId, task } = await checked({
      outcome: "pass",
      opinion: "后厨整洁",
      present: "refused",
      present_note: "负责人赶时间",
      points: { ...points, k06: "no", k18: "none" },
    });
    expect((await listDocuments(city.ctx(), matterId)).some(({ kind }) => kind === "inspection-record")).toBe(false);
    await confirm(city, matterId, task.taskId);
    const record = (await listDocuments(city.ctx(), matterId)).find(({ kind }) => kind === "inspection-record")!;
    expect(record.data).toMatchObject({
      outcome: "核查合格",
      opinion: "后厨整洁",
      present: "当事人拒绝签字：负责人赶时间",
      inspectors: [{ name: "唐磊" }, { name: "方敏", at: city.now.toISOString() }],
    });
    const answers = (record.data["points"] as { answer: string }[]).map(({ answer }) => answer);
    expect([answers.length, answers[5], answers[17], answers[0]]).toEqual([20, "不符合", "合理缺项", "符合"]);
    const [found] = inspectionsOf(await viewAsStaff(await city.staff("gaojian"), matterId));
    expect(found).toMatchObject({ outcome: "核查合格", waitsFor: "", inspectors: [{ name: "唐磊" }, { name: "方敏" }] });
  });

  test("objects: the record does not count, and the check waits for the first inspector again with what was filled in", async () => {
    const { matterId, task } = await checked();
    await expect(confirm(city, matterId, task.taskId, { outcome: "disagree" })).rejects.toMatchObject({ fields: { reason: expect.any(String) } });
    await confirm(city, matterId, task.taskId, { outcome: "disagree", reason: "冷藏温度没有量" });
    const again = await waiting(city, matterId, "inspection");
    expect(again.taskId).not.toBe(task.taskId);
    expect((await listDocuments(city.ctx(), matterId)).some(({ kind }) => kind === "inspection-record")).toBe(false);
    await act(city, "tanglei", matterId, "inspection", { outcome: "pass", companion: "方敏", points });
    await act(city, "zhouwen", matterId, "review", { outcome: "pass" });
    expect((await getMatter(city.ctx(), matterId)).open.map(({ kind }) => kind)).toEqual(["decision"]);
  });

  test("who cannot sign any more is replaced by checking again, never left out", async () => {
    const { matterId } = await checked();
    const [pending] = pendingSigns((await getMatter(city.ctx(), matterId)).matter);
    await dropSigner(await city.staff("sujin"), matterId, pending!.sign, "方敏调走了");
    expect((await waiting(city, matterId, "inspection")).kind).toBe("inspection");
    expect(pendingSigns((await getMatter(city.ctx(), matterId)).matter)).toEqual([]);
  });

  test("is nobody who is away or whose account is closed; then the page says that somebody is missing", async () => {
    const matterId = await accepted(city);
    const task = await waiting(city, matterId, "inspection");
    const [tanglei, fangmin, luping] = [await city.staff("tanglei"), await city.staff("fangmin"), await city.staff("luping")];
    const names = async (): Promise<string[]> => (await companionsFor(tanglei, task)).map(({ name }) => name);
    const colleague = ({ actor }: typeof fangmin): { id: string; name: string } => ({ id: actor.id, name: actor.name });
    await recordAbsence(fangmin, { staff: colleague(fangmin), deputy: colleague(luping), fromDay: "2026-11-23", untilDay: "2026-11-24", reason: "出差" });
    expect(await names()).toEqual([]);
    await expect(completeTask(tanglei, matterId, task.taskId, { outcome: "pass", companion: "方敏", points })).rejects.toMatchObject({
      fields: { companion: expect.stringContaining("没有别的同事") },
    });
    await setStaffDisabled(await city.staff("admin"), fangmin.actor.id, true);
    expect(await names()).toEqual([]);
  });
});
