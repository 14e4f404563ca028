import { ENCRYPTED_IN_JSON } from "#crypto/crypto";
import type { Sql } from "#kernel/db";

/** A table whose rows are digested, as the database's catalogue has it. */
export interface CoveredTable {
  name: string;
  /** Columns that are hashed, in the order of the table: all but `xact` and what is encrypted whole; with a star after it where texts within are encrypted. */
  columns: string[];
  key: string[];
  /** Its rows may be changed by the city; otherwise they are history. */
  living: boolean;
}

// Acts and looks are chained, and each is a leaf of its own.
const CHAINED = ["matter.acts", "trace.looks"];

/**
 * The tables that are digested: all with a column `xact` (see `kernel/db`), found in the catalogue, so that none is forgotten. An encrypted text
 * is left out: it carries a MAC of its own and is re-encrypted when keys change.
 */
export function listCovered(sql: Sql): Promise<CoveredTable[]> {
  return sql.query<CoveredTable>(
    `select t.name, t.living,
       (select array_agg(a.attname || case when a.atttypid = to_regtype('public.sealed_json') then '*' else '' end order by a.attnum) from pg_attribute a
        where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped and a.attname <> 'xact' and a.atttypid is distinct from to_regtype('public.sealed')) as columns,
       (select array_agg(a.attname::text order by k.place) from pg_constraint c cross join unnest(c.conkey) with ordinality as k(attnum, place)
        join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum where c.conrelid = t.oid and c.contype = 'p') as key
     from (
       select c.oid, n.nspname || '.' || c.relname as name, exists (select from pg_trigger g where g.tgrelid = c.oid and g.tgname = 'numbered') as living
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and n.nspname <> 'public' and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'xact' and not a.attisdropped)) t
     where t.name <> all ($1) order by t.name`,
    [CHAINED],
    "fresh",
  );
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

// Encrypted texts within JSON are hashed as if they were all the same; `checkEncrypted` opens exactly those.
function valueOf(column: string): string {
  return column.endsWith("*") ? `regexp_replace(${quoted(column.slice(0, -1))}::text, '${ENCRYPTED_IN_JSON}', '"*"', 'g')` : quoted(column);
}

/** SQL for a row's key as one line of text. */
export function keyText(key: readonly string[]): string {
  return `json_build_array(${key.map(quoted).join(", ")})::text`;
}

/** SQL for what of a row is hashed: text that is the same whoever asks, in a session whose time zone is UTC. */
export function rowText(columns: readonly string[]): string {
  return `json_build_array(${columns.map(valueOf).join(", ")})::text`;
}
