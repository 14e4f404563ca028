import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codeNow } from "#people/identity";
import { routes, serve } from "../src/city.ts";
import { demoCast, DEMO_PASSWORD, DEMO_TOTP } from "../src/seed/people.ts";
import { samplePdf } from "../src/seed/walk.ts";
import { multipart } from "./callers.ts";
import { testCity, type TestCity } from "./city.ts";

// A program outside the city: it knows openapi.json, an identity number, staff accounts, and nothing of the code.

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

type Json = Record<string, unknown>;
const chen = demoCast().people.get("chen-xiaoman")!;
const firm = demoCast().organisations.get("xiaoman-catering")!;

/** What a program does with a token. */
class Client {
  readonly token: string;
  keys = 0;
  constructor(token: string) {
    this.token = token;
  }

  async call(method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: Json, key?: string): Promise<{ status: number; data: Json }> {
    const answer = await app.inject({
      method,
      url: `/api/v1${path}`,
      headers: { ...(this.token && { authorization: `Bearer ${this.token}` }), ...(key && { "idempotency-key": key }) },
      ...(body && { payload: body }),
    });
    return { status: answer.statusCode, data: answer.json<Json>() };
  }

  async get(path: string): Promise<Json> {
    const { status, data } = await this.call("GET", path);
    expect(status, `GET ${path}: ${JSON.stringify(data)}`).toBe(200);
    return data;
  }

  /** Sends something twice under one key, as a program does whose first answer was lost: both answers are the same. */
  async send(method: "POST" | "PUT", path: string, body: Json): Promise<Json> {
    const key = `journey-${this.token.slice(0, 8)}-${(this.keys += 1)}`;
    const first = await this.call(method, path, body, key);
    expect(first.status, `${method} ${path}: ${JSON.stringify(first.data)}`).toBeLessThan(300);
    expect(await this.call(method, path, body, key)).toEqual(first);
    return first.data;
  }
}

async function person(idNumber: string): Promise<Client> {
  const { data } = await new Client("").call("POST", "/sessions", { kind: "person", id_number: idNumber });
  return new Client(String(data["token"]));
}

const staffAtWork = new Map<string, Client>();

/** Signs in once: a one-time code opens one session. */
async function staff(username: string): Promise<Client> {
  const known = staffAtWork.get(username);
  if (known) return known;
  const { data } = await new Client("").call("POST", "/sessions", { kind: "staff", username, password: DEMO_PASSWORD, code: codeNow(city.ctx(), DEMO_TOTP) });
  const client = new Client(String(data["token"]));
  staffAtWork.set(username, client);
  return client;
}

/** Does what waits for somebody in a matter, as their inbox shows it. */
async function work(username: string, matter: string, result: Json): Promise<Json> {
  const client = await staff(username);
  const { tasks } = (await client.get("/inbox")) as { tasks: { matter: string; task: string; name: string }[] };
  const task = tasks.find((each) => each.matter === matter)!;
  expect(task, `${username} has it in the inbox`).toBeDefined();
  return client.send("POST", `/matters/${matter}/tasks/${task.task}/completion`, result);
}

const ANSWERS = {
  registered_address: firm.address,
  contact_phone: chen.phone,
  premises_street: "990101001000",
  premises_address: "云州市青溪区青瓷街道窑前路88号",
  premises_size: 118.5,
  has_warehouse: false,
  kitchen_size: 36,
  seats: 48,
  safety_officer: "朱玲",
  safety_officer_phone: "19900000004",
  staff_count: 6,
  declaration: true,
};

describe("食品经营许可, from application to licence, by tokens alone", () => {
  let owner: Client;
  let matter: string;

  test("finds the item by a word of everyday life, and what it asks for", async () => {
    const anybody = new Client("");
    const { items } = (await anybody.get(`/items?text=${encodeURIComponent("开饭店")}`)) as { items: { id: string }[] };
    expect(items[0]!.id).toBe("food-licence");
    const { questions, materials } = (
      await anybody.call("POST", "/items/food-licence/materials", {
        situation: { business: "catering", operations: ["hot"], online: false, vending: false, by_agent: false },
      })
    ).data as { questions: unknown[]; materials: { id: string }[] };
    expect(questions.length).toBeGreaterThan(3);
    expect(materials.map(({ id }) => id)).toContain("layout");
  });

  test("signs in, and acts for the firm that lets her", async () => {
    owner = await person(chen.id_number);
    const { agencies } = (await owner.get("/me")) as { agencies: { uscc: string; organisationId: string; agencyId: string }[] };
    const agency = agencies.find(({ uscc }) => uscc === firm.uscc)!;
    await owner.call("PUT", "/session/agency", { organisation_id: agency.organisationId, agency_id: agency.agencyId });
    expect(((await owner.get("/me"))["on_behalf"] as Json)["organisationId"]).toBe(agency.organisationId);
  });

  test("applies: every step sent twice is done once", async () => {
    matter = String(
      (
        await owner.send("POST", "/matters", {
          item: "food-licence",
          situation: { business: "catering", operations: ["hot"], online: false, vending: false, by_agent: false },
        })
      )["id"],
    );
    const gaps = async (): Promise<string[]> => Object.keys((await owner.get(`/matters/${matter}/gaps`))["gaps"] as Json);
    expect(await gaps()).toContain("kitchen_size");
    const early = await owner.call("POST", `/matters/${matter}/submission`, {});
    expect([early.status, early.data["code"]]).toEqual([422, "INCOMPLETE"]);
    expect(Object.keys(early.data["fields"] as Json)).toContain("material.layout");

    const { known, locked } = (await owner.get(`/matters/${matter}/known`)) as { known: Json; locked: string[] };
    expect(known).toMatchObject({ uscc: firm.uscc, operator_name: firm.name });
    expect(locked).toContain("uscc");
    // What registers fix need not be sent, and what is sent for it does not count.
    const { revision } = await owner.send("PUT", `/matters/${matter}`, { form: { ...ANSWERS, uscc: "91990100MA0000002K" } });
    const stale = await owner.call("PUT", `/matters/${matter}`, { form: { seats: 1 }, revision: Number(revision) - 1 });
    expect(stale.status).toBe(409);
    for (const gap of (await gaps()).filter((each) => each.startsWith("material."))) {
      const { payload, "content-type": type } = multipart({ material: gap.slice(9) }, { name: `${gap}.pdf`, content: samplePdf(gap) });
      const handed = await app.inject({
        method: "POST",
        url: `/api/v1/matters/${matter}/files`,
        headers: { authorization: `Bearer ${owner.token}`, "content-type": type },
        payload,
      });
      expect(handed.statusCode).toBe(201);
    }
    expect(await gaps()).toEqual([]);

    const submitted = await owner.send("POST", `/matters/${matter}/submission`, {});
    expect(submitted).toMatchObject({ state: "submitted", number: expect.stringMatching(/20261123\d{4,7}$/) });
    const again = await owner.call("POST", `/matters/${matter}/submission`, {}, "another-key-1");
    expect([again.status, again.data["code"]]).toEqual([409, "ALREADY_SUBMITTED"]);
    const { matters } = (await owner.get("/matters")) as { matters: { id: string }[] };
    expect(matters.filter(({ id }) => id === matter)).toHaveLength(1);
  });

  test("is asked for a supplement once, answers it, and is accepted, reviewed, inspected and decided by those whose work it is", async () => {
    await work("linjing", matter, { outcome: "supplement", problems: [{ about: "layout", problem: "布局图上没有标出洗消区" }] });
    expect((await owner.get(`/matters/${matter}`))["state"]).toBe("supplement");
    await owner.send("POST", `/matters/${matter}/supplement`, {});
    expect(await work("linjing", matter, { outcome: "accept" })).toMatchObject({
      state: "accepted",
      due_day: expect.any(String),
      clocks: [
        { id: "promised", name: "承诺期限", due_at: expect.any(String), stopped_at: null, ended_at: null, met: null, light: null },
        { id: "statutory", name: "法定期限" },
      ],
    });
    expect((await work("zhouwen", matter, { outcome: "pass", opinion: "材料齐全，经营项目与布局图一致。" }))["state"]).toBe("accepted");

    const { checklists } = (await owner.get("/items/food-licence")) as { checklists: { id: string; points: { id: string }[] }[] };
    const points = Object.fromEntries(checklists.flatMap((list) => list.points.map(({ id }) => [id, "yes"])));
    await work("tanglei", matter, { outcome: "pass", opinion: "符合要求。", companion: "fangmin", present: "signed", points });
    await work("fangmin", matter, { outcome: "agree" });
    expect(await work("gaojian", matter, { outcome: "grant", opinion: "同意。" })).toMatchObject({
      state: "granted",
      outcome: "granted",
      closed_at: expect.any(String),
    });
  });

  test("ends with a licence that anybody may verify, notices, looks, and a history whose chain holds", async () => {
    await city.drain();
    const { licences } = (await owner.get("/licences")) as { licences: { type: string; number: string; identifier: string; until: string; state: string }[] };
    const licence = licences.find(({ type }) => type === "food-operation-licence")!;
    expect(licence).toMatchObject({ state: "valid", number: expect.stringMatching(/^JY\d{14}$/), until: "2031-11-22" });
    for (const code of [licence.number, licence.identifier]) {
      expect(await new Client("").get(`/verification?code=${encodeURIComponent(code)}`)).toMatchObject({
        valid: true,
        holder: firm.name,
        number: licence.number,
      });
    }
    expect((await owner.get(`/matters/${matter}`))["form"]).toMatchObject({ uscc: firm.uscc });
    const { notices } = (await owner.get("/notices")) as { notices: unknown[] };
    expect(notices.length).toBeGreaterThanOrEqual(4);
    const { looks } = (await owner.get("/looks")) as { looks: { by: { name: string } }[] };
    expect(Array.isArray(looks)).toBe(true);
    expect(await (await staff("gaojian")).get(`/matters/${matter}/chain`)).toEqual({ holds: true, first_broken: null });
    const { acts } = (await owner.get(`/matters/${matter}`)) as { acts: { kind: string }[] };
    expect(acts.map(({ kind }) => kind)).toEqual([
      "submitted",
      "judged",
      "supplement-asked",
      "supplemented",
      "accepted",
      "reviewed",
      "inspected",
      "signed",
      "decided",
      "granted",
      "issued",
      "recorded",
      "closed",
    ]);
  });

  test("is rated once", async () => {
    await owner.send("POST", `/matters/${matter}/ratings`, { service_number: 1, level: 1, tags: [] });
    expect((await owner.call("POST", `/matters/${matter}/ratings`, { service_number: 1, level: 5 })).status).toBe(409);
  });

  test("the same key for something else is refused, and somebody else's key is their own", async () => {
    const used = `journey-${owner.token.slice(0, 8)}-1`;
    const other = await owner.call("POST", "/matters", { item: "outdoor-advertising" }, used);
    expect([other.status, other.data["code"]]).toEqual([422, "IDEMPOTENCY_KEY"]);
    const stranger = await person(demoCast().people.get("wu-shouchang")!.id_number);
    expect((await stranger.call("POST", "/matters", { item: "old-age-allowance" }, used)).status).toBe(201);
  });

  test("a token that is given up opens nothing", async () => {
    expect((await owner.call("DELETE", "/session")).data).toEqual({ ended: true });
    expect((await owner.call("GET", "/me")).status).toBe(401);
  });
});

describe("openapi.json", () => {
  interface Operation {
    summary?: string;
    parameters: { name: string; in: string; required: boolean; schema: object }[];
    requestBody?: { content: Record<string, { schema: object }> };
    responses: Record<string, object>;
    security?: object[];
    "x-who": string;
  }
  let document: {
    openapi: string;
    info: { title: string; version: string };
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Json; securitySchemes: Json };
  };
  beforeAll(async () => {
    document = (await app.inject({ url: "/openapi.json" })).json();
  });
  const described = routes().filter(({ site, path, refused }) => site === "api" && path !== "/openapi.json" && !refused);
  const operationOf = (path: string, method: string): Operation | undefined => document.paths[path.replace(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()];

  test("lists every route of the API and no other, each with words and who may call it", () => {
    expect(document.openapi).toBe("3.1.0");
    expect(document.info).toMatchObject({ title: expect.any(String), version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
    for (const { path, method, who } of described) {
      const operation = operationOf(path, method);
      expect(operation, `${method} ${path}`).toBeDefined();
      expect(operation!.summary, `${method} ${path}`).toMatch(/\.$/);
      expect(operation!["x-who"]).toBe(who);
      expect(operation!.security !== undefined).toBe(who !== "anyone");
      expect(Object.keys(operation!.responses)).toEqual(["2XX", "default"]);
    }
    expect(Object.values(document.paths).reduce((sum, path) => sum + Object.keys(path).length, 0)).toBe(described.length);
  });

  test("names every parameter of every path, describes what is sent, and refers only to what is there", () => {
    for (const { path, method, schema } of described) {
      const { parameters, requestBody } = operationOf(path, method)!;
      const inPath = [...path.matchAll(/:(\w+)/g)].map((match) => match[1]!);
      const named = parameters.filter((each) => each.in === "path").map(({ name }) => name);
      expect(named.sort(), path).toEqual(inPath.sort());
      expect(parameters.every((each) => each.in !== "path" || each.required)).toBe(true);
      if (schema?.body) expect(requestBody!.content["application/json"]!.schema, path).toMatchObject({});
    }
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1]!);
    expect(references.length).toBeGreaterThan(0);
    expect([...new Set(references)].filter((name) => !(name in document.components.schemas))).toEqual([]);
  });
});
