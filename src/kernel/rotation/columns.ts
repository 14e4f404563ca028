import type { Sql } from "#kernel/db";

/** A table in which something is encrypted. */
export interface EncryptedTable {
  /** Quoted as SQL wants it: matter.matters. */
  name: string;
  columns: { name: string; json: boolean }[];
}

const COLUMNS = `
  select format('%I.%I', n.nspname, c.relname) as name,
    json_agg(json_build_object('name', quote_ident(a.attname), 'json', a.atttypid = 'public.sealed_json'::regtype) order by a.attnum) as columns
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  where a.atttypid in ('public.sealed'::regtype, 'public.sealed_json'::regtype) and a.attnum > 0 and not a.attisdropped and c.relkind = 'r'
  group by 1 order by 1`;

/** Every table with encrypted columns, asked of the catalogue of the database: whoever makes a table need not tell. */
export function encryptedTables(sql: Sql): Promise<EncryptedTable[]> {
  return sql.query<EncryptedTable>(COLUMNS, []);
}
