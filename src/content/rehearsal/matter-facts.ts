import { startOf } from "#kernel/clock";
import { deliveryName, phaseOf } from "#content/kind";
import type { Answers } from "#content/form";
import type { Case } from "#content/pack";
import { codesScope } from "#content/scope";
import { after, brought, factsNow, isAside, standingFirst, type Living, type Standing } from "./life.ts";
import type { Script } from "./play.ts";
import type { Facts, Stage } from "./rehearse.ts";

/** The day on which examples happen that name none: a Monday without holidays near. */
export const EXAMPLE_DAY = "2026-11-23";

/** What somebody whom an answer names is to formulas: nothing personal. */
function partyIn(answer: unknown): { kind: string; label: string } | undefined {
  const [first] = [answer].flat() as unknown[];
  if (typeof first === "string" && first !== "") return { kind: "unit", label: first };
  const inRow = Object.values(Object(first) as object).find((part) => typeof part === "object" && part !== null && "kind" in part) as object | undefined;
  const { kind } = (Object.hasOwn(Object(first) as object, "kind") ? first : (inRow ?? {})) as { kind?: unknown };
  return typeof kind === "string" ? { kind, label: "示例" } : undefined;
}

/** The channel by which an example begins: online where its kind can be begun so, else the first. */
export function channelOf(kind: Stage["kind"], example: Pick<Case, "channel">): string {
  return example.channel ?? (kind && !Object.hasOwn(kind.channels, "online") ? Object.keys(kind.channels)[0]! : "online");
}

/** What formulas see of a matter that has just been handed in: who its parties are, where it lies, its channel. */
export function matterFacts(
  { definition: { item }, kind, papers = [] }: Pick<Stage, "definition" | "kind" | "papers">,
  example: Case,
  answers: Answers,
): Facts {
  const day = example.today ?? EXAMPLE_DAY;
  const channel = channelOf(kind, example);
  const plain = { channel, submitted: day };
  if (!kind) return { matter: plain };
  const beginner = example.organisation ? "organisation" : example.person === "" ? "anonymous" : "person";
  const { as, for: whom } = kind.channels[channel] ?? {};
  const parties = Object.entries(kind.parties).flatMap(([role, { from }]) => {
    const party = from !== "actor" ? partyIn(answers[from]) : role === as || role === whom ? { kind: beginner, label: "示例" } : undefined;
    return party ? [[role, party] as const] : [];
  });
  const place = Object(kind.place === undefined ? undefined : answers[kind.place]) as { area?: string };
  return {
    party: Object.fromEntries(parties),
    reads: Object.fromEntries(Object.keys(kind.reads).map((name) => [name, null])),
    clock: {},
    place: (kind.place !== undefined && answers[kind.place]) ?? null,
    link: {},
    ...codesScope(kind),
    children: [],
    delivery: Object.fromEntries(papers.flatMap(({ id, receipt }) => (receipt ? [[deliveryName(id), { on: day, way: "" }]] : []))),
    now: startOf(day).toISOString(),
    matter: {
      ...plain,
      accepted: null,
      received: startOf(day).toISOString(),
      number: "示例0001",
      priority: typeof example.priority === "string" ? Math.max(0, kind.priorities.indexOf(example.priority)) : (example.priority ?? 0),
      area: place.area ?? item.area,
      unit: item.unit,
      outcome: null,
      phase: phaseOf(kind, standingFirst(kind, item.unit).state),
      state: standingFirst(kind, item.unit).state,
    },
  };
}

/** A life that is followed through a play. */
interface Followed extends Pick<Script, "told" | "aside"> {
  now: () => Standing | undefined;
}

/** How a matter of a kind lives through a play: what its acts bring is what formulas see from then on. */
export function livingOf({ kind, graph }: Pick<Stage, "kind" | "graph">, facts: Facts): Followed {
  if (!kind) return { now: () => undefined };
  const living: Living = { kind, graph };
  let standing = brought(living, "submitted", standingFirst(kind, (facts["matter"] as { unit?: unknown }).unit), facts);
  return {
    now: () => standing,
    told: (happening) => {
      standing = after(living, standing, happening, facts);
      return factsNow(facts, standing);
    },
    aside: (node, result) => isAside(living, node, result),
  };
}
