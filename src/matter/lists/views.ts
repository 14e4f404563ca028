import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { badInput, conflict, notFound } from "#values/errors";
import { fitting } from "#values/graphemes";
import { isId, newId } from "#values/ids";

/** 视图: a list of a kind as a member of staff wants to see it again. */
export interface View {
  viewId: string;
  kind: string;
  name: string;
  /** Conditions, columns and order, as the address of the list carries them. */
  asked: Record<string, string>;
}

const LONGEST = 20;
const MOST = 20;

/** The views of the member of staff who asks, in the order they were made. */
export function listViews(ctx: Ctx): Promise<View[]> {
  return ctx.db.query<View>('select view_id as "viewId", kind, name, asked from matter.views where staff_id = $1 order by created_at, view_id', [ctx.actor.id]);
}

const SAVE = `
  insert into matter.views (view_id, staff_id, kind, name, asked, created_at) values ($1, $2, $3, $4, $5, $6)
  on conflict (staff_id, kind, name) do update set asked = excluded.asked`;

/** Keeps a view; one of the same name is replaced. Refuses one without a name (422), and more than twenty (409). */
export async function saveView(ctx: Ctx, { kind, name, asked }: Omit<View, "viewId">): Promise<void> {
  const called = fitting(name, LONGEST, "name").trim();
  if (called === "") throw badInput("VIEW", "请给视图起个名字。", { name: "请给视图起个名字，例如：今天到期的。" });
  await transaction(ctx, async (inner) => {
    // Two at once of one person are one after the other.
    await inner.db.query("select pg_advisory_xact_lock(hashtextextended('matter.views ' || $1, 7))", [ctx.actor.id]);
    const own = await listViews(inner);
    const known = own.some((view) => view.kind === kind && view.name === called);
    if (own.length >= MOST && !known) throw conflict("VIEW", `最多存 ${MOST} 个视图，请先删掉不用的。`);
    await inner.db.query(SAVE, [newId(), ctx.actor.id, kind, called, JSON.stringify(asked), ctx.now]);
  });
}

/** Drops a view of one's own; somebody else's is as if it were not there. */
export async function dropView(ctx: Ctx, viewId: string): Promise<View> {
  if (!isId(viewId)) throw notFound("视图");
  const [gone] = await ctx.db.query<View>('delete from matter.views where view_id = $1 and staff_id = $2 returning view_id as "viewId", kind, name, asked', [
    viewId,
    ctx.actor.id,
  ]);
  if (!gone) throw notFound("视图");
  return gone;
}
