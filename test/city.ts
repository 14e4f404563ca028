import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { inject, onTestFinished } from "vitest";
import { listDuties } from "#base/duty";
import { readConfig } from "#kernel/config";
import type { Ctx } from "#kernel/ctx";
import { openPool, secretFile, SERVER_ROLE, type Database } from "#kernel/db";
import { openCity, type City } from "../src/city.ts";
import { actorOfPerson } from "../src/seed/walked.ts";
import { TEST_NOW } from "./template.ts";

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
  const { dataDir, ownerUrl } = inject("template");
  const name = `t_${randomBytes(6).toString("hex")}`;
  const admin = openPool(ownerUrl.replace(/\/yiwang$/, "/postgres"), { max: 1 });
  await admin.query(`create database ${name} template yiwang`);
  await admin.end();
  const url = new URL(ownerUrl.replace(/\/yiwang$/, `/${name}`));
  const owner = openPool(url.toString(), { max: 2 });
  url.username = SERVER_ROLE;
  url.password = secretFile(join(dataDir, "secrets", "database-server"));
  const server = openPool(url.toString(), { max: 8 });
  return { owner, server, cluster: undefined, close: async () => void (await Promise.all([owner.end(), server.end()])) };
}

/** Opens a test city. Close it in `afterAll`. */
export async function testCity(): Promise<TestCity> {
  const { dataDir } = inject("template");
  const config = readConfig({ DATA_DIR: dataDir, PORT: "0" });
  const state = { now: new Date(TEST_NOW) };
  const city = await openCity(config, { clock: () => new Date(state.now), database: await cloned() });
  return {
    ...city,
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
