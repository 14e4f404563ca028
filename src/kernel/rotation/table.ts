import type { PersonalCodec } from "#crypto/crypto";
import { one, type Sql } from "#kernel/db";
import type { EncryptedTable } from "./columns.ts";
import type { Part, Place } from "./place.ts";
import { reencrypted, type Reencrypted } from "./row.ts";

// A part: 128 KB of the table, however long its values lie outside of it. A rest comes after each.
const BLOCKS = 16;
// A batch: what one transaction changes, milliseconds for whoever waits for one of its rows.
const ROWS = 100;
const BYTES = 1_000_000;

interface Candidate {
  ctid: string;
  size: number;
}

// What lies under any other version, gone ones too: those are found unreadable. Of a text only the beginning is fetched.
function needs({ columns }: EncryptedTable, version: number): string {
  const inJson = `'"[as]1[.](?!${version}[.])[1-9][0-9]{0,5}[.][A-Za-z0-9_-]{38}'`;
  return columns.map(({ name, json }) => (json ? `${name}::text ~ ${inJson}` : `split_part(left(${name}, 10), '.', 2) <> '${version}'`)).join(" or ");
}

const sizes = ({ columns }: EncryptedTable): string =>
  columns.map(({ name, json }) => `coalesce(${json ? `pg_column_size(${name})` : `octet_length(${name})`}, 0)`).join(" + ");

function batchesOf(candidates: Candidate[]): string[][] {
  const batches: string[][] = [];
  let size = Infinity;
  for (const candidate of candidates) {
    if (size + candidate.size > BYTES || batches.at(-1)!.length >= ROWS) {
      batches.push([]);
      size = 0;
    }
    batches.at(-1)!.push(candidate.ctid);
    size += candidate.size;
  }
  return batches;
}

/**
 * A table whose encrypted columns are re-encrypted under a version, in the order of its blocks. A row is changed only if it still holds what was
 * read, and one that somebody has locked is left for the next pass: nobody is overwritten, and nobody is waited for while rows are held.
 */
export function tablePlace(sql: Sql, codec: PersonalCodec, table: EncryptedTable, version: number): Place {
  const find = `select ctid::text as ctid, ${sizes(table)} as size from ${table.name} where ctid >= $1::tid and ctid < $2::tid and (${needs(table, version)})`;
  const read = `select ctid::text as ctid, ${table.columns.map(({ name }, i) => `${name}::text as c${i}`).join(", ")} from ${table.name} where ctid = any ($1::tid[])`;
  const values = table.columns.map((_column, i) => `$${2 * i + 2}::text[], $${2 * i + 3}::text[]`).join(", ");
  const write = `
    with held as (
      select t.ctid, ${table.columns.map((_column, i) => `v.n${i}`).join(", ")} from ${table.name} t
      join unnest($1::tid[], ${values}) as v(ctid, ${table.columns.map((_column, i) => `o${i}, n${i}`).join(", ")}) on v.ctid = t.ctid
      where ${table.columns.map(({ name }, i) => `t.${name}::text is not distinct from v.o${i}`).join(" and ")} for no key update of t skip locked)
    update ${table.name} t set ${table.columns.map(({ name, json }, i) => `${name} = held.n${i}${json ? "::jsonb" : ""}`).join(", ")}
    from held where t.ctid = held.ctid returning 1`;

  const opened = (row: Record<string, string | null>): Reencrypted[] =>
    table.columns.map(({ json }, i) => reencrypted(codec, version, { text: row[`c${i}`] ?? null, json }));

  async function blocks(): Promise<number> {
    const text = `select (pg_relation_size($1::regclass) / current_setting('block_size')::int)::int as count`;
    return (await one<{ count: number }>(sql, text, [table.name])).count;
  }

  async function batch(ctids: string[]): Promise<Pick<Part, "found" | "reencrypted" | "unreadable">> {
    const rows = (await sql.query<Record<string, string | null>>(read, [ctids])).map((row) => ({ row, after: opened(row) }));
    const changed = rows.filter(({ after }) => after.some((value) => value.changed));
    const unreadable = rows.reduce((sum, { after }) => sum + after.reduce((of, value) => of + value.unreadable, 0), 0);
    if (changed.length === 0) return { found: 0, reencrypted: 0, unreadable };
    const given = table.columns.flatMap((_column, i) => [changed.map(({ row }) => row[`c${i}`]), changed.map(({ after }) => after[i]!.text)]);
    const written = await sql.query(write, [changed.map(({ row }) => row["ctid"]), ...given]);
    return { found: changed.length, reencrypted: written.length, unreadable };
  }

  async function candidates(from: number, to: number): Promise<Candidate[]> {
    return sql.query<Candidate>(find, [`(${from},0)`, `(${to},0)`]);
  }

  return {
    name: table.name,
    async reencrypt(from) {
      const part: Part = { next: from + BLOCKS, all: await blocks(), found: 0, reencrypted: 0, unreadable: 0 };
      for (const ctids of batchesOf(await candidates(from, part.next))) {
        const done = await batch(ctids);
        part.found += done.found;
        part.reencrypted += done.reencrypted;
        part.unreadable += done.unreadable;
      }
      return part;
    },
    async count() {
      let count = 0;
      for (let from = 0; from < (await blocks()); from += BLOCKS)
        for (const ctids of batchesOf(await candidates(from, from + BLOCKS)))
          for (const row of await sql.query<Record<string, string | null>>(read, [ctids])) if (opened(row).some(({ changed }) => changed)) count += 1;
      return count;
    },
  };
}
