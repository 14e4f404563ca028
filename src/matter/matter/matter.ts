import type { Clock, Stop } from "#matter/clocks";

/** Where a matter stands (standards §1.5, in the words of the law). */
export const STATES = {
  draft: "草稿",
  submitted: "已提交",
  supplement: "待补正",
  accepted: "办理中",
  granted: "已办结",
  refused: "不予许可",
  declined: "不予受理",
  withdrawn: "已撤回",
  terminated: "已终止",
} as const;

export type State = keyof typeof STATES;

/** Who a matter is for. */
export interface Applicant {
  kind: "person" | "organisation";
  id: string;
  /** Masked name of a person, full name of an organisation. */
  label: string;
}

/** A material that its applicant chose to bring later. */
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
  kind: "promised" | "instant";
  unit: string;
  area: string;
  channel: string;
  applicant: Applicant;
  /** Sealed JSON of `ApplicantDetails`. */
  encryptedApplicant: string;
  agentId: string | null;
  /** Blind index of the number of whom it is for, when that is not the applicant. */
  beneficiaryIndex: string | null;
  state: State;
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
  /** Whether it was closed by its promised day. */
  inTime: boolean | null;
}

/** The applicant in full, as at submission. */
export interface ApplicantDetails {
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
export function isClosed(state: State): boolean {
  return state === "granted" || state === "refused" || state === "declined" || state === "withdrawn" || state === "terminated";
}
