import type { Pool } from "pg";

/** The role the server connects as: it may neither change the schema nor delete history. Granted to in each migration. */
export const SERVER_ROLE = "yiwang_server";

/** The role that re-encrypts what is encrypted under an older key: it reads and updates columns of the encrypted domains and nothing else. */
export const REENCRYPTING_ROLE = "yiwang_resealing";

/** Creates a role, or sets its password anew. */
export async function ensureRole(owner: Pool, role: string, password: string): Promise<void> {
  if (!/^[A-Za-z0-9_-]{16,}$/.test(password)) throw new Error(`the password of ${role} must be url-safe and at least 16 long`);
  try {
    // One transaction behind a lock: PostgreSQL refuses two at once that change one role ("tuple concurrently updated").
    await owner.query(`
      select pg_advisory_xact_lock(hashtextextended('kernel.roles', 7));
      do $$ begin
        if not exists (select from pg_roles where rolname = '${role}') then
          create role ${role} login;
        end if;
      end $$;
      alter role ${role} password '${password}'`);
  } catch (error) {
    if ((error as { code?: string }).code !== "42501") throw error;
    throw new Error("DATABASE_URL must belong to a role that may create roles (CREATEROLE)", { cause: error });
  }
}

/** Creates the roles, or sets their passwords anew. Needs CREATEROLE; the message says so when it is missing. */
export async function ensureRoles(owner: Pool, passwords: { server: string; reencryption: string }): Promise<void> {
  await ensureRole(owner, SERVER_ROLE, passwords.server);
  await ensureRole(owner, REENCRYPTING_ROLE, passwords.reencryption);
}

/**
 * Gives the reencryption role its rights on every column of an encrypted domain, and the place of its row. Run by the owner after every change of the
 * schema, so that no table is forgotten. The schema kernel is for the trigger that numbers changed rows.
 */
export const GRANT_REENCRYPTING = `
  select pg_advisory_xact_lock(hashtextextended('kernel.resealing', 7));
  grant usage on schema kernel to ${REENCRYPTING_ROLE};
  do $$ declare t record; begin
    for t in
      select n.nspname, c.relname, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where a.atttypid in ('public.sealed'::regtype, 'public.sealed_json'::regtype) and a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p')
      group by 1, 2
    loop
      execute format('grant usage on schema %I to ${REENCRYPTING_ROLE}', t.nspname);
      execute format('grant select (ctid, %s), update (%s) on %I.%I to ${REENCRYPTING_ROLE}', t.columns, t.columns, t.nspname, t.relname);
    end loop;
  end $$`;
