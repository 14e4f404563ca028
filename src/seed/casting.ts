import { actRecord, type Act, getMatter, listActs, listDocuments } from "#matter/matter";
import { one, type Sql } from "#kernel/db";
import { newId } from "#values/ids";
import { canonical, GENESIS, linkText } from "#kernel/trace";
import type { City } from "../city.ts";

/** A matter that was really walked: the mould of many. */
export interface Mould {
  matterId: string;
  number: string;
  closed: boolean;
  /** Of each act: its instant, and its canonical text in three pieces between which instant and matter id belong. */
  acts: { at: number; pieces: string[] }[];
  /** Its papers, opened: of each cast they name another number. */
  papers: Record<string, string>;
}

/** What a cast has of its own, beside its id, its number and its days. */
export interface Own {
  /** Answers of the form that are other than the mould's. */
  form: Record<string, unknown>;
  title: string;
  /** What it is found by. */
  said: string;
  area: string;
  /** The point that others see, and its place in the order of map tiles. */
  longitude: number;
  latitude: number;
  quad: number;
  /** What its papers say instead of what the mould's say. */
  said_in_papers: readonly [from: string, to: string][];
}

/** One more matter of a mould: its own id, number and days; its chain linked anew. */
export interface Cast {
  mould: string;
  id: string;
  number: string;
  /** Whole days it lies before its mould. */
  days: number;
  hashes: string[];
  papers: Record<string, string>;
  own?: Omit<Own, "said_in_papers">;
}

const DAY = 86_400_000;

// Linking a hundred thousand chains is mostly the writing of texts that differ in two places: they are cut there once.
function piecesOf(matterId: string, act: Act): Mould["acts"][number] {
  const text = canonical(actRecord(matterId, act));
  const pieces = text.split(new RegExp(`${act.at.toISOString()}|${matterId}`));
  if (pieces.length !== 3) throw new Error("an act of a mould names its matter or its instant elsewhere");
  return { at: act.at.getTime(), pieces };
}

/** A matter as a mould. */
export async function mouldOf(city: City, matterId: string): Promise<Mould> {
  const ctx = city.ctx();
  const { matter } = await getMatter(ctx, matterId);
  const [acts, papers] = await Promise.all([listActs(ctx, matterId), listDocuments(ctx, matterId)]);
  return {
    matterId,
    number: matter.number!,
    closed: matter.closedAt !== null,
    acts: acts.map((act) => piecesOf(matterId, act)),
    papers: Object.fromEntries(papers.map(({ documentId, data }) => [documentId, JSON.stringify(data)])),
  };
}

/** Casts a mould so many days earlier, under a number. */
export function castOf(
  city: City,
  { matterId: mould, number: first, acts, papers }: Mould,
  { number, days, own }: { number: string; days: number; own?: Own },
): Cast {
  const id = newId();
  let before: Buffer = GENESIS;
  const hashes = acts.map(({ at, pieces: [one, two, three] }) =>
    (before = linkText(before, `${one}${new Date(at - days * DAY).toISOString()}${two}${id}${three}`)).toString("hex"),
  );
  const { personal } = city.ctx();
  const { said_in_papers: said = [], ...rest } = own ?? {};
  const written = (text: string): string => [[first, number] as const, ...said].reduce((now, [from, to]) => now.replaceAll(from, to), text);
  return {
    mould,
    id,
    number,
    days,
    hashes,
    papers: own ? Object.fromEntries(Object.entries(papers).map(([document, text]) => [document, personal.encrypt(written(text))])) : {},
    ...(own && { own: rest as Omit<Own, "said_in_papers"> }),
  };
}

const EVERYWHERE: Readonly<Record<string, string>> = {
  matter_id: "v.id",
  number: "v.number",
  backwards: "reverse(v.number)",
  head: "decode(v.hashes ->> (m.acts - 1), 'hex')",
  entry_id: "gen_random_uuid()",
  hash: "decode(v.hashes ->> (m.seq - 1), 'hex')",
  xact: "pg_current_xact_id()::text::bigint",
};
const POINT = "point((v.own ->> 'longitude')::float8, (v.own ->> 'latitude')::float8)";
const QUAD = "(v.own ->> 'quad')::bigint";
const AREA = "v.own ->> 'area'";

/** Columns that are a cast's own, by table, where it has something of its own. */
const OF_OWN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  matters: { form: "(m.form || (v.own -> 'form'))", title: "v.own ->> 'title'", area: AREA },
  search: { words: "matter.words(v.own ->> 'said')", area: AREA, point: POINT, quad: QUAD },
  tasks: { area: AREA },
  locations: { point: POINT, quad: QUAD },
  documents: {
    document_id: "gen_random_uuid()",
    number: "regexp_replace(m.number, '[0-9]+号$', right(v.number, 6) || '号')",
    data: "v.papers ->> m.document_id::text",
  },
};

/** How a column of a cast row comes from its mould's row `m` and the cast `v`. */
function valueOf(table: string, { name, type }: { name: string; type: string }, own: boolean): string {
  const value = (own ? OF_OWN[table]?.[name] : undefined) ?? EVERYWHERE[name];
  if (value) return value;
  if (type === "timestamptz") return `m.${name} - make_interval(days => v.days)`;
  return type === "date" ? `m.${name} - v.days` : `m.${name}`;
}

/** The insert that copies the moulds' rows of a table, changed for each cast. The database does the copying: only what differs travels. */
export async function insertOf(sql: Sql, table: string, { schema = "matter", own = false } = {}): Promise<string> {
  const columns = await sql.query<{ name: string; type: string }>(
    "select column_name as name, udt_name as type from information_schema.columns where table_schema = $1 and table_name = $2 order by ordinal_position",
    [schema, table],
  );
  return `
    insert into ${schema}.${table} (${columns.map(({ name }) => name).join(", ")})
    select ${columns.map((column) => valueOf(table, column, own)).join(", ")}
    from jsonb_to_recordset($1) as v(mould uuid, id uuid, number text, days int, hashes jsonb, papers jsonb, own jsonb) join ${schema}.${table} m on m.matter_id = v.mould`;
}

/** Writes casts in one transaction. */
export function writeCasts(db: Sql, inserts: readonly string[], casts: readonly Cast[]): Promise<void> {
  const values = [JSON.stringify(casts)];
  return db.transaction(async (inner) => {
    // A bulk load that is lost can be run again: it need not wait for the disk at every batch.
    await inner.query("set local synchronous_commit = off", []);
    for (const insert of inserts) await inner.query(insert, values);
  });
}

/** A number that no other run of this database has. */
export async function runOf(sql: Sql): Promise<number> {
  return (await one<{ run: number }>(sql, "select nextval('matter.serials') % 100000 as run")).run;
}
