import type { Phase } from "#content/kind";
import type { Clock, Stop } from "#matter/clocks";

/** The id of nobody: of a matter that is for nobody who has an account here. */
export const NOBODY = "00000000-0000-0000-0000-000000000000";

/** Who a matter is for. */
export interface Owner {
  kind: "person" | "organisation" | "anonymous";
  id: string;
  /** Masked name of a person, full name of an organisation. */
  label: string;
}

/** A material that its owner chose to bring later. */
export interface Promised {
  materialId: string;
  brought: boolean;
}

/** A matter as its row has it; instants are Dates. */
export interface Matter {
  matterId: string;
  number: string | null;
  itemId: string;
  itemVersion: number;
  itemName: string;
  title: string;
  /** Its kind, and the version of it that it keeps. */
  kind: string;
  kindVersion: number;
  /** 承诺件 or 即办件, where its kind knows that. */
  pace: "promised" | "instant" | null;
  unit: string;
  area: string;
  channel: string;
  owner: Owner;
  /** Sealed JSON of `OwnerDetails`. */
  encryptedOwner: string;
  agentId: string | null;
  /** Blind index of the number of whom it is for, when that is not the owner. */
  beneficiaryIndex: string | null;
  /** Where it stands, as code tests it, and as its kind calls it. */
  phase: Phase;
  state: string;
  /** Place among the priorities of its kind; 0 is the ordinary one. */
  priority: number;
  flags: string[];
  /** work-secret: for nobody but who has or had a task of it. */
  confidentiality: "public" | "internal" | "work-secret";
  /** Whether it is tied to another matter. */
  tied: boolean;
  /** When its main clock is due, and since when that stands. */
  dueAt: Date | null;
  stoppedAt: Date | null;
  /** Names of the steps that wait, for lists. */
  step: string;
  situation: Record<string, unknown>;
  /** Answers; those of personal fields are sealed texts. */
  form: Record<string, unknown>;
  /** What registers said at submission, without personal fields: the evidence that rules decided on. */
  facts: Record<string, unknown>;
  flow: unknown;
  acts: number;
  head: Buffer | null;
  revision: number;
  createdAt: Date;
  submittedAt: Date | null;
  acceptedAt: Date | null;
  /** What runs against it, and named clocks that have ended: moved by `#matter/clocks` alone. */
  clocks: readonly Clock[];
  /** The pauses that run. */
  stops: readonly Stop[];
  /** What its flow waits for beside people and time: "message:…", "signal:…", "condition:…" with the name of the event. */
  awaits: string[];
  /** Nodes and edges of its flow that tokens have passed. */
  walked: string[];
  /** The last 催办. */
  urgedAt: Date | null;
  closedAt: Date | null;
  outcome: string | null;
  /** Materials that were promised for later (容缺), and whether each has come. */
  promised: Promised[];
  /** Once it has ended: whether its main clock was met; null where that did not end by an act. */
  inTime: boolean | null;
}

/** The owner in full, as at submission. */
export interface OwnerDetails {
  name: string;
  number: string;
  phone: string;
  agent?: { name: string; phone: string };
}

/** A step that waits for somebody, or did. */
export interface Task {
  matterId: string;
  taskId: string;
  node: string;
  name: string;
  /** The work of the kind that is done at it; `copy` for what was sent to be read. */
  kind: string;
  unit: string | null;
  role: string | null;
  party: string | null;
  area: string;
  checklist: string | null;
  openedAt: Date;
  readonly dueAt: Date | null;
  /** What that was counted by from when it was opened. */
  readonly timeLimit: string | null;
  /** Since when its limit stands. */
  readonly stoppedAt: Date | null;
  holder: string | null;
  holderName: string | null;
  /** The one person who is to do it; null: whoever holds the role for the unit. */
  assignee: string | null;
  assigneeName: string | null;
  /** 加签: the task it was added to, and when it is due. */
  signOf: string | null;
  signWhen: "before" | "beside" | "after" | null;
  doneAt: Date | null;
  cancelledAt: Date | null;
  outcome: string | null;
  result: Record<string, unknown> | null;
}

/** Whether nothing more will happen to a matter. */
export function isClosed({ phase }: Pick<Matter, "phase">): boolean {
  return phase === "closed";
}

/** Whether it is numbered and not ended: something may still happen to it. */
export function isRunning({ phase }: Pick<Matter, "phase">): boolean {
  return phase === "received" || phase === "open";
}
