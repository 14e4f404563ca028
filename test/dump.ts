import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Pool } from "#kernel/db";
import type { CastPerson } from "#content/rehearsal";

/** What must not be found, in one of the forms in which it could lie somewhere. */
export interface Needle {
  /** Whose and what: 陈小满 phone. */
  what: string;
  bytes: Buffer;
}

/** Where something was found. */
export interface Found {
  where: string;
  what: string;
}

const escaped = (text: string, cased: (hex: string) => string): string =>
  [...text].map((letter) => (letter.charCodeAt(0) < 128 ? letter : `\\u${cased(letter.charCodeAt(0).toString(16).padStart(4, "0"))}`)).join("");

/** A text as it is, in lower case, as JSON may escape it, and as hex and base64 of any beginning. */
export function needlesFor(what: string, text: string): Needle[] {
  const plain = Buffer.from(text);
  // In base64 a text looks in three ways, by where it begins; the letters that depend on what stands beside it are left out.
  const inBase64 = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), plain])
      .toString("base64")
      .slice(before === 0 ? 0 : before + 1, -4),
  );
  const forms = [text, text.toLowerCase(), escaped(text, (hex) => hex), escaped(text, (hex) => hex.toUpperCase()), plain.toString("hex"), ...inBase64];
  return [...new Set(forms)].map((form) => ({ what, bytes: Buffer.from(form) }));
}

/** Number, phone and address of people, in every form. */
export function needlesOf(people: Iterable<CastPerson>): Needle[] {
  return [...people].flatMap((person) => (["id_number", "phone", "address"] as const).flatMap((field) => needlesFor(`${person.name} ${field}`, person[field])));
}

// Needles are many and alike: the bytes are gone through once for each beginning that some share.
function grouped(needles: Needle[]): [Buffer, Needle[]][] {
  const groups = new Map<string, Needle[]>();
  for (const needle of needles) groups.set(needle.bytes.toString("latin1", 0, 6), [...(groups.get(needle.bytes.toString("latin1", 0, 6)) ?? []), needle]);
  return [...groups].map(([beginning, of]) => [Buffer.from(beginning, "latin1"), of]);
}

/** Which needles lie in some bytes. */
export function foundIn(bytes: Buffer, needles: Needle[]): string[] {
  const found = new Set<string>();
  for (const [beginning, of] of grouped(needles))
    for (let at = bytes.indexOf(beginning); at >= 0; at = bytes.indexOf(beginning, at + 1))
      for (const { what, bytes: form } of of) if (bytes.compare(form, 0, form.length, at, Math.min(at + form.length, bytes.length)) === 0) found.add(what);
  return [...found];
}

/** Searches every file below a folder. */
export function searchFiles(folder: string, needles: Needle[]): { found: Found[]; files: number; bytes: number } {
  const found: Found[] = [];
  let [files, bytes] = [0, 0];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const content = readFileSync(path);
    files += 1;
    bytes += content.length;
    for (const what of foundIn(content, needles)) found.push({ where: relative(folder, path), what });
  }
  return { found, files, bytes };
}

/** Searches every column of every table as text: what the database compresses on the disk is read here as it is. */
export async function searchRows(owner: Pool, needles: Needle[]): Promise<{ found: Found[]; columns: number }> {
  const { rows: columns } = await owner.query<{ table: string; column: string; text: string }>(`
    select format('%I.%I', n.nspname, c.relname) as table, a.attname as column,
      case when a.atttypid = 'bytea'::regtype then format('encode(%I, ''escape'')', a.attname) else format('%I::text', a.attname) end as text
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'm') and a.attnum > 0 and not a.attisdropped and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`);
  const found: Found[] = [];
  for (const { table, column, text } of columns) {
    const { rows } = await owner.query<{ text: string | null }>(`select ${text} as text from ${table}`);
    const content = Buffer.from(rows.map((row) => row.text ?? "").join("\n"));
    for (const what of foundIn(content, needles)) found.push({ where: `${table}.${column}`, what });
  }
  return { found, columns: columns.length };
}
