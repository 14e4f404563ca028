import type { FieldDefinition } from "#content/form";
import { withPersonal } from "./asked.ts";
import { CORE_LINKS, CORE_STATES } from "./core.ts";
import type { Channel, ClockKind, Kind, KindAct, LinkKind, Outcome, PartyRole, Starting, State, StopKind, Work } from "./kind.ts";

type Written = Record<string, unknown>;
type Named<T> = Record<string, T>;

function isMap(value: unknown): value is Written {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A map in which a bare text stands for `{word: text}`; what is no map is left for the schema to refuse. */
function worded(value: unknown): unknown {
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([id, each]) => [id, typeof each === "string" ? { word: each } : each]));
}

function mapped(value: unknown, change: (each: Written, id: string) => unknown): unknown {
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([id, each]) => [id, isMap(each) ? change(each, id) : each]));
}

const listed = (value: unknown): unknown => (value === undefined || Array.isArray(value) || isMap(value) ? value : [value]);

/** `pay` or `{pay: serve.served_on}` as `{clock, from}`. */
function starting(value: unknown): unknown {
  if (typeof value === "string") return { clock: value };
  if (!isMap(value) || "clock" in value) return value;
  const [entry, more] = Object.entries(value);
  return entry && !more ? { clock: entry[0], from: entry[1] } : value;
}

const drop = (value: Written): Written => Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));

/** A kind as it is written, with every shorthand written out and nothing else changed: what the schema is asked about. */
export function unfolded(written: unknown): unknown {
  if (!isMap(written)) return written;
  return drop({
    ...written,
    channels: mapped(written["channels"], (channel) => drop({ ...channel, by: listed(channel["by"]) })),
    parties: mapped(worded(written["parties"]), (party) => drop({ ...party, count: party["count"] === 1 ? "1" : party["count"] })),
    states: worded(written["states"]),
    works: mapped(worded(written["works"]), (work) => drop({ ...work, outcomes: worded(work["outcomes"]) })),
    acts: mapped(worded(written["acts"]), (act) =>
      drop({ ...act, starts: Array.isArray(act["starts"]) ? act["starts"].map(starting) : act["starts"], flags: listed(act["flags"]) }),
    ),
    clocks: mapped(written["clocks"], (clock) =>
      drop({
        ...clock,
        marks: Array.isArray(clock["marks"])
          ? clock["marks"].map((mark: unknown) => (isMap(mark) ? drop({ ...mark, tells: listed(mark["tells"]) }) : mark))
          : clock["marks"],
      }),
    ),
    stops: mapped(worded(written["stops"]), (stop) => drop({ ...stop, tells: listed(stop["tells"]) })),
    links: mapped(worded(written["links"]), (link) => drop({ ...link, to: link["to"] === "any" ? "any" : listed(link["to"]) })),
  });
}

/** Field definitions by the name of an element: what `asks` may name without defining it. */
export type Elements = Readonly<Record<string, Omit<FieldDefinition, "name"> & { name?: string }>>;

/** Asked fields whose element nobody defines, by where they are asked. */
export interface UnknownElement {
  path: (string | number)[];
  name: string;
}

/** A field as it is asked for: an element by its name, or one that is defined where it is asked. */
function asked(value: unknown, elements: Elements, path: UnknownElement["path"], unknown: UnknownElement[]): FieldDefinition[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown, at): FieldDefinition[] => {
    if (typeof each !== "string") {
      const { use, ...own } = each as FieldDefinition & { use?: string };
      if (use === undefined) return [own as FieldDefinition];
      const element = elements[use];
      if (!element) unknown.push({ path: [...path, at], name: use });
      return element ? [{ ...element, ...own, name: own.name ?? use } as FieldDefinition] : [];
    }
    const element = Object.hasOwn(elements, each) ? elements[each] : undefined;
    if (!element) unknown.push({ path: [...path, at], name: each });
    return element ? [{ ...element, name: each } as FieldDefinition] : [];
  });
}

function each<T>(value: unknown, make: (each: Written, id: string) => T): Named<T> {
  return Object.fromEntries(Object.entries((value ?? {}) as Named<Written>).map(([id, one]) => [id, make(one, id)]));
}

/** Default marks of a clock: yellow near the end of what is long, red when due. */
const MARKS = [{ at: "P0D", light: "red", tells: [] }] as const;

/**
 * A kind with everything written out: shorthands, defaults, elements. Its shape has been checked before.
 * @param id name of its folder
 * @returns the kind, and the elements that it asks for and nobody defines
 */
export function kindOf(id: string, written: unknown, elements: Elements): { kind: Kind; unknown: UnknownElement[] } {
  const whole = unfolded(written) as Written;
  const unknown: UnknownElement[] = [];
  const fields = (value: unknown, ...path: UnknownElement["path"]): FieldDefinition[] => asked(value, elements, path, unknown);
  const states: Named<State> = {
    draft: CORE_STATES["draft"]!,
    // A state that every kind has stays what it is, under another word.
    ...each(whole["states"], (state, id) => ({ phase: "open", ...CORE_STATES[id], ...state }) as State),
  };
  for (const [name, state] of Object.entries(CORE_STATES)) states[name] ??= state;
  const kind: Kind = {
    id,
    name: String(whole["name"]),
    ...(whole["said"] !== undefined && { said: String(whole["said"]) }),
    number: String(whole["number"] ?? "{city}{yyyymmdd}{serial:6}"),
    title: String(whole["title"] ?? "{item.name}"),
    guide: whole["guide"] === true,
    situations: whole["situations"] === true,
    channels: each(whole["channels"] ?? { online: { by: ["person"] } }, (channel) => channel as unknown as Channel),
    parties: each(whole["parties"], (party) => ({ from: "actor", count: "1", follows: false, guarded: false, ...party }) as PartyRole),
    ...(whole["place"] !== undefined && { place: String(whole["place"]) }),
    subjects: (whole["subjects"] ?? []) as string[],
    ...(whole["unit"] !== undefined && { unit: String(whole["unit"]) }),
    items: (whole["items"] ?? {}) as Record<string, string>,
    ...(whole["item_words"] !== undefined && { item_words: whole["item_words"] as Record<string, string> }),
    priorities: (whole["priorities"] ?? ["普通"]) as string[],
    confidentiality: (whole["confidentiality"] ?? "internal") as Kind["confidentiality"],
    retention: String(whole["retention"] ?? "P10Y"),
    ...(whole["appeal"] !== undefined && { appeal: whole["appeal"] as NonNullable<Kind["appeal"]> }),
    states,
    works: each(
      whole["works"],
      (work, name) =>
        ({
          ...work,
          asks: fields(work["asks"], "works", name, "asks"),
          rules: work["rules"] ?? [],
          two: work["two"] === true,
          outcomes: each(
            work["outcomes"],
            (outcome, one) =>
              ({
                grave: false,
                aside: false,
                batch: false,
                once: false,
                ...outcome,
                asks: fields(outcome["asks"], "works", name, "outcomes", one, "asks"),
              }) as unknown as Outcome,
          ),
        }) as unknown as Work,
    ),
    acts: each(
      whole["acts"],
      (act) => ({ word: "", starts: [] as Starting[], ends: [], flags: [], keeps: {}, tells: {}, once: false, adverse: [], ...act }) as unknown as KindAct,
    ),
    clocks: each(whole["clocks"], (clock) => {
      const { extends: longer, marks } = clock as Partial<ClockKind>;
      return {
        shown: false,
        ...clock,
        ...(longer && { extends: { ...longer, times: longer.times ?? 1, by: longer.by ?? "direct" } }),
        marks: marks?.map((mark) => ({ ...mark, tells: mark.tells ?? [] })) ?? [...MARKS],
      } as unknown as ClockKind;
    }),
    stops: each(
      whole["stops"],
      (stop, name) =>
        ({ by: "works", clocks: "all", works: false, tells: [], ...stop, asks: fields(stop["asks"], "stops", name, "asks") }) as unknown as StopKind,
    ),
    links: { ...CORE_LINKS, ...each(whole["links"], (link) => ({ to: "any", ...link }) as unknown as LinkKind) } as Named<LinkKind>,
    flags: (whole["flags"] ?? {}) as Record<string, string>,
    reads: (whole["reads"] ?? {}) as Kind["reads"],
    ...(whole["roster"] !== undefined && { roster: { open: [], ...(whole["roster"] as object) } as unknown as NonNullable<Kind["roster"]> }),
    ...(whole["desk"] !== undefined && { desk: whole["desk"] as NonNullable<Kind["desk"]> }),
  };
  return { kind: withPersonal(kind), unknown };
}
