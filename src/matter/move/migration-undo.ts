import { actOn, record } from "#matter/matter";
import { clearTimer, timerOf, timingNow, setTimer } from "#matter/clocks";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { conflict, notFound, Refusal } from "#values/errors";
import { isId } from "#values/ids";
import { onlyManager, type MigrationLine } from "./migration-plan.ts";
import type { Before } from "./migration.ts";

/** A migration that was made. */
export interface Migration {
  migrationId: string;
  itemId: string;
  from: number;
  to: number;
  reason: string;
  by: string;
  at: Date;
  moved: number;
  stayed: number;
  undone: number;
}

/** The migrations of an item, latest first. */
export function listMigrations(ctx: Ctx, itemId: string): Promise<Migration[]> {
  onlyManager(ctx);
  return ctx.db.query<Migration>(
    `select m.migration_id as "migrationId", m.item_id as "itemId", m.from_version as "from", m.to_version as "to", m.reason, m.migrated_by as "by",
       m.migrated_at as "at", count(*) filter (where x.revision is not null) as moved, count(*) filter (where x.matter_id is not null and x.revision is null) as stayed,
       count(*) filter (where x.undone_at is not null) as undone
     from move.migrations m left join move.migrated_matters x using (migration_id) where m.item_id = $1 group by m.migration_id order by m.migrated_at desc limit 50`,
    [itemId],
  );
}

interface Kept {
  matterId: string;
  number: string;
  revision: number;
  before: Before;
}

/** Puts the matters of a migration back as they were, as far as nothing has happened to them since; gives what stays, and why. */
export async function undoMigration(ctx: Ctx, migrationId: string): Promise<MigrationLine[]> {
  onlyManager(ctx);
  const migration = isId(migrationId)
    ? await first<{ itemId: string; from: number }>(ctx.db, 'select item_id as "itemId", from_version as "from" from move.migrations where migration_id = $1', [
        migrationId,
      ])
    : undefined;
  if (!migration) throw notFound("迁移");
  const kept = await ctx.db.query<Kept>(
    'select matter_id as "matterId", number, revision, before from move.migrated_matters where migration_id = $1 and revision is not null and undone_at is null order by matter_id',
    [migrationId],
  );
  const lines: MigrationLine[] = [];
  for (const { matterId, number, revision, before } of kept) {
    const obstacle = await putBack(ctx, migrationId, { matterId, revision, before }, migration.from);
    lines.push({ matterId, number, step: obstacle ? "" : before.tasks.map(({ name }) => name).join("、"), ...(obstacle && { obstacle }) });
  }
  return lines;
}

async function putBack(ctx: Ctx, migrationId: string, { matterId, revision, before }: Omit<Kept, "number">, version: number): Promise<string | undefined> {
  try {
    await actOn(ctx, matterId, async (inner, { matter, open, change, blueprint }) => {
      if (matter.revision !== revision) throw conflict("MOVED_ON", "迁移以后已经有人办理，不再退回原版。");
      Object.assign(change.matter, { itemVersion: version, flow: before.flow });
      const timing = await timingNow(inner, blueprint.kind);
      const now = matter.clocks.flatMap((clock) => timerOf(clock) ?? []);
      for (const id of now) if (!before.timers.some(({ timerId }) => timerId === id)) clearTimer(timing, change, id);
      for (const { timerId, node, dueAt, countedFrom, duration } of before.timers) {
        if (now.includes(timerId)) continue;
        const counted = countedFrom && duration ? { from: new Date(countedFrom), within: duration } : {};
        setTimer(timing, change, { timerId, node, at: new Date(dueAt), ...counted });
      }
      for (const task of open) {
        const was = before.tasks.find(({ taskId }) => taskId === task.taskId);
        if (was && (was.node !== task.node || was.name !== task.name)) change.altered.push({ ...task, ...was });
      }
      record(inner, change, "migration-undone", { to: version });
      await inner.db.query("update move.migrated_matters set undone_at = $3 where migration_id = $1 and matter_id = $2", [migrationId, matterId, inner.now]);
    });
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}
