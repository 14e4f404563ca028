import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { completeTask, termsOf } from "#matter/work";
import { getMatter, listDocuments } from "#matter/matter";
import { listForMe, object, viewForMe, viewAsStaff } from "#matter/view";
import { submit } from "#matter/intake";
import { resume } from "#matter/move";
import { listMyPayments } from "#matter/payment";
import { listLooks } from "#kernel/trace";
import { act, allowance, draftCase } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { waitingSms } from "../../../test/sms.ts";
import { listNotices } from "./index.ts";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const forMother = allowance.cases.find(({ person }) => person === "yu-hong")!;
const daughter = () => city.person("yu-hong");
const mother = () => city.person("lin-xiuying");

describe("what is granted on the spot", () => {
  test("is told once, with amount, first month and account; the decision says the same", async () => {
    const ctx = await city.person("zhou-daqing");
    const matterId = await draftCase(
      ctx,
      allowance,
      allowance.cases.find(({ person }) => person === "zhou-daqing")!,
    );
    await submit(ctx, matterId);
    await city.drain();
    const notices = await listNotices(ctx);
    expect(notices.map(({ title }) => title)).toEqual(["已经批准"]);
    expect(notices[0]!.body).toBe("您的「高龄津贴」已经批准。发放金额：每月 200 元；起发年月：2026年12月；收款账户：尾号 0059，云州银行。请您评价这次服务。");
    const decision = (await listDocuments(ctx, matterId)).find(({ kind }) => kind === "grant")!;
    expect(decision.data["terms"]).toMatchObject([{ value: "每月 200 元" }, { value: "2026年12月" }, { value: "尾号 0059，云州银行" }]);
  });
});

describe("whom somebody else applies for", () => {
  let matterId: string;

  test("is told at once, sees who and where the money would go, and nobody else does", async () => {
    matterId = await draftCase(await daughter(), allowance, forMother);
    expect(await listForMe(await mother())).toEqual([]);
    await submit(await daughter(), matterId);
    await city.drain();
    expect((await listNotices(await mother()))[0]).toMatchObject({
      title: "有人替您申请了",
      body: expect.stringContaining("余*替您申请了「高龄津贴」"),
      link: `/my/for-me/${matterId}`,
    });
    const { actor } = await mother();
    const sent = (await waitingSms(city)).filter(({ personId }) => personId === actor.id).map(({ body }) => body);
    expect(sent).toEqual([expect.stringContaining("余*替您申请了「高龄津贴」")]);
    expect(await listForMe(await mother())).toMatchObject([{ matterId, by: "余*", state: "submitted", held: false }]);
    const seen = await viewForMe(await mother(), matterId);
    expect(seen.accounts).toEqual([{ label: "社会保障卡或者银行卡卡号", value: "***************0018" }]);
    expect(JSON.stringify(seen)).not.toMatch(/余红|6200000000000000018/);
    for (const other of ["zhou-daqing", "yu-hong"]) await expect(viewForMe(await city.person(other), matterId)).rejects.toMatchObject({ status: 403 });
  });

  test("finds the looks at the registers, and those of staff, under her own name", async () => {
    await viewAsStaff(await city.staff("qinlan"), matterId);
    const { actor } = await mother();
    const purposes = (await listLooks(city.ctx(), actor.id)).map(({ actor: { name }, purpose }) => `${name} ${purpose}`);
    expect(purposes).toContainEqual(expect.stringContaining("自动核对 余*替您提交「高龄津贴」"));
    expect(purposes.some((words) => words.startsWith("秦兰"))).toBe(true);
  });

  test("may object: nobody works on it until staff have looked into it", async () => {
    await expect(object(await mother(), matterId, " ")).rejects.toMatchObject({ code: "REASON_NEEDED" });
    await expect(object(await daughter(), matterId, "不是我的意思")).rejects.toMatchObject({ status: 403 });
    await object(await mother(), matterId, "我没有让她申请");
    await city.drain();
    const { open } = await getMatter(city.ctx(), matterId);
    await expect(completeTask(await city.staff("qinlan"), matterId, open[0]!.taskId, { outcome: "accept" })).rejects.toMatchObject({ code: "SUSPENDED" });
    expect((await listNotices(await daughter())).map(({ title }) => title)).toContain("受益人提出异议");
    await expect(object(await mother(), matterId, "再说一次")).rejects.toMatchObject({ code: "OBJECTED" });
    await resume(await city.staff("shiyong"), matterId, "已上门核实，是老人的意思");
  });

  test("and of what was granted: the payment waits, and is hers to see", async () => {
    await act(city, "qinlan", matterId, "acceptance", { outcome: "accept" });
    await act(city, "kongli", matterId, "review", { outcome: "pass" });
    await act(city, "shiyong", matterId, "decision", { outcome: "grant" });
    await city.drain();
    expect(await termsOf(city.ctx(), matterId)).toMatchObject([{ value: "每月 100 元" }, {}, { value: "尾号 0018，云州农商银行" }]);
    expect((await listNotices(await mother()))[0]).toMatchObject({ title: "替您办的事已经批准", body: expect.stringContaining("尾号 0018") });
    expect(await listMyPayments(await mother())).toMatchObject([{ matterId, state: "running", amount: 10000 }]);
    expect(await listMyPayments(await daughter())).toEqual([]);
    await object(await mother(), matterId, "这不是我的账户");
    await city.drain();
    expect(await listMyPayments(await mother())).toMatchObject([{ state: "suspended" }]);
  });
});
