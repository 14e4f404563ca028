import type { ComponentChild } from "preact";
import type { Option } from "./field.ts";

/** What something is called that is known by a key; null: there is none of that key; undefined: nobody looked. */
export type Called = string | null | undefined;

/** A point that is looked at on site. */
export interface Point {
  id: string;
  ask: string;
  /** One that is not met decides against. */
  key?: boolean;
  hint?: string;
}

/** A file that was brought for a field. */
export interface BroughtFile {
  id: string;
  name: string;
  type: string;
  /** Bytes. */
  size: number;
}

/** What the city knows that types of fields ask for: lists to choose from, and what is called how. What is left out is not known here, and nothing is judged by it. */
export interface Around {
  /** Today's day. */
  today?: string;
  /** Areas, units, staff, registers: code and name. */
  areas?: readonly Option[];
  units?: readonly Option[];
  /** Units that were merged, by code: what they were called, and who does their work. */
  gone?: ReadonlyMap<string, { label: string; heir: Option }>;
  staff?: readonly Option[];
  /** Counterparts outside: short name and name. */
  peers?: readonly Option[];
  registers?: readonly (Option & { columns: readonly Option[] })[];
  /** The licences that whoever answers holds. */
  licences?: readonly Option[];
  /** What can be asked to be put right: fields and materials. */
  markable?: readonly Option[];
  /** Check lists by id. */
  checklists?: Readonly<Record<string, readonly Point[]>>;
  /** Files that were brought, by field; and the address below which a page has each by its id. */
  files?: Readonly<Record<string, readonly BroughtFile[]>>;
  filesAt?: string;
  /** An area by its code or name. */
  readArea?(text: string): { value: unknown } | { fault: string };
  /** What a row of a register is called, by its key. */
  record?(register: string, key: string): Called;
  /** The rows of a short register, for staff to choose from; undefined where keys are written. */
  records?(register: string): readonly Option[] | undefined;
  /** What a licence is called, by its number. */
  licence?(number: string): Called;
  /** What a matter is called, by its number. */
  matter?(number: string): Called;
  /** A map around a point, or as it was moved to (`view`), drawn; where the city has none there is no map. */
  map?(shown: { point?: readonly [number, number]; view?: string }): { drawn: ComponentChild; view: string };
  /** The other answers of the form. */
  answers?: Readonly<Record<string, unknown>>;
}

/** Where nothing of the city is known: what can only be judged by knowing it is taken. */
export const NOWHERE: Around = {};
