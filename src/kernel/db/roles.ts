import type { Pool } from "pg";

/** The role the server connects as: it may neither change the schema nor delete history. Granted to in each migration. */
export const SERVER_ROLE = "yiwang_server";

/** Creates the server role, or sets its password anew. Needs CREATEROLE; the message says so when it is missing. */
export async function ensureServerRole(owner: Pool, password: string): Promise<void> {
  if (!/^[A-Za-z0-9_-]{16,}$/.test(password)) throw new Error("the server role's password must be url-safe and at least 16 long");
  try {
    await owner.query(`
      do $$ begin
        if not exists (select from pg_roles where rolname = '${SERVER_ROLE}') then
          create role ${SERVER_ROLE} login;
        end if;
      end $$`);
    await owner.query(`alter role ${SERVER_ROLE} password '${password}'`);
  } catch (error) {
    throw new Error("DATABASE_URL must belong to a role that may create roles (CREATEROLE)", { cause: error });
  }
}
