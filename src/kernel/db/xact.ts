import type { Pool } from "pg";
import { SERVER_ROLE } from "./roles.ts";

// Room for the transactions of one cluster: a database that is restored in another counts on above what was counted before.
const CLUSTER = 2 ** 44;

/**
 * Numbers that say which transaction wrote a row, rising for ever: `kernel.xact()` is that of the running transaction, below `kernel.horizon()`
 * all have ended and been seen. Transactions are counted by the cluster, so a database restored elsewhere gets a higher beginning, by the
 * owner and before anything is written. Both are one expression each, so that a default by them costs nothing.
 */
export async function numberTransactions(owner: Pool): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock(hashtextextended('kernel.clusters', 7))");
    await client.query("create table if not exists kernel.clusters (number int primary key, cluster text not null, since timestamptz not null default now())");
    const { rows } = await client.query<{ cluster: string; known: string | null; number: number | null }>(
      `select system_identifier::text as cluster, c.cluster as known, c.number
       from pg_control_system() left join (select * from kernel.clusters order by number desc limit 1) c on true`,
    );
    const { cluster, known, number } = rows[0]!;
    if (cluster !== known) {
      const next = number === null ? 0 : number + 1;
      await client.query("insert into kernel.clusters (number, cluster) values ($1, $2)", [next, cluster]);
      await client.query(`
        create or replace function kernel.xact() returns bigint language sql volatile as
          'select pg_current_xact_id()::text::bigint + ${next * CLUSTER}';
        create or replace function kernel.horizon() returns bigint language sql volatile as
          'select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + ${next * CLUSTER}';
        grant usage on schema kernel to ${SERVER_ROLE};
        grant select on kernel.clusters to ${SERVER_ROLE}`);
    }
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

// Visits come and go, and the log with its digests is held by its own hashes.
const LEFT_OUT = "^(kernel|log|digest)[.]|^identity[.]sessions$";

/**
 * Gives every table of the city a column `xact`, the transaction that wrote each row as it stands; but for those whose rows the server may
 * remove, which are passing by that very right. A row that may be changed gets a new number at each change. Run by the owner after every
 * change of the schema, so that no table is forgotten.
 */
export const COVER = `
  select pg_advisory_xact_lock(hashtextextended('kernel.cover', 7));
  create or replace function kernel.numbered() returns trigger language plpgsql as $$ begin new.xact := kernel.xact(); return new; end $$;
  do $$ declare t record; begin
    for t in
      select format('%I.%I', n.nspname, c.relname) as name, c.relname,
        has_any_column_privilege('${SERVER_ROLE}', c.oid, 'update') or not has_table_privilege('${SERVER_ROLE}', c.oid, 'insert') as living
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|graphile_|information_schema$|public$)' and n.nspname || '.' || c.relname !~ '${LEFT_OUT}'
        and not has_table_privilege('${SERVER_ROLE}', c.oid, 'delete')
        and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'xact' and not a.attisdropped)
      order by 1
    loop
      execute format('alter table %s add column xact bigint not null default kernel.xact()', t.name);
      if t.living then
        execute format('create index %I on %s (xact)', t.relname || '_xact', t.name);
        execute format('create trigger numbered before update on %s for each row execute function kernel.numbered()', t.name);
      else
        execute format('create index %I on %s using brin (xact) with (autosummarize = on, pages_per_range = 32)', t.relname || '_xact', t.name);
      end if;
    end loop;
  end $$`;
