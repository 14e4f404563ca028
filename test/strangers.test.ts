import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { grantAgency } from "#people/identity";
import { annotateCopy, listLicencesOf } from "#outcome/licence";
import { completeTask } from "#matter/work";
import { getMatter, listDocuments } from "#matter/matter";
import { listEntries, submit } from "#matter/intake";
import { countUnread, listNotices } from "#matter/notice";
import { listPayments } from "#matter/payment";
import type { Route } from "#kernel/http";
import { routes } from "../src/city.ts";
import { demoCast } from "../src/seed/people.ts";
import { samplePdf, walkCase } from "../src/seed/walk.ts";
import { allowance, draftCase, foodLicence, restaurant, restaurantDraft } from "./application.ts";
import { addressOf, fingerprint, openDoors, type Credentials, type Doors } from "./callers.ts";
import { testCity, type TestCity } from "./city.ts";

// Every address that names somebody's thing, called with a real one by somebody who has nothing to do with it.
let city: TestCity;
let doors: Doors;
/** Ids of things of 陈小满's restaurant: of its draft, of one in progress, of one that ended with a licence. */
let things: Record<"draft" | "open" | "closed", Record<string, string>>;

async function idsOf(matterId: string): Promise<Record<string, string>> {
  const { matter, open } = await getMatter(city.ctx(), matterId);
  const [entry] = (await listEntries(city.ctx(), matterId)).filter((each) => each.fileId);
  const [document] = await listDocuments(city.ctx(), matterId);
  const licences = await listLicencesOf(city.ctx(), firm.uscc);
  const licence = licences.find((each) => each.matterId === matterId) ?? licences[0];
  const owner = await city.person("chen-xiaoman", "xiaoman-catering");
  const copy = licence && (await annotateCopy(owner, licence.licenceId, { use: "投标报名", recipient: "云州市公共资源交易中心", untilDay: "2026-12-01" }));
  return {
    matter: matterId,
    task: open[0]?.taskId ?? "acceptance.1",
    ...(entry && { entry: entry.entryId }),
    ...(document && { document: document.documentId }),
    ...(licence && { licence: licence.licenceId }),
    ...(copy && { copy: copy.copyId }),
    move: "suspend",
    grant: grantId,
    organisation: matter.owner.id,
    agency: agencyId,
    // Parts of a thing, not things: any that exists will do.
    number: "1",
    format: "pdf",
    page: foodLicence.form!.pages[0]!.id,
    question: foodLicence.item.situations[0]!.id,
  };
}

const firm = demoCast().organisations.get("xiaoman-catering")!;
let agencyId: string;
/** What 林秀英 draws. */
let grantId: string;

/** 余红 may do 户外广告 for the restaurant, and nothing else. */
const AGENT = { person: "yu-hong", organisation: "xiaoman-catering" };
/** 周大青 may do its 食品经营许可. */
const FOOD_AGENT = { person: "zhou-daqing", organisation: "xiaoman-catering" };

beforeAll(async () => {
  city = await testCity();
  doors = await openDoors(city);
  const owner = await city.person("chen-xiaoman", "xiaoman-catering");
  agencyId = owner.actor.onBehalf!.agencyId;
  for (const [{ person }, items] of [
    [AGENT, ["outdoor-advertising"]],
    [FOOD_AGENT, ["food-licence"]],
  ] as const) {
    const { organisationId } = owner.actor.onBehalf!;
    await grantAgency(owner, {
      organisationId,
      idNumber: demoCast().people.get(person)!.id_number,
      items: [...items],
      fromDay: "2026-11-01",
      untilDay: "2027-11-01",
    });
  }
  const closed = await walkCase(
    { ctx: city.ctx, later: async () => {}, person: async (id, organisation) => (await city.person(id, organisation)).actor },
    foodLicence,
    restaurant,
  );
  const draft = await restaurantDraft(city);
  const open = await restaurantDraft(city);
  await submit(owner, open);
  await completeTask(await city.staff("linjing"), open, (await getMatter(city.ctx(), open)).open[0]!.taskId, { outcome: "accept" });
  await city.drain();
  const elder = await city.person("lin-xiuying");
  const drawn = await draftCase(elder, allowance, allowance.cases[0]!);
  await submit(elder, drawn);
  grantId = (await listPayments(elder, drawn))[0]!.grantId;
  things = { draft: await idsOf(draft), open: await idsOf(open), closed: await idsOf(closed) };
});
afterAll(async () => {
  await doors.app.close();
  await city.close();
});

const THINGS = ["matter", "document", "entry", "task", "licence", "copy", "organisation", "agency", "grant"];
const PUBLIC = [
  "code",
  "item",
  "theme",
  "department",
  "file",
  "page",
  "question",
  "number",
  "move",
  "absence",
  "size",
  "format",
  "act",
  "departure",
  "thing",
  "view",
  "kind",
];
const namesIn = (route: Route): string[] => [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1]!);
const nameOf = (route: Route): string => `${route.method} ${route.path}`;
const about = (thing: string): Route[] => routes().filter((route) => route.who !== "anyone" && namesIn(route).includes(thing));

// Bodies that would be taken from the right person, so that a refusal is about who asks. Pages ignore what they do not know.
const BODIES: Record<string, Record<string, unknown>> = {
  "POST /api/v1/matters/:matter/files": { material: "layout" },
  "POST /api/v1/matters/:matter/materials": { material: "rules-list" },
  "PUT /api/v1/matters/:matter": { situation: {}, form: {} },
  "POST /api/v1/matters/:matter/deferrals": { material: "layout" },
  "POST /api/v1/matters/:matter/ratings": { service_number: 1, level: 5 },
  "POST /api/v1/matters/:matter/tasks/:task/completion": { outcome: "pass", opinion: "材料齐全" },
  "POST /api/v1/matters/:matter/special-procedure": { name: "检验", reason: "抽样送检", expected_days: 5 },
  "POST /api/v1/matters/:matter/messages": { message: "检测报告" },
  "POST /api/v1/matters/:matter/activities": { frame: "survey.1", node: "visit" },
  "POST /api/v1/matters/:matter/moves": { move: "suspend", reason: "等待复函" },
  "POST /api/v1/matters/:matter/extension": { days: 5, reason: "案情复杂" },
  "POST /api/v1/matters/:matter/unmasking": { field: "owner.phone", reason: "核实联系电话" },
  "POST /api/v1/beneficiary/matters/:matter/objection": { reason: "不是我的意思" },
  "POST /api/v1/payments/:grant/objection": { reason: "不是我的账户" },
  "POST /api/v1/payments/:grant/account": { account: "6217001234000000016", bank: "云州银行" },
  "POST /api/v1/licences/:licence/copies": { use: "投标报名", recipient: "云州市公共资源交易中心", until: "2026-12-01" },
  "POST /api/v1/licences/:licence/suspension": { reason: "停用冷藏设施", basis: "食品安全法" },
  "POST /api/v1/licences/:licence/cancellation": { kind: "revoked", reason: "停用冷藏设施", basis: "食品安全法" },
};
const QUERIES: Record<string, Record<string, string>> = { "DELETE /api/v1/matters/:matter/special-procedure": { result: "合格" } };
const TYPED = {
  outcome: "accept",
  reason: "核实联系电话",
  basis: "食品安全法",
  opinion: "同意",
  field: "owner.phone",
  level: "5",
  named: "yes",
  days: "5",
  stop: "inspection",
  kind: "revoked",
  result: "合格",
  agree: "yes",
};

/** The things that a route can be asked about: two that give one address are one. */
function thingsFor(route: Route): Record<string, string>[] {
  return [...new Map(Object.values(things).map((params) => [addressOf(route, params), params])).values()];
}

/** Calls each route as a stranger, about each thing; tells which did anything but refuse. */
async function answered(who: Parameters<Doors["credentials"]>[0], asked: Route[]): Promise<string[]> {
  const told: string[] = [];
  const reader = await doors.credentials(who);
  for (const route of asked) {
    for (const params of thingsFor(route)) {
      // Some routes change the session they are called with; to look does not.
      const { statusCode, body } = await doors.knock(route, route.method === "GET" ? reader : await doors.credentials(who), {
        params,
        query: QUERIES[nameOf(route)] ?? {},
        body: route.site === "api" ? (BODIES[nameOf(route)] ?? {}) : TYPED,
        ...((route.upload || route.admit) && { file: { name: "平面图.pdf", content: samplePdf("平面图") } }),
      });
      const leaked = [demoCast().people.get("chen-xiaoman")!.id_number, "19900000003", "陈小满"].filter((secret) => body.includes(secret));
      if (![403, 404].includes(statusCode) || leaked.length > 0) told.push(`${nameOf(route)}: ${statusCode} ${leaked.join(" ")}`);
    }
  }
  return [...new Set(told)];
}

/** All of the city but the sessions, which the calls themselves need. */
async function withoutSessions(): Promise<Record<string, string>> {
  const { "identity.sessions": _sessions, ...rest } = await fingerprint(city);
  return rest;
}

test("every name in an address is either somebody's thing or everybody's", () => {
  const others = "staff request appointment register record version step node day year seal certificate serial call layer z x y id token watch unit".split(" ");
  expect([...new Set(routes().flatMap(namesIn))].filter((name) => ![...THINGS, ...PUBLIC, ...others].includes(name))).toEqual([]);
});

describe("people", () => {
  const asked = ["matter", "licence", "organisation"].flatMap(about).filter(({ who }) => who === "person" || who === "party");

  test.each([
    ["a stranger", { person: "wu-shouchang" }],
    ["another firm's representative", { person: "jiang-li", organisation: "jiali-market" }],
    ["an agent who does not act for the firm now", { person: "zhu-ling" }],
    ["an agent of the firm for another item", AGENT],
  ])("%s reads and changes nothing of the restaurant's", async (_who, credentials) => {
    const before = await withoutSessions();
    // A representative may of course look after the agents of their own firm.
    expect(await answered(credentials, asked)).toEqual([]);
    expect(await withoutSessions()).toEqual(before);
    expect(asked.length).toBeGreaterThan(30);
  });

  test("an agent for one item finds nothing of another in any list", async () => {
    const lists = routes().filter((route) => route.who === "person" && route.method === "GET" && namesIn(route).length === 0);
    const numbers = await Promise.all(
      (["draft", "open", "closed"] as const).map(async (which) => (await getMatter(city.ctx(), things[which]["matter"]!)).matter),
    );
    const secrets = [
      ...numbers.flatMap(({ matterId, number }) => [matterId, number ?? matterId]),
      things["closed"]!["licence"]!,
      things["closed"]!["document"]!,
    ];
    const found: string[] = [];
    for (const route of lists) {
      const { body } = await doors.knock(route, await doors.credentials(AGENT));
      for (const secret of secrets) if (body.includes(secret)) found.push(`${nameOf(route)} shows ${secret}`);
    }
    expect(found).toEqual([]);
    expect(await countUnread(await city.person(AGENT.person, AGENT.organisation))).toBe(0);
    expect(await countUnread(await city.person("chen-xiaoman", "xiaoman-catering"))).toBeGreaterThan(0);
  });

  test("an agent for the item has what came of it: matter, papers, licence, copies, notices", async () => {
    const { matter, document, licence, copy } = things["closed"]!;
    const agent = await city.person(FOOD_AGENT.person, FOOD_AGENT.organisation);
    expect(agent.actor.onBehalf!.items).toEqual(["food-licence"]);
    const asked = routes().filter(
      ({ method, path, who }) => method === "GET" && (who === "person" || who === "party") && /:(matter\/documents\/:document|licence)\b/.test(path),
    );
    const turned: string[] = [];
    for (const route of asked) {
      const { statusCode } = await doors.knock(route, await doors.credentials(FOOD_AGENT), {
        params: { matter: matter!, document: document!, licence: licence!, copy: copy! },
      });
      if (statusCode !== 200) turned.push(`${nameOf(route)}: ${statusCode}`);
    }
    expect(turned).toEqual([]);
    expect(asked.length).toBeGreaterThan(8);
    expect((await listNotices(agent)).some(({ matterId }) => matterId === matter)).toBe(true);
  });

  test("a list shows one's own only", async () => {
    const lists = routes().filter((route) => route.who === "person" && route.method === "GET" && namesIn(route).length === 0);
    const { number } = (await getMatter(city.ctx(), things.closed["matter"]!)).matter;
    for (const route of lists) {
      const { body } = await doors.knock(route, await doors.credentials({ person: "wu-shouchang" }));
      for (const secret of [number!, things.closed["matter"]!, things.closed["licence"]!, firm.uscc]) expect(body, nameOf(route)).not.toContain(secret);
    }
    expect(lists.length).toBeGreaterThan(5);
  });
});

describe("staff", () => {
  const asked = about("matter").filter(({ who }) => who === "party" || who === "staff" || who.startsWith("may:"));

  const others = ["weiqin", "qinlan", "luping", "huangkai", "pengyi", "admin"];
  test.each(others)("%s, of another unit or area, reads and changes nothing of the matter", async (username) => {
    const before = await withoutSessions();
    expect(await answered({ staff: username }, asked)).toEqual([]);
    expect(await withoutSessions()).toEqual(before);
    expect(asked.length).toBeGreaterThan(10);
  });

  test("another body's director may neither suspend nor cancel the licence", async () => {
    const before = await withoutSessions();
    const acts = about("licence").filter(({ who, method }) => ["may:licence.suspend", "may:licence.cancel"].includes(who) && method !== "GET");
    expect(await answered({ staff: "pengyi" }, acts)).toEqual([]);
    expect(acts.length).toBeGreaterThan(3);
    expect(await withoutSessions()).toEqual(before);
  });

  test("no page or answer shows staff a number, phone or name in full", async () => {
    const reading = routes().filter(({ method, who }) => method === "GET" && (who === "party" || who === "staff" || who.startsWith("may:")));
    const numbers = [demoCast().people.get("chen-xiaoman")!.id_number, "19900000003"];
    const readers = new Map<string, Credentials>();
    for (const username of ["linjing", "zhouwen", "gaojian", "sujin", "shenji"]) readers.set(username, await doors.credentials({ staff: username }));
    for (const route of reading) {
      // Whose firm it is stands on its licences and in the register of firms, for everybody to read.
      const secrets = /licence|register/.test(route.path) ? numbers : [...numbers, "陈小满"];
      for (const [username, credentials] of readers) {
        for (const params of thingsFor(route)) {
          const { statusCode, body } = await doors.knock(route, credentials, { params });
          if (statusCode === 200) for (const secret of secrets) expect(body.includes(secret), `${username} at ${nameOf(route)} reads ${secret}`).toBe(false);
        }
      }
    }
    // Reading has signed nobody out: whoever was refused was refused for who they are.
    const own = routes().find(({ path, method }) => method === "GET" && path === "/api/v1/me")!;
    for (const [username, credentials] of readers) expect((await doors.knock(own, credentials)).statusCode, username).toBe(200);
  });
});
