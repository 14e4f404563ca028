import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getItem, publishItem } from "#content/catalogue";
import { resume, suspend } from "#matter/move";
import { listNotices } from "#matter/notice";
import { act, PROMISED, promiser, restaurantDraft, samplePdf, waitingForRules } from "../../../test/application.ts";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import { attachFile, detach } from "./files.ts";
import { defer, listEntries } from "./materials.ts";
import { listDeferrals } from "#matter/act";
import { remindOfDeferrals } from "./deferral.ts";
import { submit } from "./submission.ts";
import { blueprintOf, factsOf, getMatter, listActs, listBreaches, listDocuments } from "#matter/matter";
import { sweepClocks } from "#matter/timing";
import { withdraw } from "#matter/work";

let city: TestCity;
beforeAll(async () => void (city = await testCity()));
afterAll(() => city.close());

const owner = () => city.person("chen-xiaoman", "xiaoman-catering");
const file = (mark: string) => ({ name: "制度目录.pdf", content: samplePdf(mark) });

/** A restaurant whose list of rules was promised for later, accepted on Monday 23 November. */
async function promised(materials = ["rules-list"]): Promise<string> {
  const matterId = await restaurantDraft(city);
  const entries = (await listEntries(city.ctx(), matterId)).filter(({ materialId }) => materials.includes(materialId));
  for (const { entryId } of entries) await detach(await owner(), matterId, entryId);
  for (const material of materials) await defer(await owner(), matterId, material);
  await submit(await owner(), matterId);
  await act(city, "linjing", matterId, "acceptance", { outcome: "accept" });
  return matterId;
}

async function deferrals(matterId: string) {
  const { matter } = await getMatter(city.ctx(), matterId);
  return listDeferrals(city.ctx(), matter, await blueprintOf(city.ctx(), matter));
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
    expect(await deferrals(matterId)).toEqual([
      { materialId: "rules-list", name: "保证食品安全的规章制度目录清单", due: "2026-12-07", provisional: false, brought: false },
    ]);
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

  test("the same file brought twice is one file and one act", async () => {
    const matterId = await promised();
    const twice = [await attachFile(await owner(), matterId, "rules-list", file("七")), await attachFile(await owner(), matterId, "rules-list", file("七"))];
    expect(twice[0]!.entryId).toBe(twice[1]!.entryId);
    expect((await listActs(city.ctx(), matterId)).filter(({ kind }) => kind === "material-brought")).toHaveLength(1);
  });

  test("stands on the 受理通知书 with its day", async () => {
    const issued = (await listDocuments(city.ctx(), await promised())).find(({ kind }) => kind === "acceptance")!;
    expect(issued.data["later"]).toEqual([{ name: "保证食品安全的规章制度目录清单", due: "2026-12-07" }]);
  });
});

describe("a flow that waits for what was promised", () => {
  const steps = async (matterId: string) => {
    const { matter, open } = await getMatter(city.ctx(), matterId);
    return { step: matter.step, tasks: open.map(({ node }) => node) };
  };
  const rules = (mark: string) => ({ name: "卫生管理制度.pdf", content: samplePdf(mark) });

  test("sees how many were promised and how many are open, says what it waits for, and goes on when the last has come", async () => {
    const matterId = await waitingForRules(city);
    const { matter } = await getMatter(city.ctx(), matterId);
    expect(factsOf(city.ctx(), matter, await blueprintOf(city.ctx(), matter))["materials"]).toEqual({ deferred: 1, open: 1 });
    expect(await steps(matterId)).toEqual({ step: "容缺材料补齐", tasks: [] });
    await attachFile(await promiser(city), matterId, PROMISED, rules("一"));
    expect(await steps(matterId)).toEqual({ step: "现场审核", tasks: ["inspection"] });
  });

  test("waits no longer than its timer", async () => {
    const matterId = await waitingForRules(city);
    at(city, new Date(city.now.getTime() + 9 * 86_400_000).toISOString());
    await sweepClocks(city.ctx());
    expect(await steps(matterId)).toEqual({ step: "作出决定", tasks: ["decision"] });
  });

  test("stands still while the matter is set aside, and goes on with it", async () => {
    const matterId = await waitingForRules(city);
    const decider = await city.staff("pengyi");
    await suspend(decider, matterId, "等市里的通知");
    await attachFile(await promiser(city), matterId, PROMISED, rules("二"));
    expect((await steps(matterId)).tasks).toEqual([]);
    await resume(decider, matterId, "");
    expect((await steps(matterId)).tasks).toEqual(["inspection"]);
  });

  test.each([
    ["its timer", async (): Promise<unknown> => sweepClocks(city.ctx())],
    ["its withdrawal", async (matterId: string): Promise<unknown> => withdraw(await promiser(city), matterId, "不办了")],
  ])("brought at the moment of %s leaves one truth", async (_what, other) => {
    for (let round = 0; round < 4; round += 1) {
      const matterId = await waitingForRules(city);
      await city.database.owner.query(
        "update matter.clocks set due_at = $2, next_at = case when next_at is not null then $2::timestamptz end where matter_id = $1 and node is not null and ended_at is null",
        [matterId, new Date(city.now.getTime() - 1000)],
      );
      const [bringer, content] = [await promiser(city), rules(`${_what} ${round}`)];
      const both = [() => attachFile(bringer, matterId, PROMISED, content), () => other(matterId)];
      await Promise.allSettled((round % 2 === 0 ? both : both.toReversed()).map((run) => run()));
      const [{ matter, open }, acts] = [await getMatter(city.ctx(), matterId), await listActs(city.ctx(), matterId)];
      const brought = acts.filter(({ kind }) => kind === "material-brought").length;
      expect(matter.promised).toEqual([{ materialId: PROMISED, brought: brought === 1 }]);
      if (matter.state === "withdrawn") expect(open).toEqual([]);
      else expect(open.map(({ node }) => node)).toHaveLength(1);
      expect(await listBreaches(city.ctx(), [matterId])).toEqual([]);
    }
  });
});

test("of two materials for two days each is reminded of once, for its own day", async () => {
  const { definition } = await getItem(city.ctx(), "food-licence");
  const { materials } = definition.item;
  const sooner = materials.map((each) => (each.id === "layout" ? { ...each, need: "deferred" as const, within: "P4WD" } : each));
  await publishItem(await city.staff("admin"), { ...definition, item: { ...definition.item, materials: sooner } }, "test");
  at(city, "2026-11-23T09:00:00+08:00");
  const matterId = await promised(["layout", "rules-list"]);
  const told = async (day: string): Promise<string[]> => {
    at(city, `${day}T09:00:00+08:00`);
    await remindOfDeferrals(city.ctx());
    await city.drain();
    return (await listNotices(await owner())).filter((each) => each.matterId === matterId && each.title === "请补交材料").map(({ body }) => body);
  };
  const names = Object.fromEntries(materials.map(({ id, name }) => [id, name]));
  expect(await told("2026-11-25")).toEqual([expect.stringContaining(`还差您答应后补的材料：“${names["layout"]}”，请在11月27日前`)]);
  expect(await told("2026-12-03")).toEqual([
    expect.stringContaining(`还差您答应后补的材料：“${names["rules-list"]}”，请在12月7日前`),
    expect.stringContaining(`“${names["layout"]}”，请在11月27日前`),
  ]);
});
