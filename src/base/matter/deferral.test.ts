import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listNotices } from "#base/notice";

import { act, restaurantDraft, samplePdf } from "../../../test/application.ts";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import { attachFile, blueprintOf, defer, detach, getMatter, listActs, listDeferrals, listEntries, remindOfDeferrals, submit } from "./index.ts";

let city: TestCity;
beforeAll(async () => void (city = await testCity()));
afterAll(() => city.close());

const owner = () => city.person("chen-xiaoman", "xiaoman-catering");
const file = (mark: string) => ({ name: "制度目录.pdf", content: samplePdf(mark) });

/** A restaurant whose list of rules was promised for later, accepted on Monday 23 November. */
async function promised(): Promise<string> {
  const matterId = await restaurantDraft(city);
  const entries = (await listEntries(city.ctx(), matterId)).filter(({ materialId }) => materialId === "rules-list");
  for (const { entryId } of entries) await detach(await owner(), matterId, entryId);
  await defer(await owner(), matterId, "rules-list");
  await submit(await owner(), matterId);
  await act(city, "linjing", matterId, "acceptance", { outcome: "accept" });
  return matterId;
}

async function deferrals(matterId: string) {
  const { matter } = await getMatter(city.ctx(), matterId);
  return listDeferrals(city.ctx(), matter, await blueprintOf(city.ctx(), matter.itemId, matter.itemVersion));
}

async function undecided(): Promise<string> {
  const matterId = await promised();
  const points = Object.fromEntries(Array.from({ length: 20 }, (_each, i) => [`k${String(i + 1).padStart(2, "0")}`, "yes" as const]));
  await act(city, "tanglei", matterId, "inspection", { outcome: "pass", companion: "方敏", points });
  await act(city, "zhouwen", matterId, "review", { outcome: "pass" });
  return matterId;
}

describe("a material promised for later", () => {
  test("has ten working days from acceptance, and the applicant brings it while the matter runs", async () => {
    const matterId = await promised();
    expect(await deferrals(matterId)).toEqual([{ materialId: "rules-list", name: "保证食品安全的规章制度目录清单", due: "2026-12-07", brought: false }]);
    await attachFile(await owner(), matterId, "rules-list", file("一"));
    await attachFile(await owner(), matterId, "rules-list", file("二"));
    expect(await deferrals(matterId)).toMatchObject([{ brought: true }]);
    expect((await listActs(city.ctx(), matterId)).filter(({ kind }) => kind === "material-brought")).toMatchObject([
      { actor: { kind: "person" }, data: { name: "保证食品安全的规章制度目录清单" } },
      {},
    ]);
  });

  test("the window takes in, by its name; who does not work there, a stranger and another material are refused", async () => {
    const matterId = await promised();
    const [linjing, stranger, elsewhere] = [await city.staff("linjing"), await city.person("lin-xiuying"), await city.staff("qinlan")];
    await expect(attachFile(stranger, matterId, "rules-list", file("三"))).rejects.toMatchObject({ status: 403 });
    await expect(attachFile(elsewhere, matterId, "rules-list", file("三"))).rejects.toMatchObject({ status: 403 });
    await expect(attachFile(await owner(), matterId, "layout", file("三"))).rejects.toMatchObject({ code: "NOT_PROMISED" });
    await attachFile(linjing, matterId, "rules-list", file("三"));
    expect((await listActs(city.ctx(), matterId)).at(-1)).toMatchObject({ kind: "material-brought", actor: { kind: "staff", name: "林静" } });
  });

  test("holds up a grant, not a refusal, until it has come", async () => {
    const [granted, refused] = [await undecided(), await undecided()];
    await expect(act(city, "gaojian", granted, "decision", { outcome: "grant" })).rejects.toMatchObject({
      code: "MATERIALS_OPEN",
      message: expect.stringContaining("保证食品安全的规章制度目录清单"),
    });
    await act(city, "gaojian", refused, "decision", { outcome: "refuse", reason: "不符合条件", basis: "食品经营许可和备案管理办法 第十二条" });
    await attachFile(await owner(), granted, "rules-list", file("四"));
    await act(city, "gaojian", granted, "decision", { outcome: "grant" });
    expect((await getMatter(city.ctx(), granted)).matter.state).toBe("granted");
    await expect(attachFile(await owner(), granted, "rules-list", file("五"))).rejects.toMatchObject({ code: "NOT_EDITABLE" });
  });

  test("brought while the decision is taken: granted with it, or not granted", async () => {
    const [matterId, applicant] = [await undecided(), await owner()];
    const [decision] = await Promise.allSettled([
      act(city, "gaojian", matterId, "decision", { outcome: "grant" }),
      attachFile(applicant, matterId, "rules-list", file("六")),
    ]);
    expect(await deferrals(matterId)).toEqual(decision!.status === "fulfilled" ? [] : [expect.objectContaining({ brought: true })]);
    expect((await listEntries(city.ctx(), matterId)).some(({ materialId, fileId }) => materialId === "rules-list" && fileId)).toBe(true);
  });

  test("its day is told with the acceptance, and once more two working days before", async () => {
    const matterId = await promised();
    const told = async (): Promise<string[]> => {
      await city.drain();
      return (await listNotices(await owner())).filter((each) => each.matterId === matterId && each.body.includes("规章制度目录")).map(({ title }) => title);
    };
    expect(await told()).toEqual(["申请已受理"]);
    at(city, "2026-12-02T09:00:00+08:00");
    await remindOfDeferrals(city.ctx());
    expect(await told()).toEqual(["申请已受理"]);
    at(city, "2026-12-03T09:00:00+08:00");
    await remindOfDeferrals(city.ctx());
    await remindOfDeferrals(city.ctx());
    expect(await told()).toEqual(["请补交材料", "申请已受理"]);
  });
});
