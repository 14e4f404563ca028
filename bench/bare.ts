import type { Sql } from "#kernel/db";

type Row = Record<string, unknown>;

// The tables a step writes, and which column tells at what instant a row was written.
const WRITTEN: { table: string; key: string; at: string }[] = [
  { table: "matter.acts", key: "matter_id", at: "at" },
  { table: "matter.tasks", key: "matter_id", at: "opened_at" },
  { table: "matter.clocks", key: "matter_id", at: "started_at" },
  { table: "matter.stops", key: "matter_id", at: "started_at" },
  { table: "matter.materials", key: "matter_id", at: "added_at" },
  { table: "matter.documents", key: "matter_id", at: "issued_at" },
  { table: "events.outbox", key: "subject", at: "at" },
  { table: "licence.licences", key: "matter_id", at: "created_at" },
];

/** One row to write: into which table, and its values. */
interface Write {
  table: string;
  row: Row;
}

/** What one step of a lived matter wrote, read back from the tables: the same rows, to be written again by bare SQL. */
export interface Step {
  writes: Write[];
  done: string[];
  matter: Row;
  /** The submission, which writes the answers and the evidence too. */
  first: boolean;
}

/** Reads back a matter that was lived, cut into its steps by the instant of each row. */
export async function stepsOf(sql: Sql, matterId: string): Promise<Step[]> {
  const [matter] = await sql.query<Row>("select * from matter.matters where matter_id = $1", [matterId]);
  const acts = await sql.query<{ at: Date }>("select distinct at from matter.acts where matter_id = $1 order by at", [matterId]);
  const steps: Step[] = acts.map((_act, i) => ({ writes: [], done: [], matter: matter!, first: i === 0 }));
  const stepAt = (instant: Date): Step =>
    steps[
      Math.max(
        0,
        acts.findLastIndex((act) => act.at <= instant),
      )
    ]!;
  for (const { table, key, at } of WRITTEN) {
    for (const row of await sql.query<Row>(`select * from ${table} where ${key} = $1`, [matterId])) {
      if (table === "matter.materials" && row["source"] === "upload") continue; // part of the draft, not of a step
      stepAt(row[at] as Date).writes.push({ table, row });
      if (row["done_at"]) stepAt(row["done_at"] as Date).done.push(String(row["task_id"]));
    }
  }
  return steps;
}

const texts = new Map<string, string>();

function insertOf(table: string, row: Row): string {
  const columns = Object.keys(row);
  const key = `${table}:${columns.length}`;
  let text = texts.get(key);
  if (!text) {
    text = `insert into ${table} (${columns.join(", ")}) values (${columns.map((_column, i) => `$${i + 1}`).join(", ")})`;
    texts.set(key, text);
  }
  return text;
}

const UPDATED = ["state", "step", "flow", "acts", "head", "revision", "submitted_at", "accepted_at", "due_at", "stopped_at", "closed_at", "outcome"];
// What only the first step, the submission, writes.
const FIRST = [...UPDATED, "situation", "form", "facts"];

function updateOf(columns: string[]): string {
  return `update matter.matters set ${columns.map((column, i) => `${column} = $${i + 2}`).join(", ")} where matter_id = $1`;
}

/** Writes one step's rows again for another matter: begin, lock, an insert for each row, the updates, commit; all prepared, no thinking. */
export async function writeBare(sql: Sql, matterId: string, { writes, done, matter, first }: Step, newId: () => string): Promise<void> {
  await sql.transaction(async (db) => {
    await db.query("select matter_id from matter.matters where matter_id = $1 for update", [matterId]);
    const columns = first ? FIRST : UPDATED;
    await db.query(updateOf(columns), [matterId, ...columns.map((column) => matter[column])]);
    for (const taskId of done)
      await db.query(
        "update matter.tasks set done_at = now(), outcome = 'done', holder = $3, holder_name = '某人', result = $4 where matter_id = $1 and task_id = $2",
        [matterId, taskId, newId(), { outcome: "pass" }],
      );
    for (const { table, row } of writes) {
      const own: Row = { ...row };
      for (const column of ["document_id", "event_id", "entry_id", "licence_id"]) if (own[column]) own[column] = newId();
      for (const column of ["number", "identifier"]) if (table === "licence.licences") own[column] = newId();
      if (own["matter_id"]) own["matter_id"] = matterId;
      if (own["subject"]) own["subject"] = matterId;
      if (own["problems"]) own["problems"] = JSON.stringify(own["problems"]);
      await db.query(insertOf(table, own), Object.values(own));
    }
  });
}
