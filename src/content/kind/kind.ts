import type { FieldDefinition } from "#content/form";

/**
 * Where a matter stands, as code tests it: its author's alone; numbered and not yet taken on; being worked on; ended. What people read is the state,
 * which is data and has a phase.
 */
export type Phase = "draft" | "received" | "open" | "closed";

/** 状态. The order of the states is the line of progress; one of the phase `closed` is an outcome. */
export interface State {
  word: string;
  /** The word for parties, where another one than staff's. */
  said?: string;
  phase: Phase;
  /** How it reads: well or badly ended, or waiting for a party. */
  tone?: "good" | "bad" | "plain" | "waiting";
  retention?: string;
  /** What the house tells whoever waits there, and within how long: P5WD 告诉您是否办理. */
  next?: { say: string; within: string };
}

/** Who may begin a matter, and for whom. */
export interface Channel {
  /** What it is called: 网上, 窗口, 电话. */
  word?: string;
  /** person, organisation, anyone, program, timer, matter, or roles of staff. */
  by: string[];
  /** The role in which whoever begins it is its party. */
  as?: string;
  /** The role of the party for whom staff begin it. */
  for?: string;
  /** 实名等级 that a person needs. */
  level?: number;
  /** How often a timer begins one: R/P1M. */
  every?: string;
}

/** A role that somebody has in a matter. */
export interface PartyRole {
  word: string;
  who: ("person" | "organisation" | "unit" | "anonymous")[];
  /** Where the party comes from: whoever begins the matter, or a field of its form. */
  from: string;
  count: "1" | "0..1" | "0..n" | "1..n";
  /** Whether a party follows the matter on the portal: never, always, or from a state on. */
  follows: string | boolean;
  /** Whether only who has a task of it sees even the masked name: always, never, or by a formula. */
  guarded: string | boolean;
}

/** 结果 of a work: its word, what it asks for, and what it does. */
export interface Outcome {
  word: string;
  asks: FieldDefinition[];
  act?: string;
  /** Asks a reason, is never done in a batch. */
  grave: boolean;
  /** Does not end the step: it is a message to its border. */
  aside: boolean;
  batch: boolean;
  /** Once in a matter; why, as it is told to who would do it again. */
  once: boolean | string;
}

/** A condition that a result keeps: where `if` holds, `then` must; else `say` is what is told. FEEL over the result and the facts. */
export interface WorkRule {
  if: string;
  then: string;
  say: string;
}

/** 工作: what somebody does at a step. Its result is a form and one outcome. */
export interface Work {
  word: string;
  role?: string;
  party?: string;
  /** What its completion is recorded as, where the outcome says nothing; `none`: where the flow leads is what is recorded. */
  act?: string;
  within?: string;
  /** What is said to somebody while it is done, on the telephone or at the door: text with {FEEL}, personal values masked. */
  script?: string;
  asks: FieldDefinition[];
  outcomes: Record<string, Outcome>;
  rules: WorkRule[];
  /** While a party has this task, answers and materials may be changed. */
  edits?: "form";
  /** The stop that its tasks hold while they wait. */
  stop?: string;
  /** A second member of staff has to sign the result (行政处罚法 第四十二条). */
  two: boolean;
  /** What the second is called, where that is not whoever goes along: 接班人. */
  second?: string;
  /** The paper that records a check list, once the second has signed. */
  paper?: string;
}

/** A clock that an act starts: from the moment of the act, or from what a formula gives. */
export interface Starting {
  clock: string;
  from?: string;
}

/** What somebody is told, under a title where the act's own words are none. */
export interface Telling {
  title?: string;
  text: string;
}

/** What an act brings. `state`, `outcome`, `unit`: an id, or FEEL after "=". */
export interface KindAct {
  word: string;
  said?: string;
  state?: string;
  outcome?: string;
  unit?: string;
  starts: Starting[];
  ends: string[];
  flags: string[];
  paper?: string;
  /** What is kept with it, by name: FEEL over the facts as they are once it has happened. It stands in its record, and in its paper under its name. */
  keeps: Record<string, string>;
  /** Whom its record names where no person does it: the law. */
  by?: string;
  /** Text with {FEEL} by party, role of staff, or `holder`. */
  tells: Record<string, string | Telling>;
  /** The occasion on which the parties may rate. */
  rated?: string;
  once: boolean;
  /** An act against somebody: the works, done by a person, one of which every way to it passes. */
  adverse: string[];
}

/** What happens some time before or after a clock is due. */
export interface Mark {
  at: string;
  light?: "yellow" | "red";
  tells: string[];
  begins?: string;
}

/** 时限. `within`: P5WD, P90D, PT2H, PT4WH, or FEEL after "=" that gives a duration, a day or an instant. */
export interface ClockKind {
  word: string;
  basis?: string;
  within: string;
  /** Whether parties see it. */
  shown: boolean;
  extends?: { most: string; times: number; by: string };
  marks: Mark[];
}

/** 停: which clocks stand, and whether tasks may be done meanwhile. */
export interface StopKind {
  word: string;
  basis?: string;
  by: "works" | "direct" | "flow";
  clocks: "all" | "none" | string[];
  works: boolean;
  asks: FieldDefinition[];
  for?: string;
  most?: string;
  times?: number;
  paper?: string;
  tells: string[];
  /** Acts of the kind as which it begins and ends, in place of `stopped` and `resumed`. */
  started?: string;
  ended?: string;
}

/** How a matter may be tied to another. */
export interface LinkKind {
  word: string;
  to: "any" | string[];
  flag?: string;
  suggest?: { same: string[]; near?: number; since: string };
  /** How long after the end of one its sender may say that it is not solved: another is begun, tied by this link. */
  reopens?: string;
}

/** 话务: what a seat is shown while somebody speaks on the telephone. Lists and registers are the pack's. */
export interface Desk {
  /** The answer into which is written what is said. */
  about: string;
  /** The item with which an order begins until another is chosen. */
  item?: string;
  /** The answer that says of what sort it is; entries of its list may have `words` by which they are recognised. */
  category?: string;
  /** The register of questions and answers, and the names of its fields. */
  knowledge?: { register: string; question: string; answer: string; source?: string; unit?: string; until?: string; category?: string };
  /** The list of lines that a call is handed on to: `number`, and `say`, which is told before. */
  lines?: string;
  /** The list of what law takes elsewhere: `words` by which it is recognised, `say` and `where`, which are told. */
  elsewhere?: string;
  /** What a line says when nobody is at a seat. */
  closed?: string;
}

/** 值班: the register that says who is on duty, the names of its fields, and what else whoever is on duty looks at. */
export interface Roster {
  register: string;
  unit: string;
  /** Instants between which a row counts. */
  from: string;
  until: string;
  staff: string;
  shift?: string;
  post?: string;
  leader?: string;
  /** Kinds whose open matters stand beside it, with their clocks. */
  open: string[];
}

/** An entry of a code list, with attributes of its own. */
export interface CodeEntry extends Record<string, unknown> {
  value: string;
  label: string;
  parent?: string;
}

/** 件类: what all matters of a kind have in common, everything written out. */
export interface Kind {
  id: string;
  name: string;
  /** What people read above its items, where another word than staff's. */
  said?: string;
  number: string;
  title: string;
  guide: boolean;
  situations: boolean;
  channels: Record<string, Channel>;
  parties: Record<string, PartyRole>;
  place?: string;
  subjects: string[];
  unit?: string;
  items: Record<string, string>;
  /** What people read beside a column of its items; one without a word is for formulas alone. */
  item_words?: Record<string, string>;
  priorities: string[];
  confidentiality: "public" | "internal" | "work-secret";
  retention: string;
  /** The ways of review and court of its items that say none of their own. */
  appeal?: { review?: string; court?: string };
  states: Record<string, State>;
  works: Record<string, Work>;
  acts: Record<string, KindAct>;
  clocks: Record<string, ClockKind>;
  stops: Record<string, StopKind>;
  links: Record<string, LinkKind>;
  flags: Record<string, string>;
  reads: Record<string, { register: string; key: string }>;
  desk?: Desk;
  roster?: Roster;
  /** Code lists of its pack, as formulas look into them: code("list", value). */
  codes?: Readonly<Record<string, readonly CodeEntry[]>>;
}
