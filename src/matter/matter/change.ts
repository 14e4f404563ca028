import { mask } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { newId } from "#values/ids";
import type { Act, ActActor, ActKind } from "./act.ts";
import type { Matter, Task } from "./matter.ts";

/** A document that a step issues; its number and text are frozen with it. */
export interface NewDocument {
  documentId: string;
  kind: string;
  number: string;
  data: Record<string, unknown>;
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
  done: { taskId: string; outcome: string; result: Record<string, unknown>; holder: string | null; holderName: string | null }[];
  cancelled: string[];
  /** Waiting tasks that go on otherwise: given to somebody, due later, at a node of another version. */
  altered: Task[];
  documents: NewDocument[];
  events: { eventId: string; type: string; data: Record<string, unknown> }[];
}

/** Begins a change of a matter. */
export function changeOf(matter: Matter): Change {
  return {
    matter: { ...matter },
    before: matter,
    acts: [],
    opened: [],
    done: [],
    cancelled: [],
    altered: [],
    documents: [],
    events: [],
  };
}

/** The actor as an act keeps them: staff by name, people by a masked one, since many read the history and it is kept for ever. */
export function actActor(ctx: Ctx): ActActor {
  const { kind, id, duties, onBehalf } = ctx.actor;
  const name = kind === "person" ? mask("name", ctx.actor.name) : ctx.actor.name;
  const unit = duties?.[0]?.unit;
  return { kind, id, name, ...(unit && { unit }), ...(onBehalf && { onBehalf: onBehalf.name }) };
}

/** Adds an act, and the event of the same name. `data` holds nothing personal: it is read by many and kept for ever. */
export function record(ctx: Ctx, change: Change, kind: ActKind, data: Record<string, unknown> = {}, actor: ActActor = actActor(ctx)): void {
  change.matter.acts += 1;
  change.acts.push({ seq: change.matter.acts, kind, at: ctx.now, actor, data });
  change.events.push({ eventId: newId(), type: `matter.${kind}`, data: { ...data, seq: change.matter.acts } });
}

const SEVERAL = new Set(["special", "inspection-record"]);

// 字 of each kind of document.
const WORDS: Record<string, string> = {
  receipt: "收",
  supplement: "补",
  acceptance: "受",
  "non-acceptance": "不受",
  special: "特",
  "inspection-record": "核",
  grant: "准",
  refusal: "不准",
  termination: "终",
};

/** 文书编号: 字, year, then day and serial of the matter. A matter may have several special procedures and site checks: the act's place tells them apart. */
function documentNumber({ number, acts }: Matter, kind: string): string {
  const [year, rest] = [number?.slice(31, 35) ?? "", number?.slice(35) ?? ""];
  return `${WORDS[kind] ?? kind}〔${year}〕${rest}${SEVERAL.has(kind) ? `-${acts + 1}` : ""}号`;
}

/** Adds a document, with its number. */
export function issueDocument(change: Change, kind: string, data: Record<string, unknown>): NewDocument {
  const document = { documentId: newId(), kind, number: documentNumber(change.matter, kind), data };
  change.documents.push(document);
  return document;
}
