import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerSupplement, submit } from "#matter/intake";
import { completeTask } from "#matter/work";
import { getMatter, listActs } from "#matter/matter";
import { restaurantDraft } from "../../../../test/application.ts";
import { testCity, type TestCity } from "../../../../test/city.ts";
import { serve, signedIn } from "../../../../test/console-browser.ts";

let city: TestCity;
let app: FastifyInstance;

beforeAll(async () => {
  city = await testCity();
  app = await serve(city);
});
afterAll(async () => {
  await app.close();
  await city.close();
});

async function submitted(): Promise<string> {
  const matterId = await restaurantDraft(city);
  await submit(await city.person("chen-xiaoman", "xiaoman-catering"), matterId);
  return matterId;
}

async function taskOf(matterId: string): Promise<{ taskId: string; revision: string }> {
  const { matter, open } = await getMatter(city.ctx(), matterId);
  return { taskId: open[0]!.taskId, revision: String(matter.revision) };
}

describe("acting on a matter", () => {
  test("accepting through the form starts the clock, says so, and the act is the actor's", async () => {
    const matterId = await submitted();
    const { taskId, revision } = await taskOf(matterId);
    const browser = await signedIn(city, app, "linjing");
    await browser.get(`/console/matters/${matterId}`);
    const answer = await browser.post(`/console/matters/${matterId}/tasks/${taskId}`, { _outcome: "accept", _revision: revision });
    expect(answer.location).toBe(`/console/matters/${matterId}?done=accept`);
    const { html } = await browser.get(answer.location);
    expect(html).toContain("《受理通知书》已生成");
    expect(html).toContain("还剩");
    expect((await listActs(city.ctx(), matterId)).find((act) => act.kind === "accepted")?.actor.name).toBe("林静");
  });

  test("sent twice with the same key it is done once and answers the same", async () => {
    const matterId = await submitted();
    const { taskId, revision } = await taskOf(matterId);
    const browser = await signedIn(city, app, "linjing");
    await browser.get(`/console/matters/${matterId}`);
    const form = { _outcome: "accept", _revision: revision, _key: "key-of-this-page-1" };
    const first = await browser.post(`/console/matters/${matterId}/tasks/${taskId}`, form);
    const second = await browser.post(`/console/matters/${matterId}/tasks/${taskId}`, form);
    expect([first.status, second.status]).toEqual([303, 303]);
    expect((await listActs(city.ctx(), matterId)).filter((act) => act.kind === "accepted")).toHaveLength(1);
  });

  test("a page that has grown stale is told so, shows the newest state and keeps what was typed", async () => {
    const matterId = await submitted();
    const { taskId, revision } = await taskOf(matterId);
    const browser = await signedIn(city, app, "linjing");
    await browser.get(`/console/matters/${matterId}`);
    await browser.post(`/console/matters/${matterId}/unmask`, { field: "party.1.phone", reason: "电话核实经营地址" });
    const answer = await browser.post(`/console/matters/${matterId}/tasks/${taskId}`, {
      _outcome: "decline",
      _revision: revision,
      [`${taskId}-decline-reason`]: "不在本市经营",
    });
    expect(answer.status).toBe(409);
    expect(answer.html).toContain("刚刚有了新的变化");
    expect(answer.html).toContain("不在本市经营</textarea>");
    expect((await getMatter(city.ctx(), matterId)).matter.state).toBe("submitted");
  });

  test("a task that a colleague has done meanwhile is not done again", async () => {
    const matterId = await submitted();
    const { taskId, revision } = await taskOf(matterId);
    const browser = await signedIn(city, app, "linjing");
    await browser.get(`/console/matters/${matterId}`);
    await completeTask(await city.staff("hetao"), matterId, taskId, { outcome: "accept" });
    const answer = await browser.post(`/console/matters/${matterId}/tasks/${taskId}`, { _outcome: "accept", _revision: revision });
    expect(answer.status).toBe(409);
    expect(answer.html).toContain("已经有人办过了");
  });

  test("declining without a reason comes back with the field named; with one it is done", async () => {
    const matterId = await submitted();
    const { taskId, revision } = await taskOf(matterId);
    const browser = await signedIn(city, app, "linjing");
    await browser.get(`/console/matters/${matterId}`);
    const bare = await browser.post(`/console/matters/${matterId}/tasks/${taskId}`, { _outcome: "decline", _revision: revision });
    expect(bare.status).toBe(422);
    expect(bare.html).toContain(`href="#f-${taskId}-decline-reason"`);
    const whole = await browser.post(`/console/matters/${matterId}/tasks/${taskId}`, {
      _outcome: "decline",
      _revision: revision,
      [`${taskId}-decline-reason`]: "不属于本市管辖",
    });
    expect(whole.status).toBe(303);
    expect((await getMatter(city.ctx(), matterId)).matter.state).toBe("declined");
  });

  test("a demand for supplement names each problem, and cannot be made again", async () => {
    const matterId = await submitted();
    const { taskId, revision } = await taskOf(matterId);
    const browser = await signedIn(city, app, "linjing");
    await browser.get(`/console/matters/${matterId}`);
    const named = (row: number, field: string): string => `${taskId}-supplement-problems-${row}-${field}`;
    await browser.post(`/console/matters/${matterId}/tasks/${taskId}`, {
      _outcome: "supplement",
      _revision: revision,
      [named(0, "on")]: "layout",
      [named(0, "say")]: "补画洗手池",
      [named(2, "say")]: "补签名",
    });
    const asked = (await listActs(city.ctx(), matterId)).find((act) => act.kind === "supplement-asked");
    expect(asked?.data["problems"]).toEqual([
      { about: "与食品经营相适应的主要设备设施、经营布局、操作流程等文件", problem: "补画洗手池" },
      { about: "", problem: "补签名" },
    ]);
    await answerSupplement(await city.person("chen-xiaoman", "xiaoman-catering"), matterId);
    const { html } = await browser.get(`/console/matters/${matterId}`);
    expect(html).toContain('name="_outcome" value="decline"');
    expect(html).not.toContain('name="_outcome" value="supplement"');
  });

  test("a site check goes by its list: every point, a companion, and no pass against a key point", async () => {
    const matterId = await submitted();
    await completeTask(await city.staff("linjing"), matterId, (await taskOf(matterId)).taskId, { outcome: "accept" });
    const task = (await getMatter(city.ctx(), matterId)).open.find((each) => each.kind === "inspection")!;
    const browser = await signedIn(city, app, "tanglei");
    const url = `/console/matters/${matterId}/checklists/${task.taskId}`;
    const { html } = await browser.get(url);
    const points = [...new Set([...html.matchAll(/name="(point-[^"]+)"/g)].map((match) => match[1]!))];
    expect(points.length).toBeGreaterThan(10);
    const bare = await browser.post(url, { outcome: "pass" });
    expect(bare.status).toBe(422);
    expect(bare.html).toContain("请选择这一项的核查结果");
    const answers = Object.fromEntries(points.map((point) => [point, "yes"]));
    const against = await browser.post(url, { ...answers, [points[0]!]: "no", companion: "方敏", outcome: "pass" });
    expect(against.html).toContain("有关键项不符合，结论不能选合格");
    expect((await browser.post(url, { ...answers, companion: "方敏", outcome: "pass" })).location).toBe(`/console/matters/${matterId}?done=pass`);
  });
});

describe("when something goes wrong", () => {
  test("a page that is not there says so in plain words with a way back", async () => {
    const browser = await signedIn(city, app, "linjing");
    const { status, html } = await browser.get("/console/matters/00000000-0000-7000-8000-000000000000");
    expect(status).toBe(404);
    expect(html).toContain("没有找到这个事项");
    expect(html).toContain("回到我的工作");
  });

  test("a form without its token changes nothing", async () => {
    const matterId = await submitted();
    const { taskId } = await taskOf(matterId);
    const browser = await signedIn(city, app, "linjing");
    expect((await browser.post(`/console/matters/${matterId}/tasks/${taskId}`, { _outcome: "accept", _token: "forged" })).status).toBe(403);
    expect((await getMatter(city.ctx(), matterId)).matter.state).toBe("submitted");
  });
});
