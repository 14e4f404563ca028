/** Legal ground: law, clause, exact gist. */
export interface Basis {
  law: string;
  clause: string;
  text: string;
  url?: string;
}

export interface SituationOption {
  value: string;
  label: string;
  hint?: string;
  /** Whoever chooses this needs nothing from us: why, and what to do instead. */
  stop?: string;
}

/** A question that decides which materials, pages and steps apply (情形). Answers: a value, a list of values, or yes/no as boolean. */
export interface Situation {
  id: string;
  ask: string;
  why?: string;
  kind: "one" | "many" | "yes-no";
  options?: SituationOption[];
  /** FEEL over `situation`, answers to the questions before this one. */
  when?: string;
}

/** What stands in for a material so that nobody has to bring it: an electronic licence, a register, or the form itself. */
export interface Substitute {
  licence?: string;
  register?: string;
  form?: true;
}

export interface Material {
  id: string;
  name: string;
  /** deferred: may follow after acceptance (容缺). */
  need: "required" | "optional" | "deferred";
  /** How long after acceptance a deferred one may come: P10WD, P15D. */
  within?: string;
  /** FEEL over `situation`. */
  when?: string;
  form: "original" | "copy" | "electronic";
  /** Who has it: `government`, or a party of the kind by its role. */
  source: string;
  substitute?: Substitute;
  note?: string;
  basis?: string;
  copies: number;
  sample?: string;
}

export interface Place {
  name: string;
  address: string;
  hours: string;
  phone: string;
}

/** A line on the face of a licence: an answer of the form (`field`), or FEEL over the facts (`value`). */
export interface FaceLine {
  label: string;
  field?: string;
  value?: string;
}

/** The register that lists who is paid: its key, and the fields that follow a grant's amount, account and state (paying, suspended, ended). */
export interface PaidRegister {
  id: string;
  key: string;
  amount?: string;
  account?: string;
  state?: string;
}

export interface Outcome {
  name: string;
  licence?: { type: string; name: string; validity?: string; number?: string; face?: FaceLine[] };
  /** `decision` is the DMN decision that gives `monthly` or `amount` in fen; `period` is how often it is paid. */
  payment?: { name: string; decision: string; period?: string; register?: PaidRegister };
}

/**
 * Whom a matter is for when not for whoever asks: fields of the form with number and name, and FEEL that says when. Else whoever asks.
 */
export interface BeneficiaryRule {
  number: string;
  name: string;
  when?: string;
}

/** What one has once. */
export interface Once {
  /** What makes it the same: a party of the kind by its role, `beneficiary`, `situation.<question>`, fields of the form. */
  by: string[];
  /** Fields that rules are told of, of what somebody has already. */
  note?: string[];
  /** How long before its end it may be asked for again: P90D. */
  again?: string;
  /** A register whose row about the beneficiary means that they have it, from the day or month in `since`. */
  register?: { id: string; since?: string };
  /** What to do instead, told with the refusal. */
  hint?: string;
}

/** A service item (事项). Lists are empty, not absent, where nothing is known, as in items imported for guidance only. */
export interface Item {
  id: string;
  name: string;
  short: string;
  /** 实施编码, 31 characters; older codes of imported items are kept as they are. */
  code: string;
  type: string;
  /** Id of the kind of matter that it runs as. */
  kind: string;
  /** 承诺件 or 即办件 (standards §1.2). */
  pace: "promised" | "instant";
  /** 行使层级 1–7; empty where not known. */
  level: string;
  /** Code of the unit that is responsible (实施主体). */
  unit: string;
  /** The department's name as people say it. */
  department: string;
  /** Area the item is for: 12 digits; empty for the whole city. */
  area: string;
  /** Field of the form whose answer, a 12-digit area, is where the matter lies; the city as a whole without it. */
  area_field?: string;
  audience: ("person" | "organisation")[];
  beneficiary?: BeneficiaryRule;
  once?: Once;
  synonyms: string[];
  themes: string[];
  basis: Basis[];
  conditions: string[];
  situations: Situation[];
  materials: Material[];
  limits?: { statutory: string; promised: string; statutory_basis: string };
  fee?: { amount: number; basis: string };
  visits?: number;
  channels: ("online" | "counter" | "phone" | "post" | "proxy")[];
  places: Place[];
  consult?: string;
  complaint?: string;
  appeal?: { review: string; court: string };
  outcome?: Outcome;
  questions: { q: string; a: string }[];
  /** Real-name level (1–5) an applicant needs. */
  minimum_identity: number;
  /** Lengths of the kind's clocks that the item says itself. */
  clocks?: Record<string, string>;
  /** Columns that its kind gives its items. */
  attributes?: Record<string, unknown>;
  /** Main item (主项) that this is a part of, where the catalogue groups items. */
  group?: string;
}
