import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { CITY, findCity, type BegunCity } from "#people/city";
import { grants } from "#people/duty";
import { useFontsIn } from "#drawing/font";
import { actorOf, findTyped, forgetTyped, keepTyped } from "#people/identity";
import { seedDays } from "#kernel/clock";
import type { Config } from "#kernel/config";
import { hmacSm3, personalCodec } from "#crypto/crypto";
import { anonymous, openMemory, openPorts, silent, system, type Actor, type Ctx, type Log, type Ports } from "#kernel/ctx";
import { migrate, openDatabase, secretFile, sqlOf, type Database } from "#kernel/db";
import { drain } from "#kernel/events";
import { clamd, gateOf, openFiles } from "#kernel/files";
import { buildServer, openStocks, type Route } from "#kernel/http";
import { migrateJobs, startWorkers } from "#kernel/jobs";
import { openDataKeys, openKeys, type KeptDataKeys } from "#crypto/keys";
import { askAgain } from "#matter/call";
import { reencrypt, type Reencryption } from "#kernel/rotation";
import { refilled } from "#ui";
import { apiRoutes } from "#sites/api";
import { exchangeRoutes } from "#sites/exchange";
import { consoleErrorPage, consoleRoutes } from "#sites/console";
import { fieldErrorPage, fieldRoutes } from "#sites/field";
import { open311Routes } from "#sites/open311";
import { portalErrorPage, portalRoutes } from "#sites/portal";
import { blocks } from "./blocks.ts";
import { markBegun, refuseEmptyDatabase, refuseLostDatabase, refuseLostKeys } from "./lost.ts";
import { schedule } from "./schedule.ts";
import { plugAll, subscribers } from "./wiring.ts";

/** A city that is open: its database migrated, its blocks tied together. Main, tests, benches and commands all begin here. */
export interface City {
  config: Config;
  database: Database;
  /** The keys that personal fields are encrypted by. */
  dataKeys: KeptDataKeys;
  /** What re-encrypting works with. */
  reencryption(): Reencryption;
  /** What its blocks were given; a demo city gives more. */
  ports: Ports;
  /** Reads again who the city is, when that was just said. */
  named(): Promise<void>;
  /** Says where the public reaches it, when that is known only once it listens. */
  at(publicUrl: string): void;
  /** A ctx for an actor, at the city's present time. */
  ctx(actor?: Actor): Ctx;
  /** Hands waiting events to their subscribers; gives how many. */
  drain(): Promise<number>;
  close(options?: { keepCluster?: boolean }): Promise<void>;
}

export interface CityOptions {
  /** The city's clock; tests set it. */
  clock?: () => Date;
  log?: Log;
  /** Settings of the embedded database, e.g. fsync=off in tests. */
  settings?: string[];
  poolSize?: number;
  /** This process is the city: it stops the embedded database when it closes, even one it found running. */
  own?: boolean;
  /** A database that is open already; tests clone a template. */
  database?: Database;
  /** Keys that are open already; tests have some that hurry. */
  dataKeys?: KeptDataKeys;
}

/** Opens the database, brings it up to date and ties the blocks together. Serves nothing yet. */
export async function openCity(config: Config, options: CityOptions = {}): Promise<City> {
  const { log = silent } = options;
  if (!options.database) refuseLostDatabase(config);
  const database = options.database ?? (await openDatabase(config, { ...options, tell: (words) => log.info({}, words) }));
  try {
    return await openOn(database, config, options);
  } catch (error) {
    if (!options.database) await database.close();
    throw error;
  }
}

async function openOn(database: Database, config: Config, options: CityOptions): Promise<City> {
  const { clock = () => new Date(), log = silent } = options;
  if (!options.database) {
    await refuseEmptyDatabase(config, sqlOf(database.owner));
    await migrate(database.owner, blocks());
    await migrateJobs(database.owner);
  }
  const ports = openPorts();
  plugAll(ports, config);
  useFontsIn([config.fontsDir]);
  const sql = sqlOf(database.server);
  const keyFolder = join(config.dataDir, "secrets", "keys");
  // Read again each time: it may be changed while the city works.
  const masterKey = (): string => secretFile(config.masterKeyFile);
  if (!options.dataKeys) await refuseLostKeys(config, keyFolder, sql);
  const dataKeys = options.dataKeys ?? (await openDataKeys(keyFolder, masterKey, config.suite));
  const personal = personalCodec(dataKeys, config.suite);
  const shared = {
    db: sql,
    log,
    personal,
    files: openFiles(config.dataDir, personal, gateOf(config.scanner === undefined ? undefined : clamd(config.scanner), log)),
    keys: openKeys(keyFolder, masterKey, config.suite),
    memory: openMemory(),
    ports,
  };
  const open: { publicUrl: string; begun?: BegunCity } = { publicUrl: config.publicUrl };
  const named = async (): Promise<void> => {
    const found = await findCity(shared);
    if (!found) return;
    open.begun = found;
    markBegun(config);
  };
  ports.plug(CITY, () => open.begun);
  await named();
  const ctx = (actor: Actor = system("平台")): Ctx => ({ ...shared, publicUrl: open.publicUrl, actor, now: clock() });
  const subscribed = subscribers();
  if (!options.database) await seedDays(sql);
  return {
    config,
    database,
    dataKeys,
    ports,
    named,
    at: (publicUrl) => void (open.publicUrl = publicUrl),
    reencryption: () => ({ ctx: ctx(system("换钥")), pool: database.reencryption, keys: dataKeys }),
    ctx,
    drain: () => drain(ctx(), subscribed),
    close: (closing) => database.close(closing),
  };
}

/** Every address of the city. */
export function routes(): Route[] {
  return [...portalRoutes, ...consoleRoutes, ...fieldRoutes, ...apiRoutes, ...open311Routes, ...exchangeRoutes];
}

const ERROR_PAGES: Partial<Record<Route["site"], typeof portalErrorPage>> = { console: consoleErrorPage, field: fieldErrorPage };

/** The city's web server; the caller listens. Events are handed on right after each answered write, and by the clock. */
export async function serve(city: City): Promise<FastifyInstance> {
  const { config } = city;
  const secret = Buffer.from(secretFile(config.masterKeyFile), "hex");
  const app = await buildServer({
    routes: routes(),
    secureCookies: config.secureCookies,
    trustedProxies: config.trustedProxies,
    tokenKey: hmacSm3(secret, "form token"),
    stocks: openStocks(city.ctx().db, hmacSm3(secret, "stocks of calls"), city.ctx().log),
    makeCtx: city.ctx,
    authenticate: (ctx, { session, bearer }) => (bearer ? actorOf(ctx, bearer, true) : session ? actorOf(ctx, session) : Promise.resolve(anonymous)),
    grants,
    errorPage: (site, refusal, incoming, actor) => (ERROR_PAGES[site] ?? portalErrorPage)(refusal, incoming, city.ctx(actor)),
    keepTyped,
    giveBack: async (ctx, token, html) => {
      const typed = await findTyped(ctx, token);
      const page = typed && refilled(html, typed.path, typed.fields, typed.files);
      if (page !== undefined) await forgetTyped(ctx, token);
      return page;
    },
    healthy: async () => (await city.ctx().db.query("select 1 as one")).length === 1,
  });
  return app;
}

/** Does something again and again, a pause after each, until stopped; a failure is logged and the next round tries again. */
function repeat(city: City, pause: number, what: string, work: (halted: () => boolean) => Promise<unknown>): () => Promise<void> {
  let stopped = false;
  const round = async (): Promise<void> => {
    while (!stopped) {
      await work(() => stopped).catch((error: Error) => city.ctx().log.error({ err: error }, `${what} failed and will be tried again`));
      await new Promise((resume) => setTimeout(resume, pause));
    }
  };
  const done = round();
  return async () => {
    stopped = true;
    await done;
  };
}

/**
 * Starts what runs beside the web: the embedded database's guard, the outbox, the queue's workers, re-encrypting when the key has changed. Each outlives a database that
 * goes away: the guard starts it again, the others try again. Gives the way to stop them.
 */
export function startWork(city: City): () => Promise<void> {
  const { cluster, server } = city.database;
  let runner: Awaited<ReturnType<typeof startWorkers>> | undefined;
  const workers = async (): Promise<void> => {
    runner = await startWorkers(server, schedule(city.config), () => city.ctx());
    await runner.promise;
  };
  // What a killed process had begun to receive. An hour, for another process may be receiving now.
  void city
    .ctx()
    .files.sweep(new Date(Date.now() - 3_600_000))
    .catch((error: Error) => city.ctx().log.error({ err: error }, "partial files were not swept"));
  // Calls that ran when the process before ended are asked for, where there is a switchboard.
  void askAgain(city.ctx()).catch((error: Error) => city.ctx().log.error({ err: error }, "the switchboard was not asked for running calls"));
  const stopOutbox = repeat(city, 250, "handing on events", () => city.drain());
  const stopWorkers = repeat(city, 1000, "the queue", workers);
  const stopReencryption = repeat(city, 1000, "re-encrypting", (halted) => reencrypt({ ...city.reencryption(), halted }));
  const stopGuard = repeat(city, 1000, "the database's guard", async () => void (await cluster?.revive()));
  return async () => {
    await stopGuard();
    await stopReencryption();
    await stopOutbox();
    const stopped = stopWorkers();
    await runner?.stop().catch(() => {});
    await stopped;
  };
}
