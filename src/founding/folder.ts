import { existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { JsonSchema } from "#content/form";
import { faultsOf, faultText, yamlSource, type Fault, type Source } from "#content/pack";
import { readCast, type Cast } from "#content/rehearsal";
import { markOf, type Identity } from "#people/city";
import { packFolders } from "#content/author";
import { shippedFaults, SHIPPED } from "./shipped.ts";
import { areaFaults, unitFaults } from "./organisation-faults.ts";
import { rowsIn, type Rows } from "./organisation-list.ts";

/** One of the three who begin: 系统管理员, 安全管理员, 审计员. */
export interface Administrator {
  username: string;
  name: string;
  role: "administrator" | "security-administrator" | "auditor";
  unit: string;
}

export interface Area {
  code: string;
  name: string;
  level: number;
  parent?: string;
}

export interface Unit {
  code: string;
  name: string;
  short: string;
  area: string;
  parent?: string;
}

/** 撤并: from a day on another unit does the work. */
export interface Merger {
  unit: string;
  heir: string;
  from: string;
  reason: string;
}

/** Everything that a city begins with, as its folder says it. */
export interface CityFolder {
  folder: string;
  identity: Identity;
  /** Where the public reaches it; undefined where the environment says so. */
  address: string | undefined;
  areas: Area[];
  units: Unit[];
  mergers: Merger[];
  administrators: Administrator[];
  /** Folders of packs: those that ship, by name, and those that lie in the folder. */
  packs: string[];
  /** For codes of units and areas that packs were written with, those of this city. */
  replace: ReadonlyMap<string, string>;
  /** Bodies that get a seal made. */
  seals: string[];
  days: { day: string; worked: boolean; note: string }[];
  /** Invented people whom the examples of the city's own packs are played by. */
  cast: Cast | undefined;
}

const text = (most: number): JsonSchema => ({ type: "string", minLength: 1, maxLength: most });
const object = (properties: Record<string, JsonSchema>, required: readonly string[] = []): JsonSchema => ({
  type: "object",
  additionalProperties: false,
  properties,
  required: [...required],
});
const list = (items: JsonSchema): JsonSchema => ({ type: "array", items });
const code: JsonSchema = { type: "string", pattern: "^[0-9A-Z]{18}(-\\d{2})?$" };
const day: JsonSchema = { type: "string", format: "date" };

const SCHEMA: JsonSchema = object(
  {
    city: object({ name: text(20), portal: text(30), mark: text(8), publisher: text(60), hotline: text(20), note: text(100) }, ["name", "publisher"]),
    address: { type: "string", pattern: "^https?://[^/?#]+$" },
    areas: text(100),
    units: text(100),
    mergers: list(object({ unit: code, heir: code, from: day, reason: text(200) }, ["unit", "heir", "from", "reason"])),
    administrators: list(
      object({ username: text(31), name: text(30), role: { enum: ["administrator", "security-administrator", "auditor"] }, unit: code }, [
        "username",
        "name",
        "role",
        "unit",
      ]),
    ),
    packs: list(text(40)),
    replace: { type: "object", propertyNames: { pattern: "^([0-9A-Z]{18}(-\\d{2})?|\\d{12})$" }, additionalProperties: text(21) },
    seals: list(code),
    days: list(object({ day, worked: { type: "boolean" }, note: text(100) }, ["day", "worked", "note"])),
  },
  ["city", "areas", "units", "administrators"],
);

interface Written {
  city: Partial<Identity> & Pick<Identity, "name" | "publisher">;
  address?: string;
  areas: string;
  units: string;
  mergers?: Merger[];
  administrators: Administrator[];
  packs?: string[];
  replace?: Record<string, string>;
  seals?: string[];
  days?: CityFolder["days"];
}

const ROLES = { administrator: "系统管理员", "security-administrator": "安全管理员", auditor: "审计员" } as const;

/** Three hands: each role once or more, each account one role. */
function administratorFaults({ administrators }: Written, fault: (path: (string | number)[], message: string) => Fault): Fault[] {
  const missing = Object.entries(ROLES).filter(([role]) => !administrators.some((each) => each.role === role));
  const seen = new Map<string, string>();
  return [
    ...missing.map(([role, word]) => fault(["administrators"], `少一位${word}（role: ${role}）：三员分立，系统、安全、审计各由一人担任`)),
    ...administrators.flatMap(({ username, role }, i) => {
      if (!/^[a-z][a-z0-9._-]{1,30}$/.test(username))
        return [fault(["administrators", i, "username"], `账号“${username}”要以小写字母开头，2 到 31 位字母、数字、点或横线`)];
      const before = seen.get(username);
      seen.set(username, role);
      return before === undefined
        ? []
        : [fault(["administrators", i, "username"], `“${username}”已经是${ROLES[before as keyof typeof ROLES]}，三员不能由同一个人担任`)];
    }),
  ];
}

/** What the file itself says that cannot be, once areas and units are known. */
function contentFaults(written: Written, source: Source, areas: Rows<Area>, units: Rows<Unit>): Fault[] {
  const fault = (path: (string | number)[], message: string): Fault => ({ file: source.file, line: source.lineAt(path), message });
  const known = new Set(units.rows.map(({ value }) => value.code));
  const unknown = (path: (string | number)[], unit: string): Fault[] =>
    units.faults.length > 0 || known.has(unit) ? [] : [fault(path, `单位表里没有 ${unit}`)];
  const top = areas.rows.filter(({ value }) => value.level === 1);
  return [
    ...administratorFaults(written, fault),
    ...written.administrators.flatMap(({ unit }, i) => unknown(["administrators", i, "unit"], unit)),
    ...(written.mergers ?? []).flatMap(({ unit, heir }, i) => [...unknown(["mergers", i, "unit"], unit), ...unknown(["mergers", i, "heir"], heir)]),
    ...(written.seals ?? []).flatMap((unit, i) => unknown(["seals", i], unit)),
    ...(written.packs ?? []).flatMap((name, i) => shippedFaults(name, written.replace ?? {}).map((message) => fault(["packs", i], message))),
    ...Object.entries(written.replace ?? {}).flatMap(([code, own]) =>
      known.has(own) || areas.rows.some(({ value }) => value.code === own) || units.faults.length + areas.faults.length > 0
        ? []
        : [fault(["replace", code], `单位表和区划表里都没有 ${own}`)],
    ),
    ...(areas.faults.length === 0 && top.length !== 1 ? [fault(["areas"], `区划表里要有且只有一个 1 级（本市），这里有 ${top.length} 个`)] : []),
  ];
}

/**
 * Reads the folder of a city: `city.yaml`, the lists of areas and units that it names (.csv, .tsv, .xlsx), `packs/`, `people.yaml`. Gives what it says, or
 * everything that is wrong with it, as file:line: sentence. Writes nothing.
 */
export async function readCityFolder(given: string): Promise<{ city?: CityFolder; faults: string[] }> {
  const folder = resolve(given);
  const at = join(folder, "city.yaml");
  if (!existsSync(at)) return { faults: [`${at}:1: 没有这个文件。一座城市从 city.yaml 开始，写法见 docs/guides/operating.md`] };
  const source = yamlSource(at, readFileSync(at, "utf8"));
  const shape = faultsOf({ schema: SCHEMA }, source);
  if (shape.length > 0) return { faults: shape.map(faultText) };
  const written = source.value as Written;
  const [areas, units] = [await rowsIn(folder, written.areas, "areas"), await rowsIn(folder, written.units, "units")];
  const faults = [
    ...areas.faults,
    ...units.faults,
    ...(areas.faults.length === 0 ? areaFaults(areas) : []),
    ...(areas.faults.length === 0 && units.faults.length === 0 ? unitFaults(units, areas) : []),
    ...contentFaults(written, source, areas, units),
  ];
  if (faults.length > 0) return { faults: faults.map(faultText) };
  const { name, publisher, portal = `${name}一网通办`, mark = markOf(name), hotline = "12345", note = "" } = written.city;
  const own = join(folder, "packs");
  const people = join(folder, "people.yaml");
  return {
    faults: [],
    city: {
      folder,
      identity: { name, portal, mark, publisher, hotline, note },
      address: written.address,
      areas: areas.rows.map(({ value }) => value),
      units: units.rows.map(({ value }) => value),
      mergers: written.mergers ?? [],
      administrators: written.administrators,
      replace: new Map(Object.entries(written.replace ?? {})),
      packs: [...(written.packs ?? []).map((each) => join(SHIPPED, each)), ...(existsSync(own) && statSync(own).isDirectory() ? packFolders(own) : [])],
      seals: written.seals ?? [],
      days: written.days ?? [],
      cast: existsSync(people) ? readCast(readFileSync(people, "utf8")) : undefined,
    },
  };
}
