import type { PersonalKind } from "#kernel/crypto";
import type { FormDefinition } from "#base/form";
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

export interface RegisterField {
  name: string;
  label: string;
  type: "text" | "date" | "integer" | "number" | "boolean" | "code";
  personal?: PersonalKind;
  /** Class (分类) in the data directory. */
  class: string;
  /** Grade (分级) 1–4, 4 the most sensitive. */
  grade: number;
  share: "unconditional" | "conditional" | "none";
  standard?: string;
  source?: string;
  /** How its values are written, where the standard does not say it. */
  format?: "id-number" | "id-paper" | "uscc" | "phone" | "area" | "month" | "account" | "money";
  /** Values and their words: lists may have either. */
  codes?: Record<string, string>;
  /** Of a day of birth, of a sex: the field with the identity number that says it. */
  born_of?: string;
  sex_of?: string;
}

/** What a register (库) holds. */
export interface RegisterDefinition {
  id: string;
  name: string;
  subject: "person" | "organisation" | "place";
  key: string;
  /** Code of the unit whose data it is. */
  source: string;
  description?: string;
  /** The field that says in which area a record lies: a duty for a district or a street reads those of its area only. */
  area?: string;
  /** Roles of the unit whose data it is that read it; every role that may read registers unless told. */
  roles?: string[];
  /** Other units that read it, and by which of their roles. */
  readers?: { unit: string; roles?: string[] }[];
  /** Says who somebody is: its fields with name, day of birth and sex. What it says outranks what was typed. */
  identifies?: { name: string; born?: string; sex?: string };
  /** How its subject stands: the field, and the values by which there is nobody any more: deceased, moved away, dissolved. With
   * `follow`, what the city granted to whoever goes is put before a person. */
  standing?: { field: string; gone: string[]; follow?: boolean };
  fields: RegisterField[];
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
