/** Several instances of one activity: over the list `collection`, one after the other or all at once, until `until` holds. */
export type Many = { readonly sequential: boolean; readonly collection: string; readonly element?: string; readonly until?: string };

/** When a timer fires: after a duration (ISO 8601, or "P5WD" for working days, or FEEL after "="), or at a date (FEEL). */
export type Moment = { readonly duration: string } | { readonly at: string };

/** Kinds of work that people do in a flow. */
export const WORK = ["acceptance", "supplement", "review", "inspection", "countersign", "decision", "counter"] as const;
/** Roles of staff that a task may ask for. */
export const ROLES = ["acceptor", "reviewer", "inspector", "decider"] as const;

export type Work = (typeof WORK)[number];
export type Role = (typeof ROLES)[number];

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

type Activity = Common & { readonly many?: Many; readonly boundary: readonly string[] };

export type UserNode = Activity & {
  readonly kind: "user";
  readonly work: Work;
  readonly unit?: string;
  readonly role?: Role;
  readonly party?: "applicant";
  readonly checklist?: string;
  readonly limit?: string;
};
export type ServiceNode = Activity & { readonly kind: "service"; readonly act: string; readonly input?: string };
export type RuleNode = Activity & { readonly kind: "rule"; readonly decision: string };
export type SubNode = Activity & { readonly kind: "sub"; readonly inner: string };
export type CallNode = Activity & { readonly kind: "call"; readonly inner: string; readonly input?: string };
export type ActivityNode = UserNode | ServiceNode | RuleNode | SubNode | CallNode;

/** `sources`, for an inclusive join: for each incoming edge the nodes from which a token could still arrive there without passing the join. */
export type GatewayNode = Common & {
  readonly kind: "exclusive" | "parallel" | "inclusive";
  readonly sources?: Readonly<Record<string, readonly string[]>>;
};
export type PlainNode = Common & { readonly kind: "start" | "end" | "terminate" | "pass" };
export type TimerNode = Common & { readonly kind: "timer"; readonly moment: Moment };
export type BoundaryNode = Common & { readonly kind: "boundary"; readonly moment: Moment; readonly host: string; readonly interrupting: boolean };

export type Node = ActivityNode | GatewayNode | PlainNode | TimerNode | BoundaryNode;

/** A sequence flow; `when` is FEEL. */
export type Edge = { readonly id: string; readonly from: string; readonly to: string; readonly when?: string };

/** A process, or the inside of a sub-process: where its tokens begin. */
export type Scope = { readonly key: string; readonly name: string; readonly start: string };

/** A compiled process: flat, immutable, plain JSON. */
export type Graph = {
  readonly process: string;
  readonly name: string;
  readonly scopes: Readonly<Record<string, Scope>>;
  readonly nodes: Readonly<Record<string, Node>>;
  readonly edges: Readonly<Record<string, Edge>>;
};

/** Whether the node opens an activity that can have instances and boundary events. */
export function isActivity(node: Node): node is ActivityNode {
  return node.kind === "user" || node.kind === "service" || node.kind === "rule" || node.kind === "sub" || node.kind === "call";
}

/** A thing of the graph by its key. The compiler has proved that references hold, so a miss is a fault of ours. */
export function known<T>(table: Readonly<Record<string, T>>, key: string): T {
  const found = table[key];
  if (found === undefined) throw new Error(`the graph has no ${key}`);
  return found;
}
