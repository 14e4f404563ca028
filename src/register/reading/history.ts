import { endOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import {
  getRegister,
  inFull,
  masked,
  recordOf,
  rowOf,
  tableOf,
  type RegisterDefinition,
  type RegisterRecord,
  type Values,
  type Writer,
} from "#register/register";
import { readRow } from "./list.ts";

/** What a record was for a time, personal values masked. */
export interface RecordVersion {
  seq: number;
  /** From when it stood, and until when; the last one stands. */
  from: Date;
  until?: Date;
  /** Where it came from: "import", "matter", and which of them. */
  source: string;
  matterId?: string;
  importFile?: string;
  writer?: Writer;
  values: Values;
  /** What is other than in the version before. Values are masked; a change within what is masked shows the same twice. */
  changes: { field: string; before?: unknown; after?: unknown }[];
}

/** The most versions that are listed of one record. */
const MOST = 100;

interface Row extends Record<string, unknown> {
  seq: number;
  from: Date;
  until: Date | null;
  source: string;
  matterId: string | null;
  importFile: string | null;
  writer: Writer | null;
  record: Record<string, unknown>;
}

const NAMES = `seq, valid_from as "from", valid_until as until, source, matter_id as "matterId", written_by as writer, record,
  (select i.file_name from register.imports i where i.import_id = v.import_id) as "importFile",
  (select i.importer from register.imports i where i.import_id = v.import_id) as importer`;

/** Versions that ended, the last first; with `before` those that began by then. */
const ENDED = `select ${NAMES} from register.versions v where register_id = $1 and record_id = $2 and ($3::timestamptz is null or valid_from < $3) order by seq desc limit ${MOST}`;

function endedVersions(ctx: Ctx, registerId: string, recordId: string, before: Date | null): Promise<(Row & { importer: Writer | null })[]> {
  return ctx.db.query(ENDED, [registerId, recordId, before]);
}

/** What stands of a record now, as a version: its number, its import, its writer. */
async function standingVersion(ctx: Ctx, definition: RegisterDefinition, recordId: string): Promise<Row & { importer: Writer | null }> {
  const row = await readRow(ctx, definition, recordId);
  const [more] = await ctx.db.query<{ seq: number; writer: Writer | null; importFile: string | null; importer: Writer | null }>(
    `select t.seq, t.written_by as writer, i.file_name as "importFile", i.importer from ${tableOf(definition.id)} t left join register.imports i using (import_id) where t.record_id = $1`,
    [recordId],
  );
  const { source, matterId, updatedAt } = recordOf(definition, row, inFull(ctx));
  return { ...more!, from: updatedAt, until: null, source, matterId, record: row };
}

/** Every version of a record in the actor's reach, the one that stands first, with what each changed. */
export async function listVersions(ctx: Ctx, registerId: string, recordId: string): Promise<RecordVersion[]> {
  const definition = await getRegister(ctx, registerId);
  const standing = await standingVersion(ctx, definition, recordId);
  const ended = await endedVersions(ctx, registerId, recordId, null);
  const rows = [standing, ...ended.map((row) => ({ ...row, record: rowOf(definition, row.record) }))];
  const full = rows.map(({ record }) => recordOf(definition, record, inFull(ctx)).values);
  const shown = rows.map(({ record }) => recordOf(definition, record, masked(ctx)).values);
  return rows.map(({ seq, from, until, source, matterId, importFile, importer, writer }, i) => {
    const earlier = full[i + 1];
    const changed = earlier ? definition.fields.filter(({ name }) => JSON.stringify(earlier[name]) !== JSON.stringify(full[i]![name])) : [];
    const by = writer ?? importer;
    return {
      seq,
      from,
      ...(until && { until }),
      source,
      ...(matterId && { matterId }),
      ...(importFile && { importFile }),
      ...(by && { writer: by }),
      values: shown[i]!,
      changes: changed.map(({ name }) => ({ field: name, before: shown[i + 1]![name], after: shown[i]![name] })),
    };
  });
}

/**
 * A record as it was when a day ended, personal values masked; of today, as it is now. Undefined when the register did not have it yet. Days before the
 * register kept versions are answered by the first it knows of.
 */
export async function recordOn(ctx: Ctx, registerId: string, recordId: string, day: string): Promise<RegisterRecord | undefined> {
  const definition = await getRegister(ctx, registerId);
  const standing = await readRow(ctx, definition, recordId);
  const end = endOf(day);
  const now = recordOf(definition, standing, masked(ctx));
  if (now.updatedAt < end) return now;
  const [row] = await endedVersions(ctx, registerId, recordId, end);
  if (!row) return undefined;
  const head = { recordId, source: row.source, matterId: row.matterId, updatedAt: row.from };
  return recordOf(definition, { ...rowOf(definition, row.record), ...head }, masked(ctx));
}
