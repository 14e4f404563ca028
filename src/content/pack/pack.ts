import type { FormDefinition } from "#content/form";
import type { RegisterDefinition } from "#register/register";
import type { Item } from "./item.ts";

export interface Manifest {
  format: 1;
  id: string;
  name: string;
  version: string;
  /** Code of the unit that answers for the pack. */
  owner: string;
  /** Name under which the items are listed. */
  department: string;
  description: string;
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

/** Whether one can apply for it here, not only read about it. */
export function isOnline(definition: ItemDefinition): boolean {
  return definition.form !== undefined && definition.flow !== undefined;
}

/** An example person of an item: what they answer, what staff do, what has to come of it (cases.yaml). */
export interface Case {
  name: string;
  /** Who acts: id in people.yaml. */
  person: string;
  /** For which firm, when the applicant is one. */
  organisation?: string;
  /** Name of another case of the item that happened before: what came of it is there already. */
  after?: string;
  /** Day of submission; 2026-11-23 (a Monday) when not given. */
  today?: string;
  channel?: string;
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
  outcome?: "granted" | "refused" | "declined" | "stopped" | "incomplete";
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
  services: Service[];
}
