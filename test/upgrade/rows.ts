import { copyText, type Pool, sqlOf } from "#kernel/db";

// The queue's own tables are brought up to date by the queue; what waits in it is asked for again by the clock.
const TABLES = `
  select n.nspname || '.' || c.relname as name,
    (select array_agg(a.attname::text order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '')
      as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema$|graphile_)' order by 1`;

const SEQUENCES = `
  select n.nspname || '.' || s.relname as sequence, t.relnamespace::regnamespace || '.' || t.relname as name, a.attname as column
  from pg_class s join pg_namespace n on n.oid = s.relnamespace join pg_depend d on d.objid = s.oid and d.deptype in ('a', 'i')
    join pg_class t on t.oid = d.refobjid join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
  where s.relkind = 'S' and n.nspname !~ '^graphile_'`;

const END = "\\.";

/** Every row of a city as text: of each table a line with its name and columns, the rows as COPY has them, and a line with "\\.". */
export async function dumpRows(owner: Pool): Promise<string> {
  const lines: string[] = [];
  for (const { name, columns } of (await owner.query<{ name: string; columns: string[] }>(TABLES)).rows) {
    const chosen = columns.map((column, i) => `"${column}"::text as c${i}`).join(", ");
    const { rows } = await owner.query<Record<string, string | null>>(
      `select ${chosen} from ${name} order by 1, 2`.replace(columns.length < 2 ? ", 2" : "", ""),
    );
    if (rows.length === 0) continue;
    lines.push([name, ...columns].join("\t"), ...rows.map((row) => columns.map((_, i) => copyText(row[`c${i}`])).join("\t")), END);
  }
  return `${lines.join("\n")}\n`;
}

/** The tables of such a text: name, columns, lines of rows. */
export function tablesOf(text: string): { name: string; columns: string[]; lines: string[] }[] {
  const tables: { name: string; columns: string[]; lines: string[] }[] = [];
  let open: { name: string; columns: string[]; lines: string[] } | undefined;
  for (const line of text.trimEnd().split("\n")) {
    if (!open) {
      const [name, ...columns] = line.split("\t") as [string, ...string[]];
      open = { name, columns, lines: [] };
      tables.push(open);
    } else if (line === END) open = undefined;
    else open.lines.push(line);
  }
  return tables;
}

/** Puts the rows into a database that has the tables, in place of all that is in them, as a restore does: no trigger runs. */
export async function loadRows(owner: Pool, text: string): Promise<void> {
  const tables = tablesOf(text);
  await sqlOf(owner).transaction(async (db) => {
    await db.query("set local session_replication_role = replica");
    for (const { name } of (await owner.query<{ name: string }>(TABLES)).rows) await db.query(`delete from ${name}`);
    for (const { name, columns, lines } of tables) {
      async function* sent(): AsyncIterable<string> {
        for (const line of lines) yield `${line}\n`;
      }
      await db.copy(`copy ${name} (${columns.map((column) => `"${column}"`).join(", ")}) from stdin`, sent());
    }
    for (const { sequence, name, column } of await db.query<{ sequence: string; name: string; column: string }>(SEQUENCES))
      await db.query(`select setval('${sequence}', greatest((select max(${column}) from ${name}), 1))`);
  });
}
