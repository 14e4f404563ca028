import type { FieldDefinition } from "#content/form";

/** What of a matter says what it is about: the answers of the fields that its kind names. */
export interface Asked {
  form: Record<string, unknown>;
  submittedAt: Date | null;
}

/** Under what licences stand, beside registers. */
export const OF_LICENCES = "";

/** A field that says what a matter is about: a row of a register, or a licence. */
type Saying = Pick<FieldDefinition, "name" | "type" | "register">;

/** What a matter is about, by field: the register, or `OF_LICENCES`, and the key of the row or the number of the licence; empty where it does not say. */
export function subjectsIn(fields: readonly Saying[], answers: Readonly<Record<string, unknown>>): { field: string; register: string; key: string }[] {
  return fields.map(({ name, type, register = "" }) => {
    const answer = answers[name];
    return { field: name, register: type === "licence" ? OF_LICENCES : register, key: typeof answer === "string" ? answer.trim() : "" };
  });
}

/**
 * The rows of what a matter is about, where a step changes it: handed in, or answered otherwise. Keys may say who somebody is: they are found by their blind
 * index and do not stand there.
 * @param opened the answers after the step, in the clear
 */
export function subjectRows(
  { before, after }: { before: Asked; after: Asked },
  fields: readonly Saying[],
  opened: () => Readonly<Record<string, unknown>>,
  index: (key: string) => string,
): object[] {
  if (fields.length === 0 || after.submittedAt === null) return [];
  if (before.submittedAt !== null && before.form === after.form) return [];
  const said = subjectsIn(fields, opened()).map(({ field, register, key }) => ({ field, register, key_index: key === "" ? null : index(key) }));
  return before.submittedAt === null ? said.filter((row) => row.key_index !== null) : said;
}

/** What a step writes of what its matter is about. */
export const SUBJECTS_PART = `
  insert into matter.subjects (matter_id, field, register, key_index, since)
  select head.matter_id, s.field, s.register, s.key_index, :now::timestamptz
  from head, jsonb_to_recordset(:subjects) as s(field text, register text, key_index text)
  on conflict (matter_id, field) do update set register = excluded.register, key_index = excluded.key_index, since = excluded.since
  where subjects.key_index is distinct from excluded.key_index or subjects.register <> excluded.register`;
