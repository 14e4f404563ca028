import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getItem, publishItem } from "#content/catalogue";
import { endAbsence, listDuties, recordAbsence } from "#people/duty";
import { blueprintOf, getMatter, listTasks, listActs, listDocuments } from "#matter/matter";
import { completeTask } from "#matter/work";
import { listInbox } from "#matter/lists";
import { viewAsStaff } from "#matter/view";
import {
  acknowledge,
  addSigners,
  completeBatch,
  copyTo,
  delegate,
  earlierSteps,
  handOver,
  jump,
  MOVES,
  offersOf,
  perform,
  resume,
  sendBack,
  suspend,
  takeableSteps,
  takeBack,
  terminate,
  urge,
  type MoveName,
} from "#matter/move";
import { accepted, act, submitted, timed, waiting } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

async function colleague(username: string): Promise<{ id: string; name: string }> {
  const { actor } = await city.staff(username);
  return { id: actor.id, name: actor.name };
}

const kinds = async (matterId: string): Promise<string[]> => (await listActs(city.ctx(), matterId)).map((each) => each.kind);
const inboxOf = async (username: string, matterId: string) =>
  (await listInbox(await city.staff(username), { text: (await getMatter(city.ctx(), matterId)).matter.number! })).rows;

async function takeable(username: string, matterId: string) {
  const staff = await city.staff(username);
  return takeableSteps(staff, await viewAsStaff(staff, matterId));
}

describe("退回 and 取回", () => {
  test("the decider sends a matter back to the review that was done; it goes to who did it, with the reason in the history", async () => {
    const matterId = await accepted(city);
    await act(city, "zhouwen", matterId, "review", { outcome: "pass" });
    await act(city, "tanglei", matterId, "inspection", { outcome: "pass", companion: "方敏", points: await allMet(matterId) });
    const decision = await waiting(city, matterId, "decision");
    const gaojian = await city.staff("gaojian");
    const targets = earlierSteps(await viewAsStaff(gaojian, matterId), decision.taskId);
    const review = targets.find(({ name }) => name.includes("审查"))!;
    expect(targets.some(({ name }) => name.includes("受理"))).toBe(false);
    await expect(sendBack(gaojian, matterId, decision.taskId, { to: review.node, reason: " " })).rejects.toThrow("理由");
    await expect(sendBack(gaojian, matterId, decision.taskId, { to: "accept", reason: "重来" })).rejects.toThrow("不能退回");
    await sendBack(gaojian, matterId, decision.taskId, { to: review.node, reason: "平面图与现场不一致" });
    const { open, matter } = await getMatter(city.ctx(), matterId);
    expect(open).toMatchObject([{ node: review.node, assigneeName: "周文" }]);
    // What lies behind the step is not done any more, what ran beside it is.
    expect(matter.walked).not.toContain("examined");
    expect(matter.walked).toContain("inspect_kitchen");
    expect(await kinds(matterId)).toContain("returned");
    await act(city, "zhouwen", matterId, "review", { outcome: "pass" });
    expect((await getMatter(city.ctx(), matterId)).open).toMatchObject([{ kind: "decision" }]);
  });

  test("who did a step takes it back while the branch beside it is still at work", async () => {
    const matterId = await accepted(city);
    await act(city, "zhouwen", matterId, "review", { outcome: "pass" });
    const [mine] = await takeable("zhouwen", matterId);
    await takeBack(await city.staff("zhouwen"), matterId, mine!.taskId, "漏看了一份材料");
    const { open } = await getMatter(city.ctx(), matterId);
    expect(open.map(({ kind, assigneeName }) => [kind, assigneeName]).sort()).toEqual([
      ["inspection", null],
      ["review", "周文"],
    ]);
  });

  test("who did a step takes it back while nobody has worked on what came of it, and no longer", async () => {
    const matterId = await accepted(city);
    const zhouwen = await city.staff("zhouwen");
    await act(city, "zhouwen", matterId, "review", { outcome: "pass" });
    expect((await takeable("linjing", matterId)).length).toBe(0);
    const [mine] = await takeable("zhouwen", matterId);
    await takeBack(zhouwen, matterId, mine!.taskId, "还要核对一项");
    expect((await waiting(city, matterId, "review")).assigneeName).toBe("周文");
    expect(await kinds(matterId)).toContain("taken-back");
    await act(city, "zhouwen", matterId, "review", { outcome: "pass" });
    await act(city, "tanglei", matterId, "inspection", { outcome: "pass", companion: "方敏", points: await allMet(matterId) });
    await act(city, "gaojian", matterId, "decision", { outcome: "grant" });
    const done = (await listTasks(city.ctx(), matterId)).findLast((task) => task.kind === "review")!;
    await expect(takeBack(zhouwen, matterId, done.taskId, "再看看")).rejects.toThrow("不能取回");
  });
});

async function allMet(matterId: string): Promise<Record<string, "yes">> {
  const { matter } = await getMatter(city.ctx(), matterId);
  const { version } = await blueprintOf(city.ctx(), matter);
  return Object.fromEntries((version.definition.checklists ?? []).flatMap((list) => list.points).map((point) => [point.id, "yes"] as const));
}

describe("转办, 委派 and 代理", () => {
  test("a task handed over is the colleague's alone, and lies in their inbox", async () => {
    const matterId = await submitted(city);
    const task = await waiting(city, matterId, "acceptance");
    const linjing = await city.staff("linjing");
    const other = await anotherAcceptor();
    await expect(handOver(linjing, matterId, task.taskId, { to: await colleague("zhouwen"), reason: "请周文办" })).rejects.toThrow("没有办理这个环节的职责");
    await handOver(linjing, matterId, task.taskId, { to: await colleague(other), reason: "外出" });
    expect(await inboxOf("linjing", matterId)).toEqual([]);
    expect(await inboxOf(other, matterId)).toMatchObject([{ taskId: task.taskId }]);
    await expect(completeTask(linjing, matterId, task.taskId, { outcome: "accept" })).rejects.toThrow("职责范围");
    await act(city, other, matterId, "acceptance", { outcome: "accept" });
    expect(await kinds(matterId)).toEqual(["submitted", "judged", "handed-over", "accepted"]);
  });

  test("a task handed to another unit's desk waits there; to one where nobody does such work it is not given", async () => {
    const matterId = await accepted(city);
    const review = await waiting(city, matterId, "review");
    const zhouwen = await city.staff("zhouwen");
    await expect(handOver(zhouwen, matterId, review.taskId, { unit: "11990100MB0000011U", reason: "不归我科" })).rejects.toThrow("没有人办理");
    await expect(handOver(zhouwen, matterId, review.taskId, { reason: "不归我科" })).rejects.toThrow("转给谁");
  });

  test("a delegate says what they found; the holder completes the task afterwards", async () => {
    const matterId = await accepted(city);
    const review = await waiting(city, matterId, "review");
    const zhouwen = await city.staff("zhouwen");
    await delegate(zhouwen, matterId, review.taskId, { to: await colleague("tanglei"), reason: "请核对平面图" });
    await expect(completeTask(zhouwen, matterId, review.taskId, { outcome: "pass" })).rejects.toThrow("前加签");
    expect(await inboxOf("tanglei", matterId)).toContainEqual(expect.objectContaining({ signWhen: "before" }));
    await act(city, "tanglei", matterId, "countersign", { outcome: "agree", opinion: "平面图无误" });
    await act(city, "zhouwen", matterId, "review", { outcome: "pass" });
    expect((await kinds(matterId)).slice(-3)).toEqual(["delegated", "signed", "reviewed"]);
  });

  test("a deputy does what is the absent colleague's, from the first day to the last, and the history says in whose stead", async () => {
    const matterId = await submitted(city);
    const linjing = await city.staff("linjing");
    const zhouwen = await colleague("zhouwen");
    const me = await colleague("linjing");
    await expect(recordAbsence(linjing, { staff: me, deputy: me, fromDay: "2026-11-23", untilDay: "2026-11-22", reason: "" })).rejects.toMatchObject({
      fields: { deputy: expect.any(String), untilDay: expect.any(String), reason: expect.any(String) },
    });
    const today = city.now.toISOString().slice(0, 10);
    const absence = await recordAbsence(linjing, { staff: me, deputy: zhouwen, fromDay: today, untilDay: today, reason: "培训" });
    await expect(recordAbsence(linjing, { staff: me, deputy: zhouwen, fromDay: today, untilDay: today, reason: "培训" })).rejects.toThrow("已经登记");
    expect((await listDuties(city.ctx(), zhouwen.id)).filter((duty) => duty.insteadOf)).toMatchObject([{ role: "acceptor", insteadOf: { name: "林静" } }]);
    await act(city, "zhouwen", matterId, "acceptance", { outcome: "accept" });
    await endAbsence(linjing, me.id, absence);
    expect((await listDuties(city.ctx(), zhouwen.id)).some((duty) => duty.insteadOf)).toBe(false);
  });

  test("nobody records an absence for somebody else, but the administrator of duties", async () => {
    const day = "2027-03-01";
    const [staff, deputy] = [await colleague("linjing"), await colleague("zhouwen")];
    const given = { staff, deputy, fromDay: day, untilDay: day, reason: "休假" };
    await expect(recordAbsence(await city.staff("tanglei"), given)).rejects.toThrow("自己的");
    await expect(recordAbsence(await city.staff("admin"), given)).resolves.toEqual(expect.any(String));
  });
});

async function anotherAcceptor(): Promise<string> {
  const rows = await city.ctx().db.query<{ username: string }>("select username from identity.staff order by username", []);
  for (const { username } of rows) {
    const { actor } = await city.staff(username);
    const [mine] = (await city.staff("linjing")).actor.duties ?? [];
    if (username !== "linjing" && actor.duties?.some((duty) => duty.role === "acceptor" && duty.unit === mine?.unit)) return username;
  }
  throw new Error("the demo city has one acceptor only");
}

describe("催办, 挂起, 终止, 跳转, 抄送", () => {
  test("the applicant urges once a day, and the inbox shows it", async () => {
    const matterId = await submitted(city);
    const xiaoman = await city.person("chen-xiaoman", "xiaoman-catering");
    await urge(xiaoman, matterId, "等着开业");
    await expect(urge(xiaoman, matterId, "")).rejects.toThrow("今天已经催办过");
    expect(await inboxOf("linjing", matterId)).toMatchObject([{ urgedAt: expect.any(Date) }]);
    await urge(await city.staff("sujin"), matterId, "请今日办结");
    await expect(urge(await city.staff("linjing"), matterId, "")).rejects.toThrow("催办");
  });

  test("nobody works on a matter that is set aside, and the clock of the law runs on", async () => {
    const matterId = await accepted(city);
    const before = timed((await getMatter(city.ctx(), matterId)).matter).dueDay;
    const gaojian = await city.staff("gaojian");
    await expect(suspend(await city.staff("zhouwen"), matterId, "等复函")).rejects.toThrow("负责人");
    await suspend(gaojian, matterId, "等住建部门复函");
    await expect(act(city, "zhouwen", matterId, "review", { outcome: "pass" })).rejects.toThrow("挂起");
    expect(timed((await getMatter(city.ctx(), matterId)).matter).dueDay).toBe(before);
    await resume(gaojian, matterId, "已复函");
    await act(city, "zhouwen", matterId, "review", { outcome: "pass" });
    expect((await kinds(matterId)).slice(-3)).toEqual(["suspended", "resumed", "reviewed"]);
  });

  test("a matter is ended without a decision by the head, with reason and clause, and the applicant is told in writing", async () => {
    const matterId = await accepted(city);
    const gaojian = await city.staff("gaojian");
    await expect(terminate(gaojian, matterId, { reason: "主体注销", basis: "" })).rejects.toThrow("依据");
    await terminate(gaojian, matterId, { reason: "申请人已经注销", basis: "《中华人民共和国行政许可法》第七十条" });
    const { matter, open } = await getMatter(city.ctx(), matterId);
    expect([matter.state, matter.step, open]).toEqual(["terminated", "", []]);
    expect((await listDocuments(city.ctx(), matterId)).at(-1)).toMatchObject({ kind: "termination" });
    expect(await city.ctx().db.query("select 1 from matter.clocks where matter_id = $1 and ended_at is null", [matterId])).toEqual([]);
    await expect(terminate(gaojian, matterId, { reason: "再来", basis: "同上" })).rejects.toThrow("已经有了结果");
  });

  test("an administrator of flows puts a matter at another step; nobody else may", async () => {
    const matterId = await accepted(city);
    const review = await waiting(city, matterId, "review");
    await expect(jump(await city.staff("gaojian"), matterId, review.taskId, { to: "decide", reason: "快" })).rejects.toThrow("流程管理员");
    const { matter } = await getMatter(city.ctx(), matterId);
    const { graph } = await blueprintOf(city.ctx(), matter);
    const decision = Object.values(graph.nodes).find((node) => node.kind === "user" && node.work === "decision")!;
    await jump(await city.staff("xuran"), matterId, review.taskId, { to: decision.key, reason: "核查站系统升级，纸质核查表已存档" });
    expect((await getMatter(city.ctx(), matterId)).open).toMatchObject([{ kind: "decision" }]);
    expect(await kinds(matterId)).toContain("jumped");
  });

  test("who is given a copy may read the matter, finds it in the inbox, and notes it; nothing waits for them", async () => {
    const matterId = await submitted(city);
    const tanglei = await city.staff("tanglei");
    await expect(viewAsStaff(tanglei, matterId)).rejects.toThrow("职责范围");
    await copyTo(await city.staff("linjing"), matterId, { to: [await colleague("tanglei")], words: "供参考" });
    expect((await viewAsStaff(tanglei, matterId)).matter.step).not.toContain("阅知");
    const [row] = await inboxOf("tanglei", matterId);
    expect(row).toMatchObject({ kind: "copy" });
    await expect(acknowledge(await city.staff("linjing"), matterId, row!.taskId)).rejects.toThrow("不是给您的");
    await acknowledge(tanglei, matterId, row!.taskId);
    expect(await inboxOf("tanglei", matterId)).toEqual([]);
    expect((await viewAsStaff(tanglei, matterId)).matter.matterId).toBe(matterId);
    await act(city, "linjing", matterId, "acceptance", { outcome: "accept" });
  });
});

test("a flow may say which moves a step allows; the others are neither offered nor made", async () => {
  const { definition } = await getItem(city.ctx(), "food-licence");
  const flow = definition.flow!.replace('<userTask id="acceptance" ', '<userTask id="acceptance" yw:moves="delegate" ');
  await publishItem({ ...city.ctx(), actor: (await city.staff("admin")).actor }, { ...definition, flow }, "test");
  const matterId = await submitted(city);
  const linjing = await city.staff("linjing");
  const { taskId } = await waiting(city, matterId, "acceptance");
  const offered = await offersOf(linjing, await viewAsStaff(linjing, matterId));
  expect(offered.filter(({ task }) => task === taskId).map(({ move }) => move)).toEqual(["delegate"]);
  await expect(handOver(linjing, matterId, taskId, { to: await colleague("hetao"), reason: "外出" })).rejects.toMatchObject({ code: "MOVE_NOT_ALLOWED" });
  await expect(addSigners(linjing, matterId, taskId, { when: "before", to: [await colleague("hetao")], reason: "看" })).rejects.toThrow("流程规定");
  await delegate(linjing, matterId, taskId, { to: await colleague("hetao"), reason: "请先看" });
  await publishItem({ ...city.ctx(), actor: (await city.staff("admin")).actor }, definition, "test");
});

test.each(Object.keys(MOVES) as MoveName[])("%s is refused to staff who have no part in the matter, and to other people", async (move) => {
  const matterId = await accepted(city);
  const { taskId: task } = await waiting(city, matterId, "review");
  const asked = { task, to: [(await colleague("zhouwen")).id], unit: "11990100MB0000001T", node: "review", when: "before", reason: "理由", basis: "依据" };
  const before = await listActs(city.ctx(), matterId);
  await expect(perform(await city.staff("weiqin"), matterId, move, asked)).rejects.toMatchObject({ status: 403 });
  await expect(perform(await city.person("wu-shouchang"), matterId, move, asked)).rejects.toMatchObject({ status: 403 });
  expect(await listActs(city.ctx(), matterId)).toEqual(before);
});

describe("批量办理", () => {
  test("what can be done is done, what cannot is named; grave outcomes are not given in a batch", async () => {
    const [one, two] = [await submitted(city), await submitted(city)];
    const tasks = await Promise.all([one, two].map(async (matterId) => ({ matterId, taskId: (await waiting(city, matterId, "acceptance")).taskId })));
    await act(city, "linjing", two, "acceptance", { outcome: "accept" });
    const linjing = await city.staff("linjing");
    expect(await completeBatch(linjing, tasks, { outcome: "accept" })).toMatchObject([
      { matterId: one },
      { matterId: two, refused: expect.stringContaining("办过") },
    ]);
    await expect(completeBatch(linjing, tasks, { outcome: "decline", reason: "不符" })).rejects.toThrow("逐件");
  });
});
