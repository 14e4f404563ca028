import { grants } from "#people/duty";
import { migrate, type Mapping } from "#process/relocation";
import type { FlowState, Step } from "#process/token";
import { blueprintOf, frozenNow, type Blueprint, factsOf, getMatter, listRunning, type Matter } from "#matter/matter";
import type { Ctx } from "#kernel/ctx";
import { badInput, forbidden, Refusal } from "#values/errors";

/** Most matters carried over at once; the rest come with the next migration. */
export const MOST = 1000;

/** Which version becomes which, and which step (or edge before a join) becomes which; what is not named keeps its id. */
export interface MigrationPlan {
  itemId: string;
  from: number;
  to: number;
  mapping: Mapping;
}

/** What would become, or became, of one matter. */
export interface MigrationLine {
  matterId: string;
  number: string;
  step: string;
  obstacle?: string;
}

export function onlyManager(ctx: Ctx): void {
  if (!grants(ctx.actor, "flow.manage")) throw forbidden("迁移要由流程管理员办理。");
}

/** A dry run: what would become of every matter that runs on the old version. Writes nothing. */
export async function planMigration(ctx: Ctx, plan: MigrationPlan): Promise<MigrationLine[]> {
  onlyManager(ctx);
  const [from, to] = await bothVersions(ctx, plan);
  const lines: MigrationLine[] = [];
  for (const { matterId, number, step } of await listRunning(ctx, plan.itemId, plan.from, MOST)) {
    const { matter } = await getMatter(ctx, matterId);
    const obstacle = tried(ctx, matter, from, to, plan.mapping).obstacle;
    lines.push({ matterId, number, step, ...(obstacle && { obstacle }) });
  }
  return lines;
}

/** What carrying a matter over would come to: the step that does it, or why it cannot be done. */
export function tried(ctx: Ctx, matter: Matter, from: Blueprint, to: Blueprint, mapping: Mapping): { step?: Step; obstacle?: string } {
  try {
    const done = migrate(from.graph, to.graph, matter.flow as FlowState, mapping, factsOf(ctx, matter, to));
    return "step" in done ? { step: done.step } : { obstacle: done.obstacles.map(({ zh }) => zh).join("") };
  } catch (error) {
    if (error instanceof Refusal) return { obstacle: error.message };
    throw error;
  }
}

/** The blueprints of both versions; refuses one and the same. */
export async function bothVersions(ctx: Ctx, { itemId, from, to }: MigrationPlan): Promise<[Blueprint, Blueprint]> {
  if (from === to) throw badInput("SAME_VERSION", "请选择两个不同的版本。", { to: "请选择另一个版本。" });
  return [await blueprintOf(ctx, await frozenNow(ctx, itemId, from)), await blueprintOf(ctx, await frozenNow(ctx, itemId, to))];
}
