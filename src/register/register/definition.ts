import type { RegisterField } from "#register/field";

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
