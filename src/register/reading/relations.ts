import {
  columnOf,
  columnsOf,
  getRegister,
  inFull,
  indexOf,
  masked,
  recordOf,
  registersNow,
  tableOf,
  type RegisterDefinition,
  type Values,
} from "#register/register";
import type { RegisterField } from "#register/field";
import type { Ctx } from "#kernel/ctx";
import { readRow } from "./list.ts";
import { reachOf, within } from "./reach.ts";
import { subjectOf } from "./unmasking.ts";

/** A row that another one names, or that names it. */
export interface RelatedRecord {
  register: { id: string; name: string };
  /** The field that names it, and its label. */
  field: { name: string; label: string };
  /** Undefined where the register has no such row, or the actor may not read it. */
  recordId?: string;
  /** What it is called; masked where that is personal. */
  title: string;
}

/** What a record is tied to. */
export interface Relations {
  /** The rows it names, by field. */
  names: RelatedRecord[];
  /** Rows of registers that the actor may read which name it: the newest of each register. */
  namedBy: RelatedRecord[];
  /** There are more of those than are shown. */
  more: boolean;
  /** Matters that wrote it, the last first. */
  writtenBy: string[];
  /** Blind index of its key: finds what is its subject's, says nothing. */
  index: string;
  /** Account of the person or organisation it is about; undefined when they have none. */
  subjectId?: string;
}

const SHOWN = 20;

/** What a record is called: its name where the register has one, else its key. */
function titleOf({ key, fields }: RegisterDefinition, values: Values): string {
  const name = fields.find((field) => field.name === "name") ?? fields.find(({ name: each, type }) => each !== key && type === "text");
  return String(values[name?.name ?? key] ?? values[key] ?? "");
}

/** The row of a register with a key, and what it is called, masked; undefined where there is none, or the actor may not read it. */
export async function findRecord(ctx: Ctx, registerId: string, key: string): Promise<{ recordId: string; title: string } | undefined> {
  const target = (await registersNow(ctx)).get(registerId);
  const reach = target && (await reachOf(ctx, target));
  if (!target || !reach) return undefined;
  const inReach = within(target, reach, 1);
  const [row] = await ctx.db.query(`select ${columnsOf(target)} from ${tableOf(target.id)} where key_index = $1 and ${inReach.sql}`, [
    ctx.personal.index(key),
    ...inReach.values,
  ]);
  if (!row) return undefined;
  const { recordId, values } = recordOf(target, row, masked(ctx));
  return { recordId, title: titleOf(target, values) };
}

async function named(ctx: Ctx, field: RegisterField, key: string, shown: string): Promise<RelatedRecord> {
  const target = await getRegister(ctx, field.register!);
  const about = { register: { id: target.id, name: target.name }, field: { name: field.name, label: field.label } };
  return { ...about, ...((await findRecord(ctx, target.id, key)) ?? { title: shown }) };
}

async function naming(ctx: Ctx, definition: RegisterDefinition, field: RegisterField, key: string, index: string): Promise<RelatedRecord[]> {
  const reach = await reachOf(ctx, definition);
  if (!reach) return [];
  const inReach = within(definition, reach, 1);
  const rows = await ctx.db.query(
    `select ${columnsOf(definition)} from ${tableOf(definition.id)} where ${field.personal ? indexOf(field.name) : columnOf(field.name)} = $1 and ${inReach.sql}
     order by updated_at desc limit ${SHOWN + 1}`,
    [field.personal ? index : key, ...inReach.values],
  );
  return rows.map((row) => {
    const { recordId, values } = recordOf(definition, row, masked(ctx));
    return {
      register: { id: definition.id, name: definition.name },
      field: { name: field.name, label: field.label },
      recordId,
      title: titleOf(definition, values),
    };
  });
}

const WRITERS = `
  select matter_id as id from (
    select matter_id, valid_from as at from register.versions where register_id = $1 and record_id = $2 and matter_id is not null) v
  group by matter_id order by max(at) desc limit ${SHOWN}`;

/** What a record in the actor's reach is tied to: rows it names, rows that name it, matters that wrote it. */
export async function relationsOf(ctx: Ctx, registerId: string, recordId: string): Promise<Relations> {
  const definition = await getRegister(ctx, registerId);
  const row = await readRow(ctx, definition, recordId);
  const full = recordOf(definition, row, inFull(ctx));
  const shown = recordOf(definition, row, masked(ctx));
  const key = String(full.values[definition.key]);
  const index = ctx.personal.index(key);
  const references = definition.fields.filter(({ name, type }) => type === "record" && full.values[name] !== undefined);
  const pointing = [...(await registersNow(ctx)).values()].flatMap((each) =>
    each.fields.filter(({ type, register }) => type === "record" && register === registerId).map((field) => [each, field] as const),
  );
  const [names, others, writers, subjectId] = await Promise.all([
    Promise.all(references.map((field) => named(ctx, field, String(full.values[field.name]), String(shown.values[field.name])))),
    Promise.all(pointing.map(([each, field]) => naming(ctx, each, field, key, index))),
    ctx.db.query<{ id: string }>(WRITERS, [registerId, recordId]),
    subjectOf(ctx, definition, full.values),
  ]);
  return {
    names,
    namedBy: others.flatMap((rows) => rows.slice(0, SHOWN)),
    more: others.some((rows) => rows.length > SHOWN),
    writtenBy: [...new Set([...(full.matterId ? [full.matterId] : []), ...writers.map(({ id }) => id)])],
    index,
    ...(subjectId && { subjectId }),
  };
}
