import { isUscc } from "#values/codes";
import { instead } from "#values/spelling";
import {
  elementsOf,
  joinedRoles,
  kindsOf,
  type CodeEntry,
  type ItemDefinition,
  type KindDefinition,
  type LicenceType,
  type Pack,
  type RoleDefinition,
  type Service,
} from "#content/pack";
import type { Elements, Kind } from "#content/kind";
import type { RegisterDefinition } from "#register/register";
import type { Vocabulary } from "./vocabulary.ts";

/** Units of the city and who can work there: `${unit} ${role}` for every role held. */
export interface City {
  units: ReadonlySet<string>;
  /** Who holds what: "UNIT ROLE"; undefined where nobody is appointed yet. */
  holders?: ReadonlySet<string>;
  /** Accounts of staff, where they are known. */
  staff?: ReadonlySet<string>;
}

/** What a pack may refer to: registers and licence types of all packs that are loaded together, what flows may say, and the city's units when known. */
export interface Surroundings {
  registers: ReadonlyMap<string, RegisterDefinition>;
  licences: ReadonlyMap<string, LicenceType>;
  kinds: ReadonlyMap<string, KindDefinition>;
  /** Roles of staff that packs declare, beside those whose works kinds have. */
  roles?: ReadonlyMap<string, RoleDefinition>;
  /** Items of all packs by id, and the packs; unknown where packs are not looked at together. */
  items?: ReadonlyMap<string, Service>;
  packs?: ReadonlySet<string>;
  /** Code lists that packs bring, by name. */
  codes?: ReadonlyMap<string, readonly CodeEntry[]>;
  /** 数据元 that kinds may ask for by name. */
  elements?: Elements;
  vocabulary: Vocabulary;
  city?: City;
  /** Which packs bring something of a name: `register food-operator` → names of packs. Unknown where packs are not looked at together. */
  bringers?: ReadonlyMap<string, readonly string[]>;
}

/** What a pack brings, by kind and id. */
export function broughtBy({ manifest, registers, licences, kinds, codes, indicators, services, watches }: Pack): string[] {
  const named = (kind: string, things: readonly { id: string }[]): string[] => things.map(({ id }) => `${kind} ${id}`);
  return [
    `pack ${manifest.id}`,
    ...named("register", registers),
    ...named("licence", licences),
    ...named("kind", kinds),
    ...Object.keys(codes).map((id) => `code ${id}`),
    ...named("indicator", indicators),
    ...named(
      "item",
      services.map(({ item }) => item),
    ),
    ...named("watch", watches),
  ];
}

/** Which packs of those that are installed together bring what: nothing should be there twice. */
export function bringersOf(packs: readonly Pack[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const pack of packs) for (const name of broughtBy(pack)) found.set(name, [...(found.get(name) ?? []), pack.manifest.name]);
  return found;
}

/** What all packs together offer to each other. */
export function surroundingsOf(packs: readonly Pack[], vocabulary: Vocabulary, city?: City): Surroundings {
  return {
    registers: new Map(packs.flatMap(({ registers }) => registers.map((register) => [register.id, register]))),
    licences: new Map(packs.flatMap(({ licences }) => licences.map((licence) => [licence.id, licence]))),
    kinds: kindsOf(packs),
    roles: joinedRoles(packs.flatMap(({ roles }) => Object.entries(roles))),
    codes: new Map(packs.flatMap(({ codes }) => Object.entries(codes))),
    items: new Map(packs.flatMap(({ services }) => services.map((service) => [service.item.id, service]))),
    elements: elementsOf(packs),
    packs: new Set(packs.map(({ manifest }) => manifest.id)),
    vocabulary,
    ...(city && { city }),
  };
}

/** The kind of an item; undefined where no pack brings it. */
export function kindIn({ kinds }: Surroundings, { item }: Pick<ItemDefinition, "item">): Kind | undefined {
  return kinds.get(item.kind)?.kind;
}

/** What is wrong with a unit's code: a USCC, with "-NN" for a section inside the unit. */
export function unitFault(code: string, city: City | undefined): string | undefined {
  if (!/^[0-9A-Z]{18}(-\d{2})?$/.test(code) || !isUscc(code.slice(0, 18))) return `“${code}”不是有效的机构代码，校验码不对`;
  return city && !city.units.has(code) ? `本市没有代码为 ${code} 的机构。${instead(code, city.units)}` : undefined;
}

/** The city's units and roles out of a description of the city (city.yaml): units, and staff with their duties. */
export function cityOf({
  units,
  staff,
}: {
  units: { code: string }[];
  staff: { username?: string; duties: { role: string; unit: string }[] }[];
}): Required<City> {
  return {
    units: new Set(units.map(({ code }) => code)),
    holders: new Set(staff.flatMap(({ duties }) => duties.map(({ role, unit }) => `${unit} ${role}`))),
    staff: new Set(staff.flatMap(({ username }) => username ?? [])),
  };
}
