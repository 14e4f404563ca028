import { phaseOf, type Kind } from "#content/kind";
import { mask } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { newId } from "#values/ids";
import type { Act, ActActor } from "./act.ts";
import type { SaidPaper } from "./documents.ts";
import type { Matter, Task } from "./matter.ts";

/** A document that a step issues; its number and text are frozen with it. */
export interface NewDocument {
  documentId: string;
  kind: string;
  number: string;
  data: Record<string, unknown>;
  again?: (terms: readonly object[]) => SaidPaper;
}

/** A task that a step completes. Of its result the answers named in `personal` are encrypted as it is written. */
export interface DoneTask {
  taskId: string;
  outcome: string;
  result: Record<string, unknown>;
  personal: ReadonlySet<string>;
  holder: string | null;
  holderName: string | null;
}

/**
 * Everything one step does to a matter, gathered while deciding and written at once. The matter it holds is a copy that
 * shows the state after the step.
 */
export interface Change {
  matter: Matter;
  /** The matter as it was read: what has not changed is not written again. */
  before: Matter;
  acts: Act[];
  opened: Task[];
  done: DoneTask[];
  cancelled: string[];
  /** Waiting tasks that go on otherwise: given to somebody, due later, at a node of another version. */
  altered: Task[];
  documents: NewDocument[];
  /** The tasks that waited before the step, where whoever acts has them. */
  waiting: readonly Task[];
  events: { eventId: string; type: string; data: Record<string, unknown> }[];
}

/** Begins a change of a matter. */
export function changeOf(matter: Matter, waiting: readonly Task[] = []): Change {
  return {
    matter: { ...matter },
    before: matter,
    acts: [],
    opened: [],
    done: [],
    cancelled: [],
    altered: [],
    documents: [],
    waiting,
    events: [],
  };
}

/** Lets a matter enter a state of its kind. One that is closed ends it, and is its outcome. */
export function enter({ matter }: Change, kind: Kind, state: string, now: Date): void {
  matter.state = state;
  matter.phase = phaseOf(kind, state);
  if (matter.phase !== "closed") return;
  matter.closedAt = now;
  matter.outcome = state;
}

/** The actor as an act keeps them: staff by name, people by a masked one, since many read the history and it is kept for ever. */
export function actActor(ctx: Ctx): ActActor {
  const { kind, id, duties, onBehalf } = ctx.actor;
  const name = kind === "person" ? mask("name", ctx.actor.name) : ctx.actor.name;
  const unit = duties?.[0]?.unit;
  return { kind, id, name, ...(unit && { unit }), ...(onBehalf && { onBehalf: onBehalf.name }) };
}

/** Where an act keeps until when clocks ran as the step left them, because it tells of them: what was said stays said when they move. Filled in as it is written. */
export const DUES = "dues";

/** Adds an act, and the event of the same name. `data` holds nothing personal: it is read by many and kept for ever. */
export function record(ctx: Ctx, change: Change, kind: string, data: Record<string, unknown> = {}, actor: ActActor = actActor(ctx)): void {
  change.matter.acts += 1;
  change.acts.push({ seq: change.matter.acts, kind, at: ctx.now, actor, data, unit: change.matter.unit });
  change.events.push({ eventId: newId(), type: `matter.${kind}`, data: { ...data, seq: change.matter.acts } });
}

/**
 * Adds a document with a number that is known.
 * @param again its words once it is known what was granted in the same step, where it speaks of that
 */
export function addDocument(change: Change, kind: string, number: string, data: Record<string, unknown>, again?: NewDocument["again"]): NewDocument {
  const document = { documentId: newId(), kind, number, data, ...(again && { again }) };
  change.documents.push(document);
  return document;
}
