import { expression } from "#language/feel";
import type { Graph, Node, Trigger } from "#process/graph";

/**
 * A second interpreter, naive and slow, written from the standard's text and sharing nothing with the engine but the types of the graph
 * and FEEL: nested objects that point at each other, tokens in a queue, paths searched anew at every question.
 */

/** The inside of a process or sub-process while it runs. */
export type Region = {
  scope: string;
  /** The activity whose inside it is, and the region in which that lies. */
  owner?: Work;
  parent?: Region;
  vars?: Record<string, unknown>;
  works: Work[];
  held: { node: string; edge: string; spent: boolean }[];
  done: Completion[];
  /** Whether no event sub-process can begin any more, and whether an ad-hoc sub-process begins nothing new. */
  deaf: boolean;
  closing: boolean;
};

/** Something that runs or waits in a region. */
export type Work = {
  node: string;
  /** When it began, among all. */
  serial: number;
  region: Region;
  is: "task" | "service" | "rule" | "wait" | "inside" | "many" | "loop" | "undo";
  inner?: Region;
  /** What waits on a border, or for an event sub-process, is no token. */
  border?: Work;
  aside?: boolean;
  body?: Work;
  index?: number;
  items?: unknown[];
  results?: (readonly [number, unknown])[];
  begun?: number;
  trigger?: Trigger;
  siblings?: Work[];
  gate?: string;
  was?: boolean;
  left?: number;
  rest?: Completion[];
  after?: () => void;
  fired: string[];
};

export type Completion = { node: string; region: Region; inside?: Region; fired: string[]; of?: Work; data?: Record<string, unknown> };
export type Token = { node: string; edge?: string; region: Region; out?: true; goes?: Work };
export type World = { root: Region; queue: Token[]; mail: { message: string; data: unknown }[]; vars: Record<string, unknown>; ended: boolean };

/** What the reference says when the model goes wrong on this data. */
export class Wrong extends Error {}

export abstract class Tree {
  readonly graph: Graph;
  facts: Record<string, unknown> = {};
  world: World;
  count = 0;

  constructor(graph: Graph) {
    this.graph = graph;
    this.world = this.begun();
  }

  begun(): World {
    return { root: this.region(this.graph.process), queue: [], mail: [], vars: {}, ended: false };
  }

  node(key: string): Node {
    return this.graph.nodes[key]!;
  }

  region(scope: string, owner?: Work): Region {
    const outer = owner ? { owner, parent: owner.region } : {};
    return { scope, ...outer, works: [], held: [], done: [], deaf: false, closing: false };
  }

  work(node: string, region: Region, is: Work["is"], more: Partial<Work> = {}): Work {
    this.count += 1;
    const work: Work = { node, serial: this.count, region, is, fired: [], ...more };
    region.works.push(work);
    return work;
  }

  runs(work: Work): boolean {
    return work.region.works.includes(work) && (!work.region.owner || this.runs(work.region.owner));
  }

  /** Ends a work with everything that hangs on it. */
  kill(work: Work): void {
    if (!work.region.works.includes(work)) return;
    work.region.works = work.region.works.filter((each) => each !== work);
    if (work.inner) this.clear(work.inner);
    for (const other of work.region.works) if (other.border === work || other.body === work) this.kill(other);
    work.region.done = work.region.done.filter((completion) => completion.of !== work);
    if (work.is === "undo") for (const other of this.everything()) if (other.body === work) this.kill(other);
  }

  /** Ends everything in a region. */
  clear(region: Region): void {
    for (const work of region.works) this.kill(work);
    region.held = [];
    this.world.queue = this.world.queue.filter((token) => token.region !== region);
  }

  /** All that runs, at any depth, the oldest first. */
  everything(region: Region = this.world.root): Work[] {
    return region.works.flatMap((work) => [work, ...(work.inner ? this.everything(work.inner) : [])]).toSorted((a, b) => a.serial - b.serial);
  }

  seen(region: Region): Record<string, unknown> {
    const { owner, parent } = region;
    if (!owner || !parent) return { ...this.facts, ...this.world.vars };
    const outer = this.node(owner.node).kind === "call" ? this.facts : this.seen(parent);
    return { ...outer, ...this.ofInstance(owner), ...region.vars };
  }

  ofInstance(work: Work): Record<string, unknown> {
    if (!work.body || work.body.is === "undo") return {};
    const node = this.node(work.node);
    const element = "many" in node ? node.many?.element : undefined;
    return { loopCounter: (work.index ?? 0) + 1, ...(element ? { [element]: work.body.items?.[work.index ?? 0] } : {}) };
  }

  keep(region: Region, id: string, value: unknown): void {
    if (region.vars) region.vars[id] = value ?? null;
    else if (region.parent) this.keep(region.parent, id, value);
    else this.world.vars[id] = value ?? null;
  }

  holds(source: string, region: Region, more: Record<string, unknown> = {}): boolean {
    return expression(source)({ ...this.seen(region), ...more }) === true;
  }

  /** Where a work stands, in words that both interpreters can say: its node, its place among instances, and the same of what holds it. */
  label(work: Work): string {
    const index = work.body?.is === "many" ? `#${work.index}` : "";
    const outer = work.region.owner ? `@${this.label(work.region.owner)}` : "";
    return `${work.node}${index}${outer}`;
  }

  /** All that waits for the outside, sorted. */
  waiting(): string[] {
    const waits = this.everything().filter((work) => work.is === "task" || work.is === "service" || work.is === "rule" || work.is === "wait");
    return waits.map((work) => this.label(work)).toSorted();
  }

  find(label: string): Work | undefined {
    return this.everything().find((work) => this.label(work) === label && work.is !== "inside" && work.is !== "many" && work.is !== "loop");
  }
}
