import { identifier, type RegisterDefinition } from "#register/register";
import { areasOver, organisationNow } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { forbidden } from "#values/errors";

/** Which records of a register an actor may read. */
export interface Reach {
  /** Records of areas that the city does not know, or that say none: they are the whole unit's. */
  elsewhere: boolean;
  /** Codes of the areas whose records they may read, and of all that the city knows. */
  areas: string[];
  known: string[];
}

/**
 * What somebody may read of a register: the unit whose data it is, and those its pack names, by the roles it names, in the areas of their duties. Undefined
 * for who may read nothing of it.
 */
export async function reachOf(ctx: Ctx, { source, roles, readers = [], area }: RegisterDefinition): Promise<Reach | undefined> {
  const organisation = await organisationNow(ctx);
  const known = [...organisation.areas.keys()];
  if (ctx.actor.kind === "system") return { elsewhere: true, areas: known, known };
  const over = [{ unit: source, roles }, ...readers].flatMap((reader) => areasOver(organisation, ctx.actor, "register.read", reader.unit, reader.roles));
  // The records lie where the unit does, unless they say where.
  const home = organisation.units.get(source)?.area;
  const elsewhere = home !== undefined && over.some((held) => organisation.areaWithin(home, held));
  const areas = known.filter((code) => over.some((held) => organisation.areaWithin(code, held)));
  if (!elsewhere && (area === undefined || areas.length === 0)) return undefined;
  return { elsewhere, areas, known };
}

/** What somebody may read of a register; refuses who may read nothing of it. */
export async function mustReach(ctx: Ctx, definition: RegisterDefinition): Promise<Reach> {
  const reach = await reachOf(ctx, definition);
  if (!reach) throw forbidden(`「${definition.name}」不在您的职责范围内。需要核对的，请在办理页看系统核对的结果，或者请数据来源单位协助。`);
  return reach;
}

/** The condition on a record's row, and its values, which follow `after` others. */
export function within({ area }: RegisterDefinition, { elsewhere, areas, known }: Reach, after: number): { sql: string; values: unknown[] } {
  if (area === undefined) return { sql: "true", values: [] };
  const column = `f_${identifier(area)}`;
  return {
    sql: `case when ${column} = any ($${after + 1}::text[]) then ${column} = any ($${after + 2}::text[]) else $${after + 3}::boolean end`,
    values: [known, areas, elsewhere],
  };
}
