import { isActivity, type Graph } from "#process/graph";
import { explore, type Exploration } from "./exploration.ts";

/** What is wrong with a process whatever its data. */
export type ProblemKind = "stuck" | "broken" | "doubled" | "dead" | "unbounded";

/** A problem: the element it is about, in words, and the way that leads there (keys of nodes and edges, as steps give them in `passed`). */
export interface Problem {
  kind: ProblemKind;
  element: string;
  zh: string;
  en: string;
  path: string[];
}

/** Sound, or not and why. `whole` is false where the process has more standings than were looked at: then nothing is said about the rest. */
export interface Judgement {
  sound: boolean;
  whole: boolean;
  standings: number;
  problems: Problem[];
}

/** Standings looked at before giving up: a process of an office has some dozens, ten parallel branches a thousand. */
const MOST = 5000;

/**
 * Whether a process can always come to its end, ends properly, and uses all of its work (soundness, van der Aalst): no join that waits for ever, no
 * step that waits twice at once, no work that can never begin. Data is left out: a condition may always turn out either way. Whatever does
 * not wait at a join comes to an end, since a graph has a way to an end from each of its nodes (the compiler refuses others).
 */
export function judge(graph: Graph, most = MOST): Judgement {
  const found = explore(graph, most);
  const problems = [...unbounded(graph, found), ...breakdowns(graph, found), ...doubled(graph, found), ...dead(graph, found)];
  return { sound: problems.length === 0, whole: found.whole, standings: found.standings.length, problems };
}

function nameOf(graph: Graph, key: string): string {
  const node = graph.nodes[key];
  return node?.name || node?.id || key;
}

/** The way from the beginning to a standing. */
function pathTo({ standings }: Exploration, at: number | undefined): string[] {
  const parts: string[][] = [];
  for (let here = at; here !== undefined; here = standings[here]?.from) parts.unshift(standings[here]?.passed ?? []);
  return [...new Set(parts.flat())];
}

function firstOf<T>(list: T[], key: (each: T) => string): T[] {
  const seen = new Set<string>();
  return list.filter((each) => !seen.has(key(each)) && seen.add(key(each)));
}

function unbounded(graph: Graph, found: Exploration): Problem[] {
  if (found.crowded === undefined) return [];
  const { state } = found.standings[found.crowded]!;
  const counts = new Map<string, number>();
  for (const { node } of [...state.active, ...state.held]) counts.set(node, (counts.get(node) ?? 0) + 1);
  const [element = ""] = [...counts].toSorted(([, a], [, b]) => b - a)[0] ?? [];
  const name = nameOf(graph, element);
  const zh = `“${name}”这里会越积越多，流程没有上限：有循环在不停地分出新的分支。`;
  return [{ kind: "unbounded", element, zh, en: `${element}: tokens gather without bound`, path: pathTo(found, found.crowded) }];
}

function breakdowns(graph: Graph, found: Exploration): Problem[] {
  const problems = found.breakdowns.map(({ code, message, from, waiting }): Problem => {
    const stuck = code === "FLOW_STUCK";
    const [last] = waiting;
    const element = (stuck ? joinAfter(graph, last) : undefined) ?? last ?? graph.process;
    const name = nameOf(graph, element);
    const after = last === undefined ? "" : `“${nameOf(graph, last)}”之后，`;
    const zh = stuck ? `${after}流程停在“${name}”：汇合处再也等不到另一条分支。` : `${after}${message}`;
    const en = stuck ? `${element}: the join waits for a branch that cannot come` : `${element}: ${code}`;
    return { kind: stuck ? "stuck" : "broken", element, zh, en, path: [...new Set([...pathTo(found, from), ...waiting, element])] };
  });
  return firstOf(problems, ({ kind, element, en }) => `${kind} ${element} ${en}`);
}

/** The first join that a token meets behind a node. */
function joinAfter(graph: Graph, from: string | undefined): string | undefined {
  const seen = new Set<string>();
  const open = [...(graph.nodes[from ?? ""]?.out ?? [])];
  for (let edge = open.shift(); edge !== undefined; edge = open.shift()) {
    const node = graph.nodes[graph.edges[edge]?.to ?? ""];
    if (!node || seen.has(node.key)) continue;
    seen.add(node.key);
    if (node.in.length > 1 && (node.kind === "parallel" || node.kind === "inclusive" || node.kind === "complex")) return node.key;
    open.push(...node.out);
  }
  return undefined;
}

function doubled(graph: Graph, found: Exploration): Problem[] {
  const problems = found.standings.flatMap(({ state }, at) => {
    const seen = new Set<string>();
    return state.active.flatMap((active): Problem[] => {
      const node = graph.nodes[active.node];
      const place = `${active.node} ${active.frame}`;
      const single =
        node &&
        isActivity(node) &&
        !("of" in active && active.of !== undefined) &&
        !("host" in active && active.host !== undefined) &&
        !isAdHoc(graph, state, active.frame);
      if (!single || !seen.has(place)) {
        if (single) seen.add(place);
        return [];
      }
      const zh = `“${nameOf(graph, active.node)}”会同时等两次：并行的分支没有先汇合就走到了一处。`;
      return [{ kind: "doubled", element: active.node, zh, en: `${active.node}: can wait twice at once`, path: pathTo(found, at) }];
    });
  });
  return firstOf(problems, ({ element }) => element);
}

function isAdHoc(graph: Graph, { active }: Exploration["standings"][number]["state"], frame: string): boolean {
  const holder = active.find((each) => each.id === frame);
  const node = holder && graph.nodes[holder.node];
  return node?.kind === "sub" && node.adHoc !== undefined;
}

function dead(graph: Graph, found: Exploration): Problem[] {
  if (!found.whole || found.breakdowns.length > 0) return [];
  return Object.values(graph.nodes).flatMap((node): Problem[] => {
    if (!isActivity(node) || node.compensates || found.begun.has(node.key)) return [];
    const zh = `“${node.name || node.id}”永远轮不到：没有哪条路能走到这里。`;
    return [{ kind: "dead", element: node.key, zh, en: `${node.key}: can never begin`, path: [] }];
  });
}
