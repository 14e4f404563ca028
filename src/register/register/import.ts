import { grants, organisationNow } from "#people/duty";
import { areasOf, TYPES, wordOf } from "#register/field";
import { openList, readTable, type ListForm, type Table } from "#register/list";
import type { RegisterDefinition } from "./definition.ts";
import { dayOf } from "#kernel/clock";
import { mask, sm3 } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { conflict, forbidden } from "#values/errors";
import { newId } from "#values/ids";
import { isEmpty, lineWriter, takeIn, takeStraight, type Compared } from "./incoming.ts";
import { lineReader, type LineFault } from "./line.ts";
import { listColumns } from "./list-columns.ts";
import type { Values } from "./record.ts";
import { References } from "./reference.ts";
import { getRegister } from "./registers.ts";
import { writerOf } from "./versions.ts";

/** What came of an import, or what would: nothing is taken when a line is wrong. */
export interface ImportReport extends Compared {
  /** Lines that were read and are right; 0 with errors. */
  accepted: number;
  /** The first faults by line and column; `faults` counts them all. */
  errors: LineFault[];
  faults: number;
  notes: string[];
  form: ListForm;
  columns: { label: string; letters: string }[];
  /** The first records as they were understood, personal values masked. */
  sample: { line: number; cells: string[] }[];
}

const SHOWN = 1000;
const SAMPLE = 8;
/** Lines sent at once: few, as the rows of a batch. */
const CHUNK = 100;

/** From line to line, and from column to column as a spreadsheet has them: Z before AA. */
function byPlace(a: LineFault, b: LineFault): number {
  const [one, other] = [a.column ?? "", b.column ?? ""];
  return a.line - b.line || one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);
}

interface Reading {
  sample: { line: number; values: Values }[];
  errors: LineFault[];
  faults: number;
  accepted: number;
  references: References;
  /** Keys of the list, each with the line that has it first. */
  seen: Map<string, number>;
}

/** Undoes an import of which something is wrong, and carries what. */
class Undone extends Error {
  readonly report: ImportReport;
  constructor(report: ImportReport) {
    super("a line is wrong");
    this.report = report;
  }
}

/** The lines of COPY of all that is right; what is wrong is gathered, and after the first fault nothing more is encrypted or sent. */
async function* linesOf(
  ctx: Ctx,
  definition: RegisterDefinition,
  table: Table,
  { read, ...how }: { read: ReturnType<typeof lineReader>; straight: boolean; importId: string },
  came: Reading,
): AsyncGenerator<string> {
  const write = lineWriter(
    ctx,
    definition,
    table.columns.map(({ name }) => name),
    how,
  );
  const key = table.columns.find(({ name }) => name === definition.key)!;
  const tell = (faults: readonly LineFault[]): void => {
    came.faults += faults.length;
    if (came.errors.length < SHOWN) came.errors.push(...faults);
  };
  let [chunk, held] = ["", 0];
  for await (const batch of table.batches) {
    tell(batch.faults);
    for (const row of batch.rows) {
      const { line, values, faults } = read(row);
      const name = String(values[definition.key] ?? "").toUpperCase();
      const before = came.seen.get(name);
      if (before !== undefined) faults.push({ line, column: key.letters, message: `${key.label}与第 ${before} 行重复` });
      else if (name !== "") came.seen.set(name, line);
      tell(faults);
      came.references.note(line, values);
      if (faults.length > 0) continue;
      came.accepted += 1;
      if (came.sample.length < SAMPLE) came.sample.push({ line, values });
      if (came.faults > 0) continue;
      chunk += write(line, values);
      held += 1;
      if (held === CHUNK) {
        yield chunk;
        [chunk, held] = ["", 0];
      }
    }
  }
  if (chunk !== "" && came.faults === 0) yield chunk;
}

function sampleOf(definition: RegisterDefinition, table: Table, sample: Reading["sample"]): ImportReport["sample"] {
  return sample.map(({ line, values }) => ({
    line,
    cells: table.columns.map(({ name }) => {
      const field = definition.fields.find((each) => each.name === name)!;
      const value = values[name];
      if (value === undefined) return "";
      const text = TYPES[field.type].show(value, () => undefined);
      return field.personal ? mask(field.personal, text) : wordOf(field, text);
    }),
  }));
}

async function record(ctx: Ctx, importId: string, registerId: string, content: Buffer, fileName: string, report: ImportReport): Promise<void> {
  const { accepted, added, changed, faults, form } = report;
  await ctx.db.query(
    `insert into register.imports (import_id, register_id, file_name, file_hash, encoding, accepted, added, changed, faults, imported_at, imported_by, importer)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      importId,
      registerId,
      fileName,
      sm3(content).toString("hex"),
      form.encoding ?? form.kind,
      accepted,
      added,
      changed,
      faults,
      ctx.now,
      ctx.actor.id,
      writerOf(ctx.actor),
    ],
  );
}

/**
 * Imports a list into a register: .xlsx or text, its heading by labels or names in any order. Every line is checked before any is written, each fault
 * is told by line and column, and all of it happens in one transaction or not at all. An empty cell leaves what the register has. `preview` does all
 * but write. `asGiven` takes codes whose check is wrong when the source gave them out so. What was imported, or refused, is on record.
 */
export async function importRecords(
  ctx: Ctx,
  registerId: string,
  content: Buffer | string,
  { fileName = "", preview = false, asGiven = false }: { fileName?: string; preview?: boolean; asGiven?: boolean } = {},
): Promise<ImportReport> {
  if (!grants(ctx.actor, "register.import")) throw forbidden();
  const definition = await getRegister(ctx, registerId);
  const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
  const list = await openList(bytes);
  const table = await readTable(list, listColumns(definition), "库里");
  const came: Reading = {
    sample: [],
    errors: [...table.faults],
    faults: table.faults.length,
    accepted: 0,
    references: new References(definition, table.columns),
    seen: new Map(),
  };
  const columns = table.columns.map(({ label, letters }) => ({ label, letters }));
  const around = { today: dayOf(ctx.now), area: areasOf(await organisationNow(ctx)) };
  const importId = newId();
  let begun = false;
  const report = await transaction(ctx, async (inner): Promise<ImportReport> => {
    // A list is read once; what a deadlock undid cannot be tried again by itself.
    if (begun) throw conflict("IMPORT_AGAIN", "刚才有别的操作同时在写这个库，没有导入，请再试一次。");
    begun = true;
    // Two imports at once would each count what the other is about to write as new.
    await inner.db.query("select pg_advisory_xact_lock(hashtextextended('register.import.' || $1, 1))", [registerId]);
    const fields = table.columns.map(({ name }) => name);
    const straight = !preview && (await isEmpty(inner, definition));
    let compared: Compared = { added: 0, changed: 0, unchanged: 0 };
    const how = { read: lineReader(definition, table.columns, around, asGiven), straight, importId };
    if (came.faults === 0) {
      const lines = linesOf(inner, definition, table, how, came);
      if (straight) await takeStraight(inner, definition, fields, lines);
      else compared = await takeIn(inner, definition, fields, lines, { importId, preview });
    }
    const unknown = await came.references.faults(inner, definition, came.seen);
    came.errors.push(...unknown.slice(0, SHOWN));
    came.faults += unknown.length;
    if (came.faults === 0 && came.accepted === 0) {
      came.errors.push({ line: table.headingLine, message: "表头下面没有内容" });
      came.faults = 1;
    }
    if (came.faults > 0) compared = { added: 0, changed: 0, unchanged: 0 };
    else if (straight) compared = { added: came.accepted, changed: 0, unchanged: 0 };
    const { notes, ...form } = list.form;
    const accepted = came.faults === 0 ? came.accepted : 0;
    const { errors, faults } = came;
    const result = { ...compared, accepted, errors, faults, notes, form: { ...form, notes }, columns, sample: sampleOf(definition, table, came.sample) };
    // What went in before the first fault goes out again with the transaction.
    if (result.faults > 0) throw new Undone(result);
    if (!preview) await record(inner, importId, registerId, bytes, fileName, result);
    return result;
  }).catch(async (error: unknown) => {
    if (!(error instanceof Undone)) throw error;
    await record(ctx, importId, registerId, bytes, fileName, error.report);
    return error.report;
  });
  report.errors.sort(byPlace);
  return report;
}
