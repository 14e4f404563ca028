import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { begin } from "#matter/begin";
import { getMatter, listActs, listDocuments, listTasks } from "#matter/matter";
import { encryptNoticesOfBefore, listNotices } from "#matter/notice";
import { listParties, openParties } from "#matter/party";
import { endStop, startStop } from "#matter/timing";
import { encryptAnswersOfBefore } from "#matter/work";
import { appendLeaves, verify } from "#proof/log";
import { reencrypt } from "#kernel/rotation";
import { serve } from "../../src/city.ts";
import { demoCast } from "../../src/seed/people.ts";
import { at, type TestCity } from "../city.ts";
import { needlesFor, searchRows } from "../dump.ts";
import { appointed, cityWithChanged, work } from "./city.ts";

// What people typed that is personal lies nowhere in clear: not what a form asked, not who a party is, not what a work or a stop asked. Every column of every
// table is read as text.

const OFFICE = "11990100MB0000009K";
const [clerk, keeper] = ["liangbo", "zhouwen"];
const jiang = demoCast().people.get("jiang-li")!;

/** What was typed, by where; each is found nowhere else. */
const TYPED = {
  "the form": "19911110001",
  "an address of the form": "云门大道八十八弄七号六零三室",
  "a party at the desk": "19911110002",
  "the number of a party": "990101199001018889",
  "a work": "19911110003",
  "a work, under a name that acts keep": "请打19911110004找我",
  "rows of a work": "19911110005",
  "a signature": "欧阳落笔",
  "a party that a work names": "990101198502027770",
  "a stop": "19911110006",
  "a stop, its reason": "请打19911110007问专家",
} as const;
const needles = Object.entries(TYPED).flatMap(([what, text]) => needlesFor(what, text));

let city: TestCity;
let app: FastifyInstance;
beforeAll(async () => {
  const kind = (text: string): string =>
    text
      // A work that opens the form again takes no answers of its own over the network.
      .replace("edits: form, ", "")
      .replace(
        "{word: 已更正补充, act: corrected}",
        `{word: 已更正补充, asks: [{name: fixed_subject, label: 更正后的内容描述, type: paragraph, min: 2, max: 500},
          {name: reach, label: 打哪个电话, type: phone, personal: phone}, {name: note, label: 怎么找您, type: text, max: 60, personal: phone}, {name: hand, label: 签名, type: signature},
          {name: others, label: 还可以找谁, type: rows, fields: [{name: tel, label: 电话, type: phone, personal: phone}]}], act: corrected}`,
      )
      .replace(
        "state: searching}\n  consulted",
        'state: searching, tells: {asker: "会打{form.phone}找您，更正为{fixed_subject}", openness-clerk: 更正了}, paper: note}\n  consulted',
      )
      .replace(
        "links:\n",
        "  expert: {word: 请教专家, by: works, clocks: [answer], asks: [{name: tel, label: 专家电话, type: phone, personal: phone}, {name: reason, label: 理由, type: text, max: 60, personal: phone}, {name: field, label: 领域, type: text, max: 60}]}\nlinks:\n",
      );
  const papers = (text: string): string =>
    `- {id: note, name: 更正补充记录, number: "公补〔{yyyy}〕{serial:1}号", layout: letter, seal: document, to: asker, body: ["会打{reach}找您。{hand.name}签。"]}\n${text}`;
  city = await cityWithChanged("openness", { "kinds/disclosure/kind.yaml": kind, "kinds/disclosure/papers.yaml": papers }, { apart: true }); // its keys change
  app = await serve(city);
  await appointed(city, clerk, "openness-clerk", OFFICE);
  await appointed(city, keeper, "openness-unit", OFFICE);
});
afterAll(async () => {
  await app.close();
  await city.close();
});

const answers = {
  outcome: "corrected",
  fixed_subject: "云政发〔2026〕5号",
  reach: TYPED["a work"],
  note: TYPED["a work, under a name that acts keep"],
  hand: { name: TYPED["a signature"] },
  others: [{ tel: TYPED["rows of a work"] }],
};
const form = {
  subject: "云门大道改造的批复",
  form_wanted: "paper",
  way: "post",
  address: TYPED["an address of the form"],
  phone: TYPED["the form"],
};

/** Over the network, with a key on the write, as her own program would. */
async function corrected(matterId: string): Promise<void> {
  const { taskId } = (await getMatter(city.ctx(), matterId)).open[0]!;
  const signed = await app.inject({ method: "POST", url: "/api/v1/sessions", payload: { kind: "person", id_number: jiang.id_number } });
  const headers = { authorization: `Bearer ${signed.json<{ token: string }>().token}`, "idempotency-key": randomUUID() };
  const done = await app.inject({ method: "POST", url: `/api/v1/matters/${matterId}/tasks/${taskId}/completion`, headers, payload: answers });
  expect([done.statusCode, done.json()]).toMatchObject([201, { state: "searching" }]);
}

/** 江莉 asks, and says how to find her when she is asked to put it right. */
async function lived(): Promise<string> {
  at(city, "2026-11-24T09:30:00+08:00");
  const { matterId } = await begin(await city.person("jiang-li"), { item: "disclosure-general", channel: "online", form });
  await work(city, clerk, matterId, "enter", { outcome: "unclear", missing: "请写明文号", days: 7 });
  await corrected(matterId);
  return matterId;
}

const found = async (): Promise<string[]> => {
  const { found, columns } = await searchRows(city.database.owner, needles);
  expect(columns).toBeGreaterThan(300);
  return found.map(({ where, what }) => `${what}: ${where}`);
};
const whole = async (): Promise<void> => {
  await appendLeaves(city.ctx());
  expect((await verify(city.ctx())).fault).toBeUndefined();
};
const resultOf = async (matterId: string, name: string) => (await listTasks(city.ctx(), matterId)).findLast(({ kind }) => kind === name)!.result;

describe("what was typed that is personal", () => {
  let matterId: string;

  test("lies in clear in no column of any table, whatever came of it", async () => {
    matterId = await lived();
    const desk = { kind: "person" as const, name: "诸葛来访", number: TYPED["the number of a party"], phone: TYPED["a party at the desk"] };
    await begin(await city.staff(clerk), { item: "disclosure-general", channel: "desk", form, party: desk });
    await startStop(await city.staff(keeper), matterId, {
      stop: "expert",
      tel: TYPED["a stop"],
      reason: TYPED["a stop, its reason"],
      field: "城建档案",
    });
    await endStop(await city.staff(keeper), matterId, "问到了");
    const third = { kind: "person", name: "司马第三", number: TYPED["a party that a work names"] };
    await work(city, keeper, matterId, "search", { outcome: "consult", note: "在档案里", third });
    expect(await found()).toEqual([]);
    await city.drain();
    expect(await found()).toEqual([]);
    await whole();
    expect(await found()).toEqual([]);
  });

  test("is read in full where it is needed, and what is not personal as before", async () => {
    expect(await resultOf(matterId, "correct")).toEqual(answers);
    expect(await resultOf(matterId, "search")).toMatchObject({ outcome: "consult", note: "在档案里", third: { kind: "person" } });
    const [asker, third] = await openParties(city.ctx(), matterId);
    expect([asker!.name, third!.name, third!.number]).toEqual(["江莉", "司马第三", TYPED["a party that a work names"]]);
    expect((await listParties(city.ctx(), matterId)).map(({ label }) => label)).toEqual(["江*", "司**三"]);
    expect((await listNotices(await city.person("jiang-li"))).find(({ kind }) => kind === "corrected")!.body).toBe(
      `会打${TYPED["the form"]}找您，更正为云政发〔2026〕5号`,
    );
    const paper = (await listDocuments(city.ctx(), matterId)).find(({ name }) => name === "更正补充记录")!;
    expect(paper.data).toMatchObject({ blocks: [{ text: `会打${TYPED["a work"]}找您。${TYPED["a signature"]}签。` }] });
    const acts = await listActs(city.ctx(), matterId);
    expect(acts.find(({ kind }) => kind === "corrected")!.data).toEqual({ step: "更正补充", outcome: "corrected", fixed_subject: "云政发〔2026〕5号" });
    const { rows } = await city.database.owner.query("select data ->> 'field' as field from matter.stops where matter_id = $1 and stop = 'expert'", [matterId]);
    expect(rows).toEqual([{ field: "城建档案" }]);
  });

  test("is found by the search where it does lie in clear", async () => {
    const name = "update matter.matters set step = $2 where matter_id = $1";
    await city.database.owner.query(name, [matterId, `打${TYPED["a work"]}`]);
    expect(await found()).toEqual(["a work: matter.matters.step"]);
    await city.database.owner.query(name, [matterId, ""]);
  });
});

describe("what was written in clear before", () => {
  test("is read as it is, then encrypted once, and neither chain nor digest breaks", async () => {
    const matterId = await lived();
    const { owner } = city.database;
    // As the version before wrote it: answers beside one another, a signature in the flow too; all of it digested.
    await owner.query("update matter.tasks set result = $2 where matter_id = $1 and kind = 'correct'", [matterId, answers]);
    await owner.query("update matter.matters set flow = jsonb_set(flow, '{vars,correct}', $2) where matter_id = $1", [matterId, answers]);
    await owner.query("update matter.encryptions set after_id = null, ended_at = null");
    await whole();
    const places = ["a work", "a work, under a name that acts keep", "rows of a work", "a signature"];
    const clear = places.flatMap((what) => ["matter.tasks.result", "matter.matters.flow"].map((where) => `${what}: ${where}`));
    expect((await found()).toSorted()).toEqual(clear.toSorted());
    expect(await resultOf(matterId, "correct")).toEqual(answers);

    const before = (await owner.query("select matter_id, task_id, xact from matter.tasks where kind <> 'correct' order by 1, 2")).rows;
    expect(await encryptAnswersOfBefore(city.ctx())).toBe(true);
    expect(await found()).toEqual([]);
    expect(await resultOf(matterId, "correct")).toEqual(answers);
    const { flow } = (await getMatter(city.ctx(), matterId)).matter as { flow: { vars: Record<string, unknown> } };
    expect(flow.vars["correct"]).toEqual({ outcome: "corrected", fixed_subject: "云政发〔2026〕5号" });
    // Rows without anything personal are as they were digested.
    expect((await owner.query("select matter_id, task_id, xact from matter.tasks where kind <> 'correct' order by 1, 2")).rows).toEqual(before);
    await whole();
    await work(city, keeper, matterId, "search", { outcome: "found", note: "在档案里" });
    expect(await encryptAnswersOfBefore(city.ctx())).toBe(true);
    await whole();
  });

  test("notices too", async () => {
    const { owner } = city.database;
    const told = async () => (await listNotices(await city.person("jiang-li"))).map(({ title, body }) => [title, body]);
    await city.drain();
    const before = await told();
    const body = `会打${TYPED["a party at the desk"]}找您`;
    await owner.query(
      "update notice.notices set said = null, title = '更正', body = $1 where notice_id = (select max(notice_id::text)::uuid from notice.notices)",
      [body],
    );
    await whole();
    expect(await found()).toEqual(["a party at the desk: notice.notices.body"]);
    await encryptNoticesOfBefore(city.ctx());
    expect(await found()).toEqual([]);
    expect(await told()).toEqual([["更正", body], ...before.slice(1)]);
    await whole();
  });

  test("goes over to a new key with everything else", async () => {
    await city.dataKeys.add();
    const { owner } = city.database;
    const versions = async (): Promise<string[]> => {
      const { rows } = await owner.query<{ version: string }>(
        "select distinct split_part(result ->> '*', '.', 2) as version from matter.tasks where result ? '*'",
      );
      return rows.map(({ version }) => version);
    };
    expect(await versions()).toEqual(["1"]);
    while (!(await reencrypt({ ...city.reencryption(), rest: 0 }))) await new Promise((resume) => setTimeout(resume, 100));
    expect(await versions()).toEqual(["2"]);
    await whole();
  });
});

describe("what somebody types that looks encrypted", () => {
  const typed = `s1.1.${"A".repeat(60)}`;

  test("is refused among answers of a form, which lie beside encrypted ones", async () => {
    const odd = { ...form, subject: typed };
    const begun = begin(await city.person("jiang-li"), { item: "disclosure-general", channel: "online", form: odd });
    await expect(begun).rejects.toMatchObject({ status: 422, code: "LOOKS_ENCRYPTED", fields: { subject: expect.stringContaining("要什么信息不能填") } });
    await whole();
  });

  test("is kept as it was typed in what a work asks, and breaks no proof", async () => {
    const matterId = await lived();
    await work(city, keeper, matterId, "search", { outcome: "found", note: typed });
    expect(await resultOf(matterId, "search")).toEqual({ outcome: "found", note: typed });
    await whole();
  });
});
