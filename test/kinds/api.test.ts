import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getMatter } from "#matter/matter";
import { listParties } from "#matter/party";
import { openDoors, type Credentials, type Doors } from "../callers.ts";
import { at, type TestCity } from "../city.ts";
import { appointed, cityOfKinds } from "./city.ts";

// A program of the hotline that hands in what callers say, and one that works on it, by the description of the kind alone.

const CENTRE = "12990100MB0000002T";
const HOTLINE = "12990100MB0000002T-01";
const URBAN = "11990100MB00000057";
const LAMP = { summary: "书院街路灯不亮", where: { address: "书院街20号", area: "990101002001" } };

let city: TestCity;
let doors: Doors;
const callers: Record<string, Credentials> = {};
beforeAll(async () => {
  city = await cityOfKinds();
  doors = await openDoors(city);
  const posts: [string, string, string][] = [
    ["linjing", "seat", CENTRE],
    ["sujin", "dispatcher", CENTRE],
    ["zhouwen", "handler", URBAN],
  ];
  for (const [username, role, unit] of posts) {
    await appointed(city, username, role, unit);
    callers[role] = await doors.credentials({ staff: username });
  }
  callers.person = await doors.credentials({ person: "lin-xiuying" });
  callers.stranger = await doors.credentials({ person: "wu-shouchang" });
});
afterAll(async () => {
  await doors.app.close();
  await city.close();
});

/** What answers of the API may hold; each test reads what its call answers with. */
interface Answer {
  id: string;
  number: string;
  fields: Record<string, string>;
  kinds: object[];
  states: { id: string }[];
  items: object[];
  channels: object[];
  works: { id: string; outcomes: { id: string; result: object }[] }[];
  parties: object[];
  clocks: { id: string }[];
  mine: string[];
  state: string;
  acts: { said: string }[];
  matters: { id: string }[];
}

async function call(
  who: string,
  method: "GET" | "POST",
  path: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<{ status: number; data: Answer }> {
  const answer = await doors.app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { authorization: `Bearer ${callers[who]!.bearer}`, ...headers },
    ...(body && { payload: body }),
  });
  return { status: answer.statusCode, data: answer.json<Answer>() };
}

const CALLED = { item: "hotline-complaint", channel: "phone", form: LAMP, party: { kind: "person", name: "吴守昌", phone: "19900000123" } };

describe("a program", () => {
  test("hands in what a caller says once, however often it sends it: by its key, and by the number of its own", async () => {
    at(city, "2026-11-23T09:30:00+08:00");
    const sent = { ...CALLED, priority: 1, source: { system: "call-bar", number: "20261123-7" } };
    const first = await call("seat", "POST", "/matters", sent, { "idempotency-key": "call-bar-0001" });
    expect(first.status).toBe(201);
    expect(first.data).toMatchObject({ number: expect.stringMatching(/^990100/) });
    expect(await call("seat", "POST", "/matters", sent, { "idempotency-key": "call-bar-0001" })).toEqual(first);
    const again = await call("seat", "POST", "/matters", sent, { "idempotency-key": "call-bar-0002" });
    expect(again.data).toEqual({ id: first.data.id, number: first.data.number, again: true });
    const { matter } = await getMatter(city.ctx(), first.data.id);
    expect([matter.channel, matter.priority, matter.state]).toEqual(["phone", 1, "received"]);
    expect(await listParties(city.ctx(), first.data.id)).toMatchObject([{ role: "caller", kind: "person", label: "吴*昌" }]);
  });

  test("that no channel names begins nothing; nor does a person by the channel of staff, or with a priority of their own", async () => {
    expect((await call("handler", "POST", "/matters", CALLED)).status).toBe(403);
    expect((await call("person", "POST", "/matters", CALLED)).status).toBe(403);
    const mine = { item: "hotline-complaint", form: LAMP };
    expect((await call("person", "POST", "/matters", { ...mine, priority: 2 })).status).toBe(422);
    expect((await call("seat", "POST", "/matters", { item: "food-licence" })).status).toBe(403);
    const wrong = await call("person", "POST", "/matters", { item: "hotline-complaint", form: { where: { area: 5 } } });
    expect([wrong.status, Object.keys(wrong.data.fields)]).toEqual([422, expect.arrayContaining(["where"])]);
    expect((await call("person", "POST", "/matters", { ...mine, source: { system: "timer:hotline-complaint", number: "1" } })).status).toBe(422);
  });

  test("a person's number of their own is nobody else's", async () => {
    const mine = { item: "hotline-complaint", form: LAMP, source: { system: "my-app", number: "1" } };
    const [hers, his] = [await call("person", "POST", "/matters", mine), await call("stranger", "POST", "/matters", mine)];
    expect([hers.status, his.status, hers.data.id === his.data.id]).toEqual([201, 201, false]);
  });
});

describe("the description of a kind", () => {
  test("names states in the order of progress, and what each outcome asks as JSON Schema that a result keeps", async () => {
    at(city, "2026-11-23T09:30:00+08:00");
    expect((await call("dispatcher", "GET", "/kinds")).data.kinds).toContainEqual({ id: "work-order", name: "工单", version: 1, guide: false });
    const { data: kind } = await call("dispatcher", "GET", "/kinds/work-order");
    expect(kind.states.map(({ id }) => id).slice(0, 4)).toEqual(["draft", "received", "dispatched", "disputed"]);
    expect(kind.items).toContainEqual({ id: "hotline-complaint", name: "投诉", unit: HOTLINE });
    expect((await call("seat", "GET", "/kinds/work-order")).data.channels).toContainEqual({
      id: "phone",
      by: ["seat"],
      as: null,
      for: "caller",
      mine: true,
    });
    const ajv = new Ajv2020({ strict: false });
    ajv.addFormat("date-time", true).addFormat("phone", true).addFormat("date", true);
    const asked = (work: string, outcome: string) => ajv.compile(kind.works.find(({ id }) => id === work)!.outcomes.find(({ id }) => id === outcome)!.result);
    const result = { outcome: "dispatch", unit: URBAN };
    expect([
      asked("dispatch", "dispatch")(result),
      asked("dispatch", "dispatch")({ outcome: "dispatch" }),
      asked("dispatch", "void")({ ...result, outcome: "void" }),
    ]).toEqual([true, false, false]);
    const { data: begun } = await call("seat", "POST", "/matters", CALLED);
    const { data: seen } = await call("dispatcher", "GET", `/matters/${begun.id}`);
    expect(seen.parties).toMatchObject([{ role: "caller", word: "诉求人", label: "吴*昌" }]);
    expect(seen.clocks).toMatchObject([{ id: "dispatch", name: "派单" }]);
    const done = await call("dispatcher", "POST", `/matters/${begun.id}/tasks/${seen.mine[0]}/completion`, result);
    expect([done.status, done.data.state]).toEqual([201, "dispatched"]);
    for (const body of [{ outcome: "sign", basis: 5 }, { outcome: 5 }, { outcome: "__proto__" }, { outcome: "return", reason: [null], problems: [null] }]) {
      const task = (await getMatter(city.ctx(), begun.id)).open[0]!.taskId;
      const { status } = await call("handler", "POST", `/matters/${begun.id}/tasks/${task}/completion`, body);
      if (body.outcome !== "sign") expect(status, JSON.stringify(body)).toBe(422);
    }
  });
});

test("who brought it up reads what is told, not what staff write to one another; a stranger reads nothing", async () => {
  at(city, "2026-11-23T09:30:00+08:00");
  const { data: begun } = await call("person", "POST", "/matters", { item: "hotline-complaint", form: LAMP });
  const { data: seen } = await call("dispatcher", "GET", `/matters/${begun.id}`);
  await call("dispatcher", "POST", `/matters/${begun.id}/tasks/${seen.mine[0]}/completion`, { outcome: "dispatch", unit: URBAN, note: "老投诉户" });
  const { status, data } = await call("person", "GET", `/matters/${begun.id}`);
  expect(status).toBe(200);
  expect(data).toMatchObject({ state_label: "已派单", form: { summary: LAMP.summary }, tasks: [], parties: [{ role: "caller" }] });
  expect(data.acts.map(({ said }) => said)).toEqual(["诉求已收到", "已转办理"]);
  expect(data.clocks.map(({ id }) => id)).toEqual(["handle"]);
  expect(JSON.stringify(data)).not.toContain("老投诉户");
  expect((await call("stranger", "GET", `/matters/${begun.id}`)).status).toBe(403);
  expect((await call("person", "GET", "/matters")).data.matters.map(({ id }) => id)).toContain(begun.id);
});
