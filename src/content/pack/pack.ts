import type { FormDefinition } from "#content/form";
import type { CodeEntry, Elements, Indicator, Kind, KindLists, Paper, Watch } from "#content/kind";
import type { RegisterDefinition } from "#register/register";
import type { Item } from "./item.ts";

export interface Manifest {
  format: 1 | 2;
  id: string;
  name: string;
  version: string;
  /** Code of the unit that answers for the pack. */
  owner: string;
  /** Name under which the items are listed. */
  department: string;
  description: string;
  /** Packs whose kinds, elements, codes, registers and roles it may name; `common` where it does not say. */
  needs?: string[];
}

/** A role of staff as a pack declares it: by kind what it may do, and the permissions of code that it has besides. */
export interface RoleDefinition {
  word: string;
  may?: Record<string, string[]>;
  also?: string[];
  /** Roles that nobody holds beside it, on the same days. */
  apart?: string[];
  /** Takes two persons, to be given and to be taken. */
  powerful?: boolean;
}

/** A type of licence (证照类型), issued by an item or collected from its issuer. */
export interface LicenceType {
  id: string;
  name: string;
  /** 证照类型代码: USCC + three digits (GB/T 36904). */
  code: string;
  issuer: string;
  holder: ("person" | "organisation")[];
  basis: string;
}

export interface CheckPoint {
  id: string;
  ask: string;
  /** A key point that fails decides against. */
  key: boolean;
  hint: string;
}

/** What inspectors look at on site. */
export interface Checklist {
  id: string;
  name: string;
  basis: string;
  points: CheckPoint[];
}

/** Everything that runs one item. Immutable once published. Without form and flow it is for guidance only. */
export interface ItemDefinition {
  item: Item;
  form?: FormDefinition;
  /** BPMN XML. */
  flow?: string;
  /** DMN XML. */
  rules?: string;
  checklists: Checklist[];
}

/** A kind of matter as its folder writes it: `written` is kind.yaml, whose elements are those of all packs together. */
export interface WrittenKind {
  id: string;
  written: unknown;
  form?: FormDefinition;
  flow?: string;
  rules?: string;
  papers: Paper[];
  lists: KindLists;
  checklists: Checklist[];
  cases: Case[];
  /** Code lists of its pack. */
  codes?: Record<string, CodeEntry[]>;
  folder: string;
}

/** A kind of matter ready to be kept with its version: everything written out, and what items of it have that bring none of their own. */
export interface KindDefinition {
  kind: Kind;
  form?: FormDefinition;
  flow?: string;
  rules?: string;
  papers: Paper[];
  lists: KindLists;
  /** What inspectors look at in all its items; those of before have none. */
  checklists?: Checklist[];
}

/** Whether it can be begun here, not only read about: it has a form and a flow, of its own or of its kind. */
export function isOnline({ form, flow }: ItemDefinition, kind?: KindDefinition): boolean {
  return (form ?? kind?.form) !== undefined && (flow ?? kind?.flow) !== undefined;
}

/** An example person of an item: what they answer, what staff do, what has to come of it (cases.yaml). */
export interface Case {
  name: string;
  /** Of a kind whose items are rows: which of them. */
  item?: string;
  /** Who begins it: id in people.yaml, or of staff in city.yaml; nobody where a program or an unknown caller does. */
  person: string;
  /** For which firm, when the applicant is one. */
  organisation?: string;
  /** Name of another case of the item that happened before: what came of it is there already. */
  after?: string;
  /** Day of submission; 2026-11-23 (a Monday) when not given. */
  today?: string;
  channel?: string;
  /** Place among the priorities of its kind. */
  priority?: number | string;
  situation: Record<string, unknown>;
  /** What they write, over what registers pre-fill. */
  form: Record<string, unknown>;
  /** What people do at each step, by node; a list where a node is passed more than once. */
  answers?: Record<string, Record<string, unknown> | Record<string, unknown>[]>;
  /** Timers that fire because nobody acted, by node. */
  overdue?: string[];
  /** Materials that are promised for later, and of those the ones that come once nobody has anything else to do. */
  later?: string[];
  brought?: string[];
  expect: Expectation;
}

export interface Expectation {
  /** Ids of the materials that apply. */
  materials?: string[];
  /** Ids of those the applicant still has to bring. */
  bring?: string[];
  /** Result of the decision `eligibility`. */
  eligibility?: string;
  fee?: number;
  limit?: string;
  /** Fields with complaints, when the form must not be taken. */
  complaints?: string[];
  /** Why nothing needs to be applied for: the option with a stop. */
  stop?: string;
  path?: string[];
  /** A closed state of the kind, or `stopped`, `incomplete`: nothing is handed in. */
  outcome?: string;
  /** Where the matter stands when the example ends: a state of its kind. */
  state?: string;
  /** Of clocks of its kind, whether they run or have ended. */
  clocks?: Record<string, "running" | "ended">;
  /** Fen, when money is granted. */
  payment?: number;
}

/** A service of a pack: the item, what runs it, and its example people. */
export interface Service extends ItemDefinition {
  cases: Case[];
  /** Folder of the item, for messages. */
  folder: string;
}

export interface Pack {
  manifest: Manifest;
  registers: RegisterDefinition[];
  licences: LicenceType[];
  roles: Record<string, RoleDefinition>;
  codes: Record<string, CodeEntry[]>;
  elements: Elements;
  indicators: Indicator[];
  kinds: WrittenKind[];
  services: Service[];
  /** What is begun when something comes up again. */
  watches: Watch[];
}
