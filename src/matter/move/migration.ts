import { carryOut, actOn, type Occasion, listRunning, record, type Blueprint, type Task, isClosed } from "#matter/matter";
import { timerOf } from "#matter/clocks";
import type { Ctx } from "#kernel/ctx";
import { conflict, Refusal } from "#values/errors";
import { newId } from "#values/ids";
import { bothVersions, MOST, onlyManager, tried, type MigrationLine, type MigrationPlan } from "./migration-plan.ts";
import { reasonOf } from "./who.ts";

/** What a matter was before it was carried over. */
export interface Before {
  flow: unknown;
  tasks: Pick<Task, "taskId" | "node" | "name">[];
  timers: { timerId: string; node: string; dueAt: string; countedFrom?: string | null; duration?: string | null }[];
}

/** Carries every matter that fits over to the new version, each in its own transaction; what does not fit stays where it is, and is named. */
export async function migrateMatters(ctx: Ctx, plan: MigrationPlan, reason: string): Promise<{ migrationId: string; lines: MigrationLine[] }> {
  onlyManager(ctx);
  const said = reasonOf(reason);
  const [from, to] = await bothVersions(ctx, plan);
  const migrationId = newId();
  await ctx.db.query(
    "insert into move.migrations (migration_id, item_id, from_version, to_version, mapping, reason, migrated_by, migrated_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
    [migrationId, plan.itemId, plan.from, plan.to, plan.mapping, said, ctx.actor.name, ctx.now],
  );
  const lines: MigrationLine[] = [];
  for (const { matterId, number, step } of await listRunning(ctx, plan.itemId, plan.from, MOST)) {
    const obstacle = await carryOver(ctx, { migrationId, matterId, number, from, to, plan, reason: said });
    lines.push({ matterId, number, step, ...(obstacle && { obstacle }) });
  }
  return { migrationId, lines };
}

const KEEP = "insert into move.migrated_matters (migration_id, matter_id, number, revision, before, obstacle) values ($1, $2, $3, $4, $5, $6)";

type Carried = { migrationId: string; matterId: string; number: string; from: Blueprint; to: Blueprint; plan: MigrationPlan; reason: string };

async function carryOver(ctx: Ctx, { migrationId, matterId, number, from, to, plan, reason }: Carried): Promise<string | undefined> {
  try {
    await actOn(ctx, matterId, async (inner, { matter, open, change }) => {
      if (isClosed(matter)) throw conflict("CLOSED", "这件事已经结束，不用迁移。");
      if (matter.itemVersion !== plan.from) throw conflict("MOVED_ON", "这件事已经不在原来的版本上。");
      const { step, obstacle } = tried(inner, matter, from, to, plan.mapping);
      if (!step) throw conflict("OBSTACLE", obstacle ?? "");
      const before: Before = {
        flow: matter.flow,
        tasks: open.map(({ taskId, node, name }) => ({ taskId, node, name })),
        timers: matter.clocks.flatMap((clock) => {
          const { node, dueAt, countedFrom, within } = clock;
          const timerId = timerOf(clock);
          if (timerId === undefined || node === null) return [];
          return [{ timerId, node, dueAt: dueAt.toISOString(), countedFrom: countedFrom && countedFrom.toISOString(), duration: within }];
        }),
      };
      change.matter.itemVersion = plan.to;
      record(inner, change, "migrated", { from: plan.from, to: plan.to, reason });
      await carryOut(inner, change, to, step);
      renameTasks({ open, change }, to, new Map(step.state.active.map((each) => [each.id, each.node])));
      await inner.db.query(KEEP, [migrationId, matterId, number, matter.revision + 1, before, null]);
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await ctx.db.query(KEEP, [migrationId, matterId, number, null, null, error.message]);
    return error.message;
  }
}

/** Waiting tasks take the key and name that their step has in the other version. */
function renameTasks({ open, change }: Pick<Occasion, "open" | "change">, blueprint: Blueprint, nodes: ReadonlyMap<string, string>): void {
  for (const task of open) {
    const key = nodes.get(task.taskId);
    const node = key === undefined ? undefined : blueprint.graph.nodes[key];
    if (!node || change.cancelled.includes(task.taskId)) continue;
    const name = `${node.name || node.id}${task.signOf ? "（加签）" : ""}`;
    if (node.key !== task.node || name !== task.name) change.altered.push({ ...task, node: node.key, name });
  }
}
