import type { PacksOfCity } from "#content/author";
import { demoCast, demoCity } from "../seed/people.ts";
import type { CityFolder } from "./folder.ts";

/** The packs that a city uses. Their examples are played by invented people, of whom the city itself never hears. */
export function packsOf({ packs, replace, units, cast: own }: CityFolder): PacksOfCity {
  const cast = demoCast();
  return {
    folders: packs,
    replace,
    city: { units: new Set(units.map(({ code }) => code)), staff: new Set(demoCity().staff.map(({ username }) => username)) },
    cast: own ? { people: new Map([...cast.people, ...own.people]), organisations: new Map([...cast.organisations, ...own.organisations]) } : cast,
  };
}
