import type { Client } from "#kernel/db";

/** A table as a backup holds it. */
export interface KeptTable {
  /** "matter.acts" */
  name: string;
  /** Columns that are stored; what is reckoned from others is reckoned anew. */
  columns: string[];
}

/** A sequence and where it stood. */
export interface KeptSequence {
  name: string;
  value: string | null;
}

// Those that others refer to come first, so that every reference finds its row.
const TABLES = `
  with recursive t as (
    select c.oid, format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and c.relpersistence = 'p' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')),
  depth as (
    select oid, 0 as level from t union
    select f.conrelid, d.level + 1 from depth d join pg_constraint f on f.confrelid = d.oid and f.contype = 'f' and f.conrelid <> f.confrelid where d.level < 50)
  select t.name, (select json_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a
      where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
  from t join depth using (oid) group by t.oid, t.name order by max(level), t.name`;

// Those of keys stay: a key is asked for while rows come.
const INDEXES = `
  select format('%I.%I', n.nspname, c.relname) as name, pg_get_indexdef(i.indexrelid) as definition
  from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
  where i.indrelid = any ($1::regclass[]) and not exists (select from pg_constraint o where o.conindid = i.indexrelid) order by 1`;

const SEQUENCES = `
  select format('%I.%I', schemaname, sequencename) as name, last_value::text as value from pg_sequences where schemaname !~ '^pg_' order by 1`;

/** Every table of the database, those first that others refer to. */
export async function listTables(client: Client): Promise<KeptTable[]> {
  return (await client.query<KeptTable>(TABLES)).rows;
}

/** Every sequence of the database. */
export async function listSequences(client: Client): Promise<KeptSequence[]> {
  return (await client.query<KeptSequence>(SEQUENCES)).rows;
}

/** The indexes of tables that no key stands on, with what makes them. */
export async function listIndexes(client: Client, tables: readonly string[]): Promise<{ name: string; definition: string }[]> {
  return (await client.query<{ name: string; definition: string }>(INDEXES, [tables])).rows;
}
