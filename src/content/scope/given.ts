import { CORE_ACTS, type Kind } from "#content/kind";
import type { Graph } from "#process/graph";
import { ANY, join, NUMBER, oneOf, recordOf, TEXT, type RecordType, type Type } from "#language/typing";
import { answersType } from "./field-type.ts";
import { GIVEN, resultType } from "./flow-scope.ts";
import type { Surroundings } from "./surroundings.ts";

/** What code hands to acts of every kind besides: by how much a clock is longer, which stop it is, by which channel it came. */
const CORE: Readonly<Record<string, Readonly<Record<string, Type>>>> = {
  submitted: { channel: TEXT },
  extended: { by: TEXT, clock: TEXT, days: NUMBER, reason: TEXT },
  stopped: { stop: TEXT, basis: TEXT },
  resumed: { stop: TEXT, basis: TEXT, result: TEXT, days: NUMBER, reason: TEXT },
  terminated: { reason: TEXT, basis: TEXT },
};

/** What stops hand to the act as which they begin or end: what they ask for, and their own words. */
function ofStops(act: string, { stops }: Kind): RecordType[] {
  return Object.values(stops).flatMap(({ asks, started = "stopped", ended = "resumed" }) => {
    if (ended === act) return [recordOf(CORE["resumed"]!)];
    return started === act ? [recordOf({ ...(answersType(asks, { personal: "hidden" }) as RecordType).entries, ...CORE["stopped"] })] : [];
  });
}

/** A name that results have: what any of them may hold, since who reads it does not know which of them it was. */
function together(results: readonly RecordType[]): Record<string, Type> {
  const entries: Record<string, Type> = {};
  for (const result of results)
    for (const [name, type] of Object.entries(result.entries)) entries[name] = Object.hasOwn(entries, name) ? join(entries[name]!, type) : type;
  return entries;
}

/** Whether a flow calls an act, which then stands behind whatever led there. */
function isCalled(act: string, graphs: readonly Graph[]): boolean {
  return graphs.some(({ nodes }) => Object.values(nodes).some((node) => node.kind === "service" && node.act === act));
}

/**
 * The result that led to an act, as what the act brings sees it under the plain names of its fields: that of the outcomes which name the act; of one that a
 * flow calls, or that every kind has, the result of any work. Of a kind without a flow of its own nobody knows who calls it.
 * @param personal whether personal answers are seen: by the paper of an act that outcomes name, and by nothing else
 */
export function givenType(act: string, kind: Kind, graphs: readonly Graph[], { vocabulary }: Surroundings, personal: "hidden" | "seen" = "hidden"): RecordType {
  const works = Object.values(kind.works);
  const stopping = ofStops(act, kind);
  const led = works.flatMap((work) =>
    Object.entries(work.outcomes).flatMap(([outcome, { act: own = work.act ?? "done" }]) => (own === act ? [resultType(work, outcome, personal)] : [])),
  );
  const isOpen = graphs.length === 0 || isCalled(act, graphs) || Object.hasOwn(CORE_ACTS, act);
  if (!isOpen) return recordOf(together([...led, ...stopping]), { called: "这一步的结果里" });
  const others = Object.values(vocabulary.acts).map(({ gives }) =>
    recordOf(Object.fromEntries(Object.entries(gives).map(([name, given]) => [name, GIVEN[given]]))),
  );
  const any = { ...together([...works.map((work) => resultType(work)), ...others, ...stopping]), ...CORE[act] };
  const outcomes = works.flatMap((work) => Object.keys(work.outcomes));
  return recordOf({ ...any, outcome: outcomes.length > 0 ? oneOf(outcomes) : ANY }, { called: "这一步的结果里" });
}
