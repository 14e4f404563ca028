import { beginCity, cityIsReady, findCity } from "#people/city";
import { listMergers, mergeUnit, organisationNow, placeOrganisation } from "#people/duty";
import { activateSeal, applyForSeal, approveSeal, findActiveSeal, makeSeal, PURPOSES, type SealPurpose } from "#trust/seal";
import { recountAll } from "#matter/recount";
import { calendarNow, setDay } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import type { City } from "../city.ts";
import { installPacks } from "../seed/packs.ts";
import { seedAdministrators, type FirstSignIn } from "./administrators.ts";
import type { CityFolder } from "./folder.ts";
import { packsOf } from "./packs.ts";

/** What came of a start. */
export interface Founded {
  /** Administrators who have yet to sign in, with their passwords for the first time. */
  signIns: FirstSignIn[];
  /** Packs that were left out, each told with its faults. */
  left: number;
}

/** Units that are merged from a day on, each once. */
async function merge(city: City, { mergers }: CityFolder): Promise<void> {
  const ctx = city.ctx();
  const known = new Set((await listMergers(ctx)).map(({ unit }) => unit));
  for (const { unit, heir, from, reason } of mergers) if (!known.has(unit)) await mergeUnit(ctx, { unit, heir, fromDay: from, reason });
}

// The seal of a body's own name may stand under anything.
const EVERY_PURPOSE = Object.keys(PURPOSES) as SealPurpose[];

/** A seal for each body that is named and has none. */
async function makeSeals(city: City, { seals }: CityFolder): Promise<void> {
  const ctx = city.ctx();
  const organisation = await organisationNow(ctx);
  for (const unit of new Set(seals.map((each) => organisation.bodyOf(each)?.unit ?? each))) {
    if (await findActiveSeal(ctx, unit, "unit", EVERY_PURPOSE[0]!)) continue;
    await transaction(ctx, async (inner) => {
      const id = await applyForSeal(inner, { kind: "unit", unit, purposes: EVERY_PURPOSE, reason: "城市启用时制作的电子印章" });
      await approveSeal(inner, id, "按城市启用方案制作");
      await makeSeal(inner, id);
      await activateSeal(inner, id);
    });
  }
}

/** Days that the city works or rests beside what the State Council has announced. What runs already is counted anew by them. */
async function setDays(ctx: Ctx, { days }: CityFolder): Promise<void> {
  const calendar = await calendarNow(ctx);
  const others = days.filter(({ day, worked }) => calendar.isWorkday(day) !== worked);
  for (const { day, worked, note } of others) await setDay(ctx, day, worked, note);
  if (others.length > 0 && (await findCity(ctx))?.readyAt) await recountAll(ctx);
}

/**
 * Begins a city by its folder, or brings one that has begun up to what its folder says now. Each step is done whole or not at all and finds what was done before,
 * so that a start that was killed goes on where it stopped; only after the last is the city ready.
 * @throws Error where the data folder holds the demo city, or a city that nobody began by this name
 */
export async function foundCity(city: City, folder: CityFolder): Promise<Founded> {
  const ctx = city.ctx();
  const begun = await findCity(ctx);
  // A demo of before it was said who a city is.
  const demo = begun ? begun.standing === "demo" : (await organisationNow(ctx)).areas.size > 0;
  if (demo || !(await beginCity(ctx, "earnest", folder.identity)))
    throw new Error(`${city.config.dataDir} holds the demo city: give a city in earnest a DATA_DIR of its own`);
  await city.named();
  await placeOrganisation(ctx, folder.areas, folder.units);
  await merge(city, folder);
  await setDays(ctx, folder);
  const left = await installPacks(city, packsOf(folder));
  await makeSeals(city, folder);
  const signIns = await seedAdministrators(ctx, folder);
  await cityIsReady(ctx);
  return { signIns, left };
}
