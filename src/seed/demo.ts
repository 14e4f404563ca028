import { readFileSync } from "node:fs";
import { join } from "node:path";
import { importItems } from "#content/catalogue";
import { beginCity, cityIsReady } from "#people/city";
import { appoint, packRoles, placeOrganisation, roleName } from "#people/duty";
import { codeNow, createStaff } from "#people/identity";
import { indexItems } from "#content/search";
import { SIMULATION, simulatedSwitchboard, SWITCHBOARD } from "#matter/call";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { DEMO_CODE } from "#sites/console";
import { DEMO_PEOPLE } from "#sites/portal";
import type { City } from "../city.ts";
import { demoPacks, installPacks } from "./packs.ts";
import { seedHolders } from "./holders.ts";
import { seedPlaces } from "./places.ts";
import { demoCast, demoCity, DEMO_PASSWORD, DEMO_TOTP } from "./people.ts";
import { seedMatters } from "./matters.ts";
import { seedOrders } from "./orders.ts";
import { seedResidents } from "./residents.ts";
import { seedRoster } from "./roster.ts";
import { seedRows } from "./rows.ts";
import { seedSealRegister } from "./seal-register.ts";
import { seedSeals } from "./seals.ts";

async function seedStaff(city: City): Promise<void> {
  const ctx = city.ctx();
  const { areas, units, staff } = demoCity();
  await placeOrganisation(ctx, areas, units);
  for (const { username, name, unit, post, duties } of staff) {
    const { staffId } = await createStaff(ctx, { username, name, password: DEMO_PASSWORD, totpSecret: DEMO_TOTP });
    for (const duty of duties) await appoint(ctx, { ...duty, staffId, post, postUnit: unit, fromDay: "2026-01-01" });
  }
}

// What the demo city can only tell about: names from the national catalogue of government service items, departments and codes invented.
async function seedGuides(city: City): Promise<void> {
  await importItems(city.ctx(), readFileSync(join(import.meta.dirname, "../../demo/guides.tsv"), "utf8"), "guides.tsv");
  await indexItems(city.ctx());
}

/**
 * Seeds the demo city into an empty database, once. Packs are
 * installed at every start: a changed one becomes a new version. With `stories`, matters at every
 * stage are lived as well, guides to what other offices do come in, and the map is that of the whole city.
 */
export async function seedDemo(
  city: City,
  { stories = false, map = stories ? "whole" : "small" }: { stories?: boolean; map?: "small" | "whole" } = {},
): Promise<string> {
  const ctx = city.ctx();
  if (!(await beginCity(ctx, "demo", demoCity().city))) throw new Error(`${city.config.dataDir} is a city in earnest: nothing of the demo goes into it`);
  await city.named();
  const seeded = await first(ctx.db, "select 1 as one from duty.areas limit 1");
  const packs = join(import.meta.dirname, "../../packs");
  // Staff are appointed to roles that packs bring.
  await installPacks(city, demoPacks(packs));
  if (!seeded) await seedStaff(city);
  // A demo city from before there was a map gets one too.
  if (!(await first(ctx.db, "select 1 as one from cell.outlines limit 1"))) await seedPlaces(city, { small: map === "small" });
  if (!(await first(ctx.db, "select 1 as one from cell.holders limit 1"))) await seedHolders(city);
  if (!seeded) {
    await seedSeals(city);
    await seedResidents(city.ctx());
    await seedRows(city.ctx());
    await seedRoster(city.ctx());
    if (stories) await seedGuides(city);
    if (stories) await seedMatters(city, packs);
    if (stories) await seedOrders(city, packs);
    if (stories) await seedSealRegister(city);
  }
  await cityIsReady(ctx);
  return accounts(ctx);
}

/** Numbers from which somebody telephones in the demo city: no such number is given to anybody. */
const CALLERS = ["19900000107", "19900000108", "09908000231"];

/** Lets a demo city offer its people on the portal, show the one-time code of its staff, and ring at its seats. */
export function showDemo({ ports }: City): void {
  ports.plug(
    DEMO_PEOPLE,
    [...demoCast().people.values()].map(({ name, id_number: idNumber, note = "" }) => ({ name, idNumber, note })),
  );
  ports.plug(DEMO_CODE, (ctx) => codeNow(ctx, DEMO_TOTP));
  const board = simulatedSwitchboard({ callers: CALLERS });
  ports.plug(SWITCHBOARD, board);
  ports.plug(SIMULATION, board);
}

/** The demo accounts as they are printed at the start: one of each role. */
async function accounts(ctx: Ctx): Promise<string> {
  const packs = await packRoles(ctx);
  const { staff } = demoCity();
  const first = new Map(staff.toReversed().flatMap(({ username, duties }) => duties.map(({ role }) => [role, username] as const)));
  const listed = [...first].toReversed().map(([role, username]) => `${roleName(role, packs)} ${username}`);
  return `
  Citizens sign in on the portal by choosing a name (林秀英, 陈小满 …): the demo identity.
  Staff: password ${DEMO_PASSWORD}, the sign-in page shows the one-time code.
    ${listed.join(" · ")}
`;
}
