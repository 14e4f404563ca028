import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packRoles, ROLES } from "#people/duty";
import { SESSION_COOKIE, type Route, type Who } from "#kernel/http";
import { routes } from "../src/city.ts";
import { CALLERS, fingerprint, openDoors, type CallerName, type Credentials, type Doors } from "./callers.ts";
import { testCity, type TestCity } from "./city.ts";
import { LIKE } from "./roles-alike.ts";

// Every address of the city, knocked at by everybody. Who may pass is written here by hand and not taken from the code: a slip in
// the table of roles, or a route that asks for the wrong permission of the right name, shows.

const STAFF: CallerName[] = [
  "acceptor",
  "reviewer",
  "inspector",
  "decider",
  "supervisor",
  "administrator",
  "auditor",
  "security-administrator",
  "flow-administrator",
  "seal-keeper",
  "seat",
  "handler",
  "dispatcher",
  "watcher",
];
const PERMITTED: Record<string, CallerName[]> = {
  "matter.work": ["acceptor", "reviewer", "inspector", "decider", "handler", "dispatcher", "watcher"],
  "matter.decide": ["decider", "dispatcher", "watcher"],
  "matter.read": ["acceptor", "reviewer", "inspector", "decider", "supervisor", "auditor", "flow-administrator", "seat", "handler", "dispatcher", "watcher"],
  "matter.redirect": ["flow-administrator"],
  "matter.begin": ["seat", "watcher"],
  "flow.manage": ["flow-administrator"],
  "matter.supervise": ["supervisor"],
  "statistics.read": ["supervisor", "watcher"],
  "watch.manage": ["watcher"],
  "place.manage": ["administrator"],
  "exchange.read": ["administrator"],
  "rating.handle": ["supervisor"],
  "licence.read": ["acceptor", "reviewer", "inspector", "decider", "supervisor"],
  "licence.suspend": ["decider"],
  "licence.cancel": ["decider"],
  "payment.read": ["reviewer", "decider", "supervisor"],
  "payment.manage": ["decider"],
  "register.list": ["acceptor", "reviewer", "decider", "supervisor", "administrator", "auditor"],
  "register.read": ["acceptor", "reviewer", "decider"],
  "register.import": ["administrator"],
  "staff.manage": ["administrator"],
  "duty.manage": ["administrator"],
  "catalogue.manage": ["administrator"],
  "clock.manage": ["administrator"],
  "trace.read": ["auditor"],
  "request.answer": ["security-administrator"],
  "seal.read": ["auditor", "seal-keeper"],
  "seal.manage": ["seal-keeper"],
  "seal.use": ["seal-keeper"],
};

// Which permission each address asks for; the first line that fits counts, and an address that no line fits fails.
const ASKED: [RegExp, Who][] = [
  [/^\w+ (\/console)?\/sign-(in|out)$/, "anyone"],
  [
    /^GET \/(|accessibility|business|departments|departments\/:department|gallery|help|items|items\/:item|items\/:item\/applications|openapi\.json|personal|privacy|search|themes\/:theme|verify|verify\/trace|verify\/trace\/:version\/:file|assets\/:file)$/,
    "anyone",
  ],
  [/^GET \/(verify\/seal|place\/map)$/, "anyone"],
  [/^GET \/api\/v1\/certificates(\/:certificate\/(file|revocation-list|status\/:serial))?$/, "anyone"],
  // Alarms are for everybody: page, feed, CAP, program.
  [/^GET (\/alerts(\/feed\.atom|\/:file)?|\/api\/v1\/alerts)$/, "anyone"],
  [/^GET (\/api\/v1)?\/disclosures(\/:kind)?$/, "anyone"],
  [/^POST \/display$/, "anyone"],
  // Without an account: begun by whoever a channel lets in, followed by number and code.
  [/^(GET|POST) \/(items\/:item\/begin|follow|follow\/matter\/(tasks\/:task|rate\/:number))$/, "anyone"],
  [/^(GET \/follow\/matter(\/begun)?|POST \/follow\/end)$/, "anyone"],
  [/^(GET|POST) \/verify\/file$/, "anyone"],
  [/^GET (\/verify\/paper|\/api\/v1\/verification\/papers)\/:code$/, "anyone"],
  [/^\w+ \/(my|agency)\b/, "person"],
  [/^\w+ \/items\/:item\/(apply|applications)$/, "person"],
  [/^\w+ \/console\/enrolment$/, "anyone"],
  [/^GET \/console(\/account)?$/, "staff"],
  [/^\w+ \/console\/account\/(password|second-factor|logins)$/, "staff"],
  [/^\w+ \/console\/inbox/, "may:matter.work"],
  [/^\w+ \/console\/search$/, "may:matter.read"],
  [/^GET \/console\/map(\/tiles\/:layer\/:z\/:x\/:y)?$/, "may:matter.read"],
  [/^\w+ \/console\/kinds\/:kind(\/export|\/keeping|\/views|\/views\/:view\/removal)?$/, "may:matter.read"],
  [/^\w+ \/console\/kinds\/:kind\/new$/, "staff"],
  [
    /^GET \/console\/matters\/:matter(\/files\/:entry|\/documents\/:document|\/documents\/:document\/(ofd|archive)|\/copies\/:entry(\/ofd|\/pdf)?)?$/,
    "may:matter.read",
  ],
  [/^\w+ \/console\/matters\/:matter\/(unmask|moves\/:move)$/, "may:matter.read"],
  [/^\w+ \/console\/seat(\/(live|figures|shift|simulation|calls\/:call(\/draft|\/acts\/:act)?))?$/, "may:matter.begin"],
  [/^\w+ \/console\/notices$/, "staff"],
  [/^GET \/console\/duty$/, "may:matter.read"],
  [/^\w+ \/console\/absence/, "may:matter.work"],
  [/^\w+ \/console\/matters\/:matter\/(tasks\/:task|checklists\/:task|stops|activities|materials|deliveries\/:document)$/, "may:matter.work"],
  [/^\w+ \/console\/matters\/:matter\/(extension|passing|disclosure)$/, "may:matter.decide"],
  [/^\w+ \/console\/licences\/:licence\/suspension$/, "may:licence.suspend"],
  [/^\w+ \/console\/licences\/:licence\/cancellation$/, "may:licence.cancel"],
  [/^\w+ \/console\/licences(\/:licence(\/unmask|\/originals\/:format)?)?$/, "may:licence.read"],
  [/^(GET \/console\/(payments(\/:grant)?|departures)|POST \/console\/payments)$/, "may:payment.read"],
  [/^\w+ \/console\/(payments\/:grant\/acts\/:act|departures\/:departure\/:thing)$/, "may:payment.manage"],
  [/^\w+ \/console\/seals\/(new(\/picture)?|:seal\/steps\/:step)$/, "may:seal.manage"],
  [/^GET \/console\/seals(\/uses|\/:seal(\/picture\.(svg|png))?)?$/, "may:seal.read"],
  [/^\w+ \/console\/certificates\/:certificate\/steps\/:step$/, "may:seal.manage"],
  [/^GET \/console\/certificates(\/:certificate)?$/, "may:seal.read"],
  [/^\w+ \/console\/registers\/:register\/(import|template)$/, "may:register.import"],
  [/^GET \/console\/registers$/, "may:register.list"],
  [/^\w+ \/console\/registers\/:register(\/export|\/records\/:record(\/unmask)?)?$/, "may:register.read"],
  [/^\w+ \/console\/figures/, "may:statistics.read"],
  [/^\w+ \/console\/ratings/, "may:rating.handle"],
  [/^GET \/console\/(board|topics)$/, "may:statistics.read"],
  [/^\w+ \/console\/watches(\/:watch)?$/, "may:watch.manage"],
  [/^GET \/console\/trace$/, "may:trace.read"],
  [/^GET \/console\/exchange$/, "may:exchange.read"],
  [/^\w+ \/console\/staff/, "may:staff.manage"],
  [/^\w+ \/console\/requests/, "staff"],
  [/^\w+ \/console\/(appointments|organisation)/, "may:duty.manage"],
  [/^\w+ \/console\/calendar/, "may:clock.manage"],
  [/^\w+ \/console\/catalogue/, "may:catalogue.manage"],
  [/^GET \/console\/(assets|map\/files)\/:version\/:file$/, "staff"],
  [/^\w+ \/console\/(flows|rules)/, "may:flow.manage"],
  // Outside: pages and scripts that hold nothing of anybody are for anybody, the rest for who works on matters.
  [/^GET \/field\/(shell|signed-out|worker\.js|manifest\.webmanifest|assets\/:version\/:file)$/, "anyone"],
  [/^POST \/field\/sign-out$/, "staff"],
  [/^GET \/field(\/(queue|fix|own|session|day))?$/, "may:matter.work"],
  [/^\w+ \/field\/(report|tasks\/:matter\/:task(\/call)?)$/, "may:matter.work"],
  [/^POST \/field\/entries$/, "may:matter.work"],
  [/^POST \/api\/v1\/sessions$/, "anyone"],
  [/^GET \/api\/v1\/(items|items\/:item|verification)$/, "anyone"],
  [/^POST \/api\/v1\/items\/:item\/materials$/, "anyone"],
  [/^POST \/api\/v1\/verification\/file$/, "anyone"],
  // Reports need the key of a program, which the act asks for.
  [/^\w+ \/open311\/v2\//, "anyone"],
  // Messages of counterparts say who they are from by their signature.
  [/^POST \/exchange\/v1\/messages$/, "anyone"],
  [/^GET \/api\/v1\/log\/(checkpoint|checkpoints\/:size|consistency)$/, "anyone"],
  [/^(GET \/api\/v1\/me|DELETE \/api\/v1\/session|GET \/api\/v1\/kinds(\/:kind)?|POST \/api\/v1\/matters)$/, "party"],
  [/^POST \/api\/v1\/matters\/:matter\/tasks\/:task\/completion$/, "party"],
  [/^GET \/api\/v1\/matters\/:matter(\/documents|\/documents\/:document)?$/, "party"],
  [/^\w+ \/api\/v1\/(inbox|matters\/:matter\/(special-procedure|messages|activities|materials))$/, "may:matter.work"],
  [/^POST \/api\/v1\/matters\/:matter\/extension$/, "may:matter.decide"],
  [/^\w+ \/api\/v1\/matters\/:matter\/(unmasking|chain|moves)$/, "may:matter.read"],
  [/^GET \/api\/v1\/statistics$/, "may:statistics.read"],
  [/^\w+ \/api\/v1\/licences\/:licence\/suspension$/, "may:licence.suspend"],
  [/^\w+ \/api\/v1\/licences\/:licence\/cancellation$/, "may:licence.cancel"],
  [/^\w+ \/api\/v1\/(matters|licences|notices|looks|payments|beneficiary|session\/agency)/, "person"],
];

const everybody = Object.keys(CALLERS) as CallerName[];

function permitted(who: Who): CallerName[] {
  if (who === "anyone") return everybody;
  if (who === "person") return ["person", "agent"];
  if (who === "staff") return STAFF;
  if (who === "party") return ["person", "agent", ...STAFF];
  return PERMITTED[who.slice(4)] ?? [];
}

const ROLE_REFUSALS = ["您的账号没有办理这件事的权限。", "这里是给办事群众和企业用的，请用个人账号登录。", "这里是工作人员使用的页面。"];
const nameOf = (route: Route): string => `${route.method} ${route.path}`;
const every = routes();
const pages = every.filter((route) => route.site !== "api");

let city: TestCity;
let doors: Doors;
const held = new Map<CallerName, Credentials>();
beforeAll(async () => {
  city = await testCity();
  doors = await openDoors(city);
  for (const name of everybody) held.set(name, await doors.credentials(CALLERS[name]));
});
afterAll(async () => {
  await doors.app.close();
  await city.close();
});

test("the roles of the city are those of this table", async () => {
  const ofPacks = [...(await packRoles(city.ctx()))].flatMap(([role, { grants }]) => grants.map((permission) => `${permission}: ${role}`));
  const granted = [...ofPacks, ...Object.entries(ROLES).flatMap(([role, { permissions }]) => permissions.map((permission) => `${permission}: ${role}`))];
  expect(granted.sort()).toEqual(
    [...Object.entries(PERMITTED), ...Object.entries(LIKE)].flatMap(([permission, roles]) => roles.map((role) => `${permission}: ${role}`)).sort(),
  );
});

test("every address asks for what this table says, and none is there twice", () => {
  const asked = (route: Route): Who | undefined => ASKED.find(([pattern]) => pattern.test(nameOf(route)))?.[1];
  expect(every.filter((route) => asked(route) !== route.who).map((route) => `${nameOf(route)} asks for ${route.who}, not ${asked(route)}`)).toEqual([]);
  expect(ASKED.filter(([pattern]) => !every.some((route) => pattern.test(nameOf(route)))).map(([pattern]) => String(pattern))).toEqual([]);
  expect(new Set(every.map(nameOf)).size).toBe(every.length);
  expect(every.length).toBeGreaterThan(60);
});

describe("who may not", () => {
  test("nobody passes whose role does not grant it, and nothing is written", async () => {
    const before = await fingerprint(city);
    const passed: string[] = [];
    for (const route of every) {
      for (const name of everybody.filter((caller) => !permitted(route.who).includes(caller))) {
        const { statusCode, headers, body } = await doors.knock(route, held.get(name)!);
        const toSignIn = String(headers["location"] ?? "").startsWith(route.site === "console" ? "/console/sign-in?back=" : "/sign-in?back=");
        const refused =
          name === "anonymous"
            ? route.site !== "api" && route.site !== "field" && route.method === "GET"
              ? statusCode === 303 && toSignIn
              : statusCode === 401
            : statusCode === 403 && ROLE_REFUSALS.some((sentence) => body.includes(sentence));
        if (!refused) passed.push(`${name} at ${nameOf(route)}: ${statusCode}`);
      }
    }
    expect(passed).toEqual([]);
    expect(await fingerprint(city)).toEqual(before);
  });

  test("a session of the pages opens no API, a token no page", async () => {
    const { session, bearer, form } = held.get("person")!;
    for (const route of every.filter(({ who }) => who !== "anyone")) {
      const cookie = { cookie: `${SESSION_COOKIE}=${session}` };
      const answer = await doors.knock(route, { form }, { headers: route.site === "api" ? cookie : { authorization: `Bearer ${bearer}` } });
      expect([401, 303], nameOf(route)).toContain(answer.statusCode);
    }
  });
});

// Every address as everybody: half a minute on a quiet machine.
test("whose role grants it is never turned away for their role", { timeout: 240_000 }, async () => {
  const turned: string[] = [];
  for (const route of every) {
    for (const name of permitted(route.who)) {
      // Some routes end the session they are called with: each gets its own.
      const { statusCode, headers, body } = await doors.knock(route, await doors.credentials(CALLERS[name]));
      const toSignIn = route.who !== "anyone" && route.method === "GET" && /\/sign-in\?back=/.test(String(headers["location"] ?? ""));
      const byRole = statusCode === 403 && ROLE_REFUSALS.some((sentence) => body.includes(sentence));
      if ((statusCode === 401 && route.who !== "anyone") || toSignIn || byRole || statusCode >= 500) turned.push(`${name} at ${nameOf(route)}: ${statusCode}`);
    }
  }
  expect(turned).toEqual([]);
});

describe("forms", () => {
  const sending = pages.filter((route) => route.method !== "GET");

  test("no page takes a form without its token, with another session's, or with one made for another cookie; nothing is written", async () => {
    const stranger = await doors.credentials(CALLERS.person);
    const before = await fingerprint(city);
    const taken: string[] = [];
    for (const route of sending) {
      const own = held.get(permitted(route.who).at(-1)!)!;
      const foreign = [null, "", doors.tokenFor(stranger), doors.tokenFor({ ...stranger, form: own.form }), doors.tokenFor({ ...own, form: stranger.form })];
      for (const [i, token] of foreign.entries()) {
        // Each from a place of its own: how often one may knock is another question.
        const address = `203.0.113.${i + 1}`;
        const { statusCode, body } = await doors.knock(route, own, {
          token,
          address,
          headers: { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" },
        });
        if (statusCode !== 403 || !body.includes("没有提交")) taken.push(`${nameOf(route)} took token ${i}: ${statusCode}`);
      }
    }
    expect(sending.length).toBeGreaterThan(15);
    expect(taken).toEqual([]);
    expect(await fingerprint(city)).toEqual(before);
  });

  test("cookies go nowhere else: http-only, same site, for the whole of ours", async () => {
    const signIn = await doors.app.inject({ url: "/sign-in" });
    const cookies = [signIn.headers["set-cookie"] ?? []].flat();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) expect(cookie).toMatch(/HttpOnly.*SameSite=Lax/);
  });
});
