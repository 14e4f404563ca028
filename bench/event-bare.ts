import { newId } from "#values/ids";
import type { Sql } from "#kernel/db";

type Row = Record<string, unknown>;

// Every table that the beginning of an event writes, with the column that says whose row it is.
const TABLES: readonly [table: string, key: string][] = [
  ["matter.matters", "matter_id"],
  ["matter.acts", "matter_id"],
  ["matter.tasks", "matter_id"],
  ["matter.clocks", "matter_id"],
  ["matter.parties", "matter_id"],
  ["matter.search", "matter_id"],
  ["matter.locations", "matter_id"],
  ["matter.links", "matter_id"],
  ["events.outbox", "subject"],
];

/** One row that was written, with the column that says whose it is. */
export interface Written {
  table: string;
  key: string;
  row: Row;
}

// Geometry and words come out of the driver as its own objects: they are read and written again as text.
async function rowsOf(db: Sql, table: string, key: string, id: string): Promise<Row[]> {
  const [schema, name] = table.split(".") as [string, string];
  const columns = await db.query<{ name: string; type: string }>(
    `select column_name as name, case when data_type = 'ARRAY' then 'text[]' when data_type in ('point', 'tsvector', 'jsonb', 'json', 'USER-DEFINED') then 'text' else '' end as type
     from information_schema.columns where table_schema = $1 and table_name = $2 and is_generated = 'NEVER'`,
    [schema, name],
  );
  const list = columns.map(({ name: column, type }) => (type === "text" ? `${column}::text as ${column}` : column)).join(", ");
  return db.query<Row>(`select ${list} from ${table} where ${key} = $1`, [id]);
}

/** The rows that the beginning of a matter wrote, read back. */
export async function writtenBy(db: Sql, matterId: string): Promise<Written[]> {
  const found: Written[] = [];
  for (const [table, key] of TABLES) for (const row of await rowsOf(db, table, key, matterId)) found.push({ table, key, row });
  return found;
}

const texts = new Map<string, string>();

function insertOf(table: string, row: Row): string {
  const known = texts.get(table);
  if (known) return known;
  const columns = Object.keys(row);
  const text = `insert into ${table} (${columns.join(", ")}) values (${columns.map((_column, i) => `$${i + 1}`).join(", ")})`;
  texts.set(table, text);
  return text;
}

/** The same rows once more for another matter: begin, an insert for each row, commit; all prepared, no thinking. */
export async function insertBare(db: Sql, written: readonly Written[], serial: number): Promise<void> {
  const id = newId();
  await db.transaction(async (inner) => {
    for (const { table, key, row } of written) {
      const own: Row = { ...row, [key]: id };
      for (const column of ["event_id"]) if (column in own) own[column] = newId();
      if (typeof own["number"] === "string") own["number"] = `X${serial}`;
      if ("source_number" in own) own["source_number"] = `x-${serial}`;
      await inner.query(insertOf(table, own), Object.values(own));
    }
  });
}
