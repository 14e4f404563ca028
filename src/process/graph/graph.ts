/** When a timer fires: after a duration (ISO 8601, "P5WD" for working days, FEEL after "="), at a date (FEEL), or again and again ("R3/PT1H"). */
/** How long, when, how often, or when a named clock of the matter is due. */
export type Moment = { readonly duration: string } | { readonly at: string } | { readonly cycle: string } | { readonly clock: string };

/** What an event waits for. `key`, `when` are FEEL; an error or escalation without a code stands for every one (10.5.5). */
export type Trigger =
  | { readonly on: "timer"; readonly moment: Moment }
  | { readonly on: "message"; readonly message: string; readonly key?: string }
  | { readonly on: "signal"; readonly signal: string }
  | { readonly on: "condition"; readonly when: string }
  | { readonly on: "error"; readonly error?: string }
  | { readonly on: "escalation"; readonly escalation?: string }
  | { readonly on: "compensation" }
  | { readonly on: "cancel" };

/** What an event throws. `data` and `key` are FEEL; `to` is the node or pool at which a message flow ends, `outside` the black box. */
export type Throw =
  | {
      readonly throws: "message";
      readonly message: string;
      readonly data?: string;
      readonly key?: string;
      readonly to?: string;
      readonly outside?: string;
    }
  | { readonly throws: "signal"; readonly signal: string; readonly data?: string }
  | { readonly throws: "error"; readonly error: string; readonly data?: string }
  | { readonly throws: "escalation"; readonly escalation: string; readonly data?: string }
  | { readonly throws: "compensation"; readonly activity?: string; readonly wait: boolean }
  | { readonly throws: "cancel" };

/** An event that instances throw as they complete: each, the first one, or where FEEL says so (`behavior` None, One, Complex). */
export type Report = { readonly first?: true; readonly when?: string; readonly event: Throw };

/** Several instances of one activity: over a list, or a number of them; one after the other or all at once, until `until` holds. `passed`: whether a vote passed. */
export type Many = {
  readonly sequential: boolean;
  readonly collection?: string;
  readonly cardinality?: string;
  readonly element?: string;
  readonly until?: string;
  readonly passed?: string;
  readonly reports?: readonly Report[];
};

/** An activity done again and again as long as `when` holds, looked at before or after, `most` times at most. */
export type Loop = { readonly before: boolean; readonly when: string; readonly most?: number };

/** Moves that a task may allow or not: 退回 取回 转办 委派 加签 跳转. */
export const TASK_MOVES = ["return", "take-back", "hand-over", "delegate", "sign", "jump"] as const;

export type TaskMove = (typeof TASK_MOVES)[number];

/**
 * `key` is unique in the graph (elements of a process from another file carry that process's id and "/" in front), `id` is the
 * element's own id under which its result is stored. `in` and `out` are edges in the order of the file, `otherwise` the default one.
 */
type Common = {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly scope: string;
  readonly in: readonly string[];
  readonly out: readonly string[];
  readonly otherwise?: string;
};

/**
 * `boundary` are the events on its border; `undo` the activity that compensates it; `kept`: its completion is remembered, because it
 * or something in it can be compensated; `compensates`: it does nothing but compensate; `writes`: data objects it fills, `from` in FEEL.
 */
type Activity = Common & {
  readonly many?: Many;
  readonly loop?: Loop;
  readonly boundary: readonly string[];
  readonly undo?: string;
  readonly kept?: true;
  readonly compensates?: true;
  readonly writes?: readonly { readonly to: string; readonly from?: string }[];
};

export type UserNode = Activity & {
  readonly kind: "user";
  /** What is done here, who does it: names of the kind of matter. */
  readonly work: string;
  readonly unit?: string;
  readonly role?: string;
  readonly party?: string;
  readonly checklist?: string;
  readonly limit?: string;
  /** The stop that it holds while it waits. */
  readonly stop?: string;
  /** The moves that may be made with it; all, where nothing is said. */
  readonly moves?: readonly TaskMove[];
};
export type ServiceNode = Activity & { readonly kind: "service"; readonly act: string; readonly input?: string };
export type RuleNode = Activity & { readonly kind: "rule"; readonly decision: string };
export type ScriptNode = Activity & { readonly kind: "script"; readonly script: string };
export type SendNode = Activity & { readonly kind: "send"; readonly event: Throw };
export type ReceiveNode = Activity & { readonly kind: "receive"; readonly triggers: readonly Trigger[] };
/** Abstract and manual tasks, intermediate events without trigger, links: a token goes through. */
export type PassNode = Activity & { readonly kind: "pass" };
/**
 * How an ad-hoc sub-process goes: one activity at a time or any, until `until` or, where nothing is said, until each that may be begun was begun and
 * nothing runs; what then still runs is cancelled or waited for.
 */
export type AdHoc = { readonly sequential: boolean; readonly until?: string; readonly cancels: boolean };
export type SubNode = Activity & { readonly kind: "sub"; readonly inner: string; readonly adHoc?: AdHoc; readonly transaction?: true };
export type CallNode = Activity & { readonly kind: "call"; readonly inner: string; readonly input?: string };
export type ActivityNode = UserNode | ServiceNode | RuleNode | ScriptNode | SendNode | ReceiveNode | PassNode | SubNode | CallNode;

/** An event sub-process: `start` is its one start event. A pool: a process of a collaboration, its scope the root of a graph of several. */
export type EventSubNode = Common & { readonly kind: "event-sub"; readonly inner: string; readonly start: string };
export type PoolNode = Common & { readonly kind: "pool"; readonly inner: string };

/** `sources`, for an inclusive or complex join: for each incoming edge the nodes from which a token could still arrive there without passing the join. */
export type GatewayNode = Common & {
  readonly kind: "exclusive" | "parallel" | "inclusive" | "complex";
  readonly activation?: string;
  readonly sources?: Readonly<Record<string, readonly string[]>>;
};
/** An event-based gateway: waits for the first of the events behind it; without incoming flow it begins the process, by one or by all of them. */
export type EventGatewayNode = Common & { readonly kind: "events"; readonly instantiate?: "one" | "all" };

/** `parallel`: all of the triggers have to come, else one is enough. */
type Catching = { readonly triggers: readonly Trigger[]; readonly parallel?: true };
export type StartNode = Common & Catching & { readonly kind: "start"; readonly interrupting: boolean };
export type CatchNode = Common & Catching & { readonly kind: "catch" };
export type BoundaryNode = Common & Catching & { readonly kind: "boundary"; readonly host: string; readonly interrupting: boolean };
export type ThrowNode = Common & { readonly kind: "throw" | "end"; readonly events: readonly Throw[] };
export type TerminateNode = Common & { readonly kind: "terminate" };

export type Node = ActivityNode | EventSubNode | PoolNode | GatewayNode | EventGatewayNode | StartNode | CatchNode | BoundaryNode | ThrowNode | TerminateNode;

/** A sequence flow; `when` is FEEL. */
export type Edge = { readonly id: string; readonly from: string; readonly to: string; readonly when?: string };

/**
 * A process, or the inside of a sub-process. `owner` is the node whose inside it is (a called process has none); `start` its start event
 * without trigger; `starts` all nodes at which it can begin; `handlers` its event sub-processes; `data` the data objects that have a value
 * from the beginning (FEEL by id).
 */
export type Scope = {
  readonly key: string;
  readonly name: string;
  readonly owner?: string;
  readonly start?: string;
  readonly starts: readonly string[];
  /** Without start event it begins at all of its `starts` at once (13.3.4). */
  readonly all?: true;
  readonly handlers: readonly string[];
  readonly data?: Readonly<Record<string, string>>;
};

/** A compiled process, or collaboration of processes: flat, immutable, plain JSON. `raises`: errors that it hands to whoever calls it. */
export type Graph = {
  readonly process: string;
  readonly name: string;
  readonly scopes: Readonly<Record<string, Scope>>;
  readonly nodes: Readonly<Record<string, Node>>;
  readonly edges: Readonly<Record<string, Edge>>;
  readonly pools?: readonly string[];
  readonly raises?: readonly string[];
};

const ACTIVITIES: ReadonlySet<string> = new Set(["user", "service", "rule", "script", "send", "receive", "pass", "sub", "call"]);

/** Whether the node opens an activity that can have instances and boundary events. */
export function isActivity(node: Node): node is ActivityNode {
  return ACTIVITIES.has(node.kind);
}

/** A thing of the graph by its key. The compiler has proved that references hold, so a miss is a fault of ours. */
export function known<T>(table: Readonly<Record<string, T>>, key: string): T {
  const found = table[key];
  if (found === undefined) throw new Error(`the graph has no ${key}`);
  return found;
}
