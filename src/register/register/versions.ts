import type { RegisterDefinition } from "./definition.ts";
import type { Actor } from "#kernel/ctx";
import { blindFields, indexOf } from "./table.ts";

/** Who wrote a version, as it is kept. A person's name stays out of it: they wrote through their matter, which knows them. */
export interface Writer {
  kind: Actor["kind"];
  id: string;
  name: string;
}

/** Who acts, as a version keeps it. */
export function writerOf({ kind, id, name }: Actor): Writer {
  return { kind, id, name: kind === "person" || kind === "anonymous" ? "" : name };
}

/** What of a row is no value of a field. */
const HEAD = ["record_id", "key_index", "source", "matter_id", "updated_at", "seq", "import_id", "written_by", "xact"];

/**
 * SQL that keeps rows of a register as they stand, before they are written: `from` says which, under the alias t, and locks them; `until` is when they end.
 * A clock that was put back makes no time that ends before it began.
 */
export function keepingVersions(definition: RegisterDefinition, until: string, from: string): string {
  const left = [...HEAD, ...blindFields(definition).map(({ name }) => indexOf(name))].join(",");
  return `insert into register.versions (register_id, record_id, seq, valid_from, valid_until, source, matter_id, import_id, written_by, record)
    select '${definition.id}', t.record_id, t.seq, t.updated_at, greatest(t.updated_at, ${until}), t.source, t.matter_id, t.import_id, t.written_by,
      jsonb_strip_nulls(to_jsonb(t) - '{${left}}'::text[])
    ${from}`;
}
