import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject, onTestFinished } from "vitest";
import { listDuties } from "#people/duty";
import { readConfig } from "#kernel/config";
import type { Ctx } from "#kernel/ctx";
import { openDataKeys } from "#crypto/keys";
import { openPool, REENCRYPTING_ROLE, secretFile, SERVER_ROLE, type Database } from "#kernel/db";
import { openCity, type City } from "../src/city.ts";
import { actorOfPerson } from "../src/seed/walked.ts";
import { TEST_NOW, templateOf } from "./template.ts";

/** A city of one's own: a clone of the seeded template, with a clock that the test moves. */
export interface TestCity extends City {
  /** What time it is in this city. */
  now: Date;
  /** Acts as a person of people.yaml, for themselves or for a firm they may act for. */
  person(id: string, organisation?: string): Promise<Ctx>;
  /** Acts as a member of staff of city.yaml. */
  staff(username: string): Promise<Ctx>;
}

async function cloned(): Promise<Database> {
  const dataDir = inject("dataDir");
  const ownerUrl = await templateOf(dataDir);
  const name = `t_${randomBytes(6).toString("hex")}`;
  const admin = openPool(ownerUrl.replace(/\/yiwang$/, "/postgres"), { max: 1 });
  await admin.query(`create database ${name} template yiwang`);
  await admin.end();
  const url = new URL(ownerUrl.replace(/\/yiwang$/, `/${name}`));
  const owner = openPool(url.toString(), { max: 2 });
  const as = (role: string, secret: string): string =>
    Object.assign(new URL(url), { username: role, password: secretFile(join(dataDir, "secrets", secret)) }).toString();
  const server = openPool(as(SERVER_ROLE, "database-server"), { max: 8 });
  const reencryption = openPool(as(REENCRYPTING_ROLE, "database-resealing"), { max: 2 });
  const close = async (): Promise<void> => void (await Promise.all([owner.end(), server.end(), reencryption.end()]));
  return { owner, server, reencryption, cluster: undefined, close };
}

/**
 * Opens a test city. Close it in `afterAll`. Keys and files are everybody's; with `apart` it has a folder of its own, copied with the keys, and its
 * processes take up a new data key within `knownFor` milliseconds.
 */
export async function testCity({ apart, knownFor, scanner }: { apart?: boolean; knownFor?: number; scanner?: string } = {}): Promise<TestCity> {
  const template = inject("dataDir");
  await templateOf(template);
  const dataDir = apart ? mkdtempSync(join(tmpdir(), "yiwang-apart-")) : template;
  if (apart) cpSync(join(template, "secrets"), join(dataDir, "secrets"), { recursive: true });
  const config = readConfig({ DATA_DIR: dataDir, PORT: "0", ...(scanner && { YIWANG_SCANNER: scanner }) });
  const state = { now: new Date(TEST_NOW) };
  const dataKeys = await openDataKeys(join(dataDir, "secrets", "keys"), secretFile(config.masterKeyFile), config.suite, knownFor);
  const city = await openCity(config, { clock: () => new Date(state.now), database: await cloned(), dataKeys });
  return {
    ...city,
    async close() {
      await city.close();
      if (apart) rmSync(dataDir, { recursive: true, force: true });
    },
    get now() {
      return state.now;
    },
    set now(instant: Date) {
      state.now = instant;
    },
    person: async (id, organisation) => city.ctx(await actorOfPerson(city.ctx(), id, organisation)),
    async staff(username) {
      const rows = await city.ctx().db.query<{ staff_id: string; name: string }>("select staff_id, name from identity.staff where username = $1", [username]);
      const row = rows[0]!;
      return city.ctx({ kind: "staff", id: row.staff_id, name: row.name, duties: await listDuties(city.ctx(), row.staff_id) });
    },
  };
}

/** Sets the city's clock for one test. */
export function at(city: TestCity, instant: string): void {
  const before = city.now;
  city.now = new Date(instant);
  onTestFinished(() => {
    city.now = before;
  });
}
