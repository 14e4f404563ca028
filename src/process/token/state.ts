type Waiting = { readonly id: string; readonly node: string; readonly frame: string };
/** An instance of a multi-instance activity: the id of its body, and its place in the collection. */
type Instance = { readonly of?: string; readonly index?: number };

/** When an added signature is due: before the task it is added to, beside it, or after it. */
export type SignTime = "before" | "beside" | "after";
/** Who signs: plain data of whoever asks; `unit` and `role` say whose desk. */
export type Signer = Readonly<Record<string, unknown>> & { readonly unit?: string; readonly role?: string };
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

/** A task or call that somebody outside has to complete; `host`, for an added signature, is the task it is added to. */
export type Wait = Waiting & Instance & { readonly wait: "task" | "service" | "rule"; readonly host?: string } & Signed;

/** An activity that is through as soon as it has begun: the end of the same step takes it away. */
export type Instant = Waiting & Instance & { readonly wait: "instant" };

/**
 * Something that waits for an event. `host` is the activity on whose border it sits, or the frame whose event sub-process it would begin;
 * `group` ties those of which one (or, for a parallel multiple event, all) must come, `gate` is the event-based gateway before it.
 * `at` is the place among the triggers of the node, `left` how often a cycle still comes, `was` that a condition held when it was last
 * looked at, `key` what a message has to carry.
 */
export type Catch = Waiting &
  Instance & {
    readonly wait: "timer" | "message" | "signal" | "condition";
    readonly host?: string;
    readonly group?: string;
    readonly gate?: string;
    readonly at?: number;
    readonly left?: number;
    readonly was?: true;
    readonly key?: unknown;
  };

/**
 * A running sub-process, called process or pool; its id is the frame of everything in it. `vars` where results are its own, `given` its
 * input. `off`: its event sub-processes begin no more, `closing`: an ad-hoc one that only waits for what still runs.
 */
export type Frame = Waiting &
  Instance & {
    readonly wait: "scope";
    readonly vars?: Vars;
    readonly given?: Vars;
    readonly off?: true;
    readonly closing?: true;
    /** Activities that were begun in an ad-hoc sub-process without a completion condition. */
    readonly begun?: readonly string[];
  };

/** The body of a multi-instance activity. `next` counts instances begun, `results` holds [place, result, task] in order of place. */
export type Body = Waiting & {
  readonly wait: "many";
  readonly of?: string;
  readonly items: readonly unknown[];
  readonly next: number;
  readonly results: readonly (readonly [place: number, result: unknown, task?: string])[];
  /** Places that were taken away again (减签). */
  readonly gone?: readonly number[];
};

/** The body of an activity that is done again and again; `count` are the times it was begun. */
export type Round = Waiting & { readonly wait: "loop"; readonly of?: string; readonly count: number };

/** A compensation under way for the node that threw it: what is still to be undone, the next one last. */
export type Undoing = Waiting & { readonly wait: "undo"; readonly of?: string; readonly rest: readonly Done[]; readonly goes?: true };

export type Active = Wait | Instant | Catch | Frame | Body | Round | Undoing;

/**
 * A completion that could be compensated. `as` is the frame of a sub-process, under which its own completions are found, `data` what it
 * knew then; `of` the body of a multi-instance activity; `fired` the boundary events that happened meanwhile.
 */
export type Done = {
  readonly node: string;
  readonly frame: string;
  readonly as?: string;
  readonly data?: Vars;
  readonly of?: string;
  readonly fired?: readonly string[];
};

/** A token that waits at a join, on the edge by which it came; `spent`: a complex gateway has used it and waits for the others to reset. */
export type Held = { readonly node: string; readonly edge: string; readonly frame: string; readonly spent?: true };

/** A message that nobody has taken yet; `to` the node or pool to which a message flow brings it. */
export type Mail = { readonly message: string; readonly key?: unknown; readonly data?: unknown; readonly to?: string };

export type Vars = Readonly<Record<string, unknown>>;

/** All that has to be kept of a running flow: plain small JSON. The root frame is "". `serial` counts the ids given out; `off` as in a frame. */
export type FlowState = {
  readonly serial: number;
  readonly active: readonly Active[];
  readonly held: readonly Held[];
  readonly vars: Vars;
  readonly done?: readonly Done[];
  readonly mail?: readonly Mail[];
  readonly off?: true;
  readonly ended?: true;
};

/** What happened outside. Ids are those of the effects that asked for it. */
export type FlowEvent =
  | { type: "task.completed"; task: string; result: Readonly<Record<string, unknown>> }
  | { type: "timer.fired"; timer: string }
  | { type: "service.done"; call: string; result: unknown }
  | { type: "rule.done"; call: string; result: unknown }
  /** The act failed with an error of the business: `error` is its code. */
  | { type: "service.failed"; call: string; error: string; message?: string }
  /** Whoever works on a task raises an error (it ends) or an escalation (it may go on). */
  | { type: "error.raised"; wait: string; error: string; message?: string }
  | { type: "escalation.raised"; wait: string; escalation: string; data?: unknown }
  /** A message waits in the state until something catches it; a signal reaches whatever waits for it now. */
  | { type: "message.arrived"; message: string; key?: unknown; data?: unknown }
  | { type: "signal.arrived"; signal: string; data?: unknown }
  /** The data changed: conditions are looked at again, as after every step. */
  | { type: "facts.changed" }
  /** Somebody begins an activity of an ad-hoc sub-process that was offered. */
  | { type: "activity.begun"; frame: string; node: string };

/** What the flow asks of the outside. `node` is the key of the element. */
export type Effect =
  | {
      type: "task.opened";
      task: string;
      node: string;
      name: string;
      kind: string;
      unit?: string;
      role?: string;
      party?: string;
      checklist?: string;
      limit?: string;
      stop?: string;
      item?: unknown;
      /** For an added signature: the task it is added to, and when it is due. */
      sign?: { of: string; when: SignTime };
    }
  | { type: "task.cancelled"; task: string }
  /** A cycle sets its timer again, under the same id, each time it has fired: `repeat` is how often it comes, this time included (none: for ever). */
  | { type: "timer.set"; timer: string; node: string; duration?: string; at?: string; clock?: string; repeat?: number }
  | { type: "timer.cancelled"; timer: string }
  | { type: "service.called"; call: string; node: string; act: string; input: unknown }
  | { type: "service.cancelled"; call: string }
  | { type: "rule.called"; call: string; node: string; decision: string }
  | { type: "rule.cancelled"; call: string }
  /** For the outside: `to` is the black-box pool at which the message flow ends, where one is drawn. */
  | { type: "message.sent"; node: string; message: string; to?: string; key?: unknown; data: unknown }
  | { type: "signal.thrown"; node: string; signal: string; data: unknown }
  | { type: "escalation.thrown"; node: string; escalation: string; caught: boolean; data: unknown }
  /** An activity of an ad-hoc sub-process can be begun, by `activity.begun`. */
  | { type: "activity.offered"; frame: string; node: string; name: string }
  | { type: "ended" };

/**
 * The new state, what it asks for, and the keys of the nodes and edges that tokens passed, in order. `undone`, after a move: those that count as
 * not passed any more.
 */
export type Step = { state: FlowState; effects: Effect[]; passed: string[]; undone?: string[] };
