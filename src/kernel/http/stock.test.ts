import { afterAll, beforeAll, expect, test } from "vitest";
import { openPool, sqlOf, type Sql } from "#kernel/db";
import { anonymous, silent, type Ctx } from "#kernel/ctx";
import { testCity, type TestCity } from "../../../test/city.ts";
import type { Limit } from "./gate.ts";
import { json } from "./route.ts";
import { buildServer } from "./server.ts";
import { openStocks, sweepStocks } from "./stock.ts";

let city: TestCity;
let other: ReturnType<typeof openPool>;
beforeAll(async () => {
  city = await testCity();
  other = openPool(city.database.server.options.connectionString!, { max: 2 });
});
afterAll(async () => {
  await other.end();
  await city.close();
});

const limit: Limit = { name: "look-up", atOnce: 30, perMinute: 5 };
const key = Buffer.alloc(32, 7);
const processes = (): Sql[] => [sqlOf(city.database.server), sqlOf(other)];

async function outcome(call: Promise<void>): Promise<string> {
  return call.then(
    () => "in",
    (error: { code: string }) => error.code,
  );
}

test("two processes on one database have one stock for a caller, and others have their own", async () => {
  const [one, two] = processes().map((db) => openStocks(db, key, silent));
  const answers: string[] = [];
  for (let call = 0; call < 7; call += 1) answers.push(await outcome((call % 2 ? one! : two!).spend(limit, "203.0.113.1")));
  expect(answers).toEqual(["in", "in", "in", "in", "in", "TOO_OFTEN", "TOO_OFTEN"]);
  expect(await outcome(two!.spend(limit, "::ffff:203.0.113.1"))).toBe("TOO_OFTEN");
  expect(await outcome(one!.spend(limit, "203.0.113.2"))).toBe("in");
  expect(await outcome(one!.spend({ ...limit, name: "file-check" }, "203.0.113.1"))).toBe("in");
});

test("of calls that two processes are asked at the same moment no more are let in than of calls one by one", async () => {
  const stocks = processes().map((db) => openStocks(db, key, silent));
  const answers = await Promise.all(Array.from({ length: 40 }, (_, call) => outcome(stocks[call % 2]!.spend(limit, "2001:db8:1:2::1"))));
  expect(answers.filter((answer) => answer === "in")).toHaveLength(5);
});

test("a stock fills up evenly by the database's clock, and is forgotten when it has been full for long", async () => {
  const [{ owner }, stocks] = [city.database, openStocks(processes()[0]!, key, silent)];
  for (let call = 0; call < 5; call += 1) await stocks.spend(limit, "203.0.113.3");
  const wait = (seconds: number): Promise<unknown> => owner.query("update http.stocks set at = at - make_interval(secs => $1)", [seconds]);
  await wait(11);
  expect(await outcome(stocks.spend(limit, "203.0.113.3"))).toBe("TOO_OFTEN");
  await wait(2);
  expect([await outcome(stocks.spend(limit, "203.0.113.3")), await outcome(stocks.spend(limit, "203.0.113.3"))]).toEqual(["in", "TOO_OFTEN"]);
  // A clock that ran ahead is no reason to wait for it.
  await wait(-86_400);
  expect(await outcome(stocks.spend(limit, "203.0.113.3"))).toBe("TOO_OFTEN");
  await wait(86_400 + 600);
  await sweepStocks(processes()[0]!);
  expect((await owner.query("select from http.stocks")).rowCount).toBe(0);
});

test("who called is not written down", async () => {
  await openStocks(processes()[0]!, key, silent).spend(limit, "203.0.113.4");
  const { rows } = await city.database.owner.query<{ stock_key: string }>("select stock_key from http.stocks");
  expect(rows.length).toBeGreaterThan(0);
  for (const { stock_key: kept } of rows) expect(kept).toMatch(/^[\w-]{43}$/);
});

function server(db: Sql): ReturnType<typeof buildServer> {
  return buildServer({
    routes: [{ method: "GET", path: "/api/v1/looks", who: "anyone", site: "api", limit: { ...limit, name: "looks" }, handle: () => json({}) }],
    secureCookies: false,
    tokenKey: Buffer.alloc(32),
    stocks: openStocks(db, key, silent),
    makeCtx: () => ({ actor: anonymous, log: silent }) as unknown as Ctx,
    authenticate: async () => anonymous,
    grants: () => false,
    errorPage: () => "",
    healthy: async () => true,
  });
}

test("two servers share what a caller may ask; while the database is away each goes by its own count, and no call is kept waiting for long", async () => {
  const [one, two] = await Promise.all(processes().map(server));
  const ask = async (app: typeof one): Promise<number> => (await app!.inject({ url: "/api/v1/looks", remoteAddress: "203.0.113.5" })).statusCode;
  const answers: number[] = [];
  for (let call = 0; call < 7; call += 1) answers.push(await ask(call % 2 ? one : two));
  expect(answers).toEqual([200, 200, 200, 200, 200, 429, 429]);
  await Promise.all([one!.close(), two!.close()]);

  const away: Sql = { query: () => new Promise(() => {}), copy: () => new Promise(() => {}), transaction: () => new Promise(() => {}) };
  const alone = await server(away);
  const began = performance.now();
  const local: number[] = [];
  for (let call = 0; call < 7; call += 1) local.push(await ask(alone));
  expect(local).toEqual([200, 200, 200, 200, 200, 429, 429]);
  expect(performance.now() - began).toBeLessThan(4000);
  await alone.close();
});
