import type { Role, Work } from "./graph.ts";

type Waiting = { readonly id: string; readonly node: string; readonly frame: string };
/** An instance of a multi-instance activity: the id of its body, and its place in the collection. */
type Instance = { readonly of?: string; readonly index?: number };

/** When an added signature is due: before the task it is added to, beside it, or after it. */
export type SignTime = "before" | "beside" | "after";
/** Who signs: plain data of whoever asks; `unit` and `role` say whose desk. */
export type Signer = Readonly<Record<string, unknown>> & { readonly unit?: string; readonly role?: Role };
/**
 * 加签. A task that is an added signature: when, by whom, asleep until its turn; `host` is the task it is added to. That task keeps the signatures
 * given in `signed`, and its own `result` while others still have to sign.
 */
type Signed = {
  readonly sign?: SignTime;
  readonly signer?: Signer;
  readonly asleep?: true;
  readonly signed?: readonly Vars[];
  readonly result?: Vars;
};

/** A task, call or timer that somebody outside has to complete; `host` is the activity on whose border a timer sits. */
export type Wait = Waiting & Instance & { readonly wait: "task" | "service" | "rule" | "timer"; readonly host?: string } & Signed;

/** A running sub-process or called process; its id is the frame of everything in it. `vars` where results are its own, `given` its input. */
export type Frame = Waiting & Instance & { readonly wait: "scope"; readonly vars?: Vars; readonly given?: Vars };
/** The body of a multi-instance activity. `next` counts instances begun, `results` holds [place, result] in order of place. */
export type Body = Waiting & {
  readonly wait: "many";
  readonly items: readonly unknown[];
  readonly next: number;
  readonly results: readonly (readonly [number, unknown])[];
  /** Places that were taken away again (减签). */
  readonly gone?: readonly number[];
};

export type Active = Wait | Frame | Body;

/** A token that waits at a join, on the edge by which it came. */
export type Held = { readonly node: string; readonly edge: string; readonly frame: string };

export type Vars = Readonly<Record<string, unknown>>;

/** All that has to be kept of a running flow: plain small JSON. The root frame is "". `serial` counts the ids given out. */
export type FlowState = {
  readonly serial: number;
  readonly active: readonly Active[];
  readonly held: readonly Held[];
  readonly vars: Vars;
  readonly ended?: true;
};

/** What happened outside. Ids are those of the effects that asked for it. */
export type FlowEvent =
  | { type: "task.completed"; task: string; result: Readonly<Record<string, unknown>> }
  | { type: "timer.fired"; timer: string }
  | { type: "service.done"; call: string; result: unknown }
  | { type: "rule.done"; call: string; result: unknown };

/** What the flow asks of the outside. `node` is the key of the element. */
export type Effect =
  | {
      type: "task.opened";
      task: string;
      node: string;
      name: string;
      kind: Work;
      unit?: string;
      role?: Role;
      party?: "applicant";
      checklist?: string;
      limit?: string;
      item?: unknown;
      /** For an added signature: the task it is added to, and when it is due. */
      sign?: { of: string; when: SignTime };
    }
  | { type: "task.cancelled"; task: string }
  | { type: "timer.set"; timer: string; node: string; duration?: string; at?: string }
  | { type: "timer.cancelled"; timer: string }
  | { type: "service.called"; call: string; node: string; act: string; input: unknown }
  | { type: "service.cancelled"; call: string }
  | { type: "rule.called"; call: string; node: string; decision: string }
  | { type: "rule.cancelled"; call: string }
  | { type: "ended" };

/** The new state, what it asks for, and the keys of the nodes and edges that tokens passed, in order. */
export type Step = { state: FlowState; effects: Effect[]; passed: string[] };
