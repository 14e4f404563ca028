import type { Kind } from "#content/kind";
import type { Ctx } from "#kernel/ctx";
import { one } from "#kernel/db";
import { conflict } from "#values/errors";
import { blueprintOf, getMatter, type Act, type Matter, type ServiceAct } from "#matter/matter";
import { mayRead } from "#matter/party";

/** A matter that was begun for another: how it stands, and what happened there last. */
export interface Begun {
  matter: Matter;
  kind: Kind;
  last: Pick<Act, "kind" | "data" | "at"> | undefined;
}

const BEGUN = `
  from matter.links l join matter.matters m on m.matter_id = l.other_id
  where l.matter_id = $1 and not l.outward and m.source = 'matter:' || $1::text`;
const LIST = `select m.matter_id as "matterId", l.link ${BEGUN} order by m.closed_at is not null, m.due_at nulls last, m.matter_id limit 100`;
const LAST = "select kind, data, at from matter.acts where matter_id = $1 order by seq desc limit 1";

/** Matters that the flow of another began and that the actor may read, open ones first, by when they are due. What marks it with a flag (督办) its flow did not begin. */
export async function listBegun(ctx: Ctx, { matterId, tied }: Matter): Promise<Begun[]> {
  if (!tied) return [];
  const rows = await ctx.db.query<{ matterId: string; link: string }>(LIST, [matterId]);
  const begun = await Promise.all(
    rows.map(async ({ matterId: id, link }): Promise<Begun[]> => {
      const { matter, open } = await getMatter(ctx, id);
      const { kind } = await blueprintOf(ctx, matter);
      if (kind.links[link]?.flag !== undefined || !(await mayRead(ctx, matter, open))) return [];
      const [last] = await ctx.db.query<Pick<Act, "kind" | "data" | "at">>(LAST, [id]);
      return [{ matter, kind, last }];
    }),
  );
  return begun.flat();
}

const COUNT = `select count(*)::int as "all", (count(*) filter (where m.closed_at is null))::int as open ${BEGUN} and l.link = $2`;

/** How many matters were begun by a link, and how many of them are open; where `ended` is asked for, refusal 409 while one is. */
export const countBegun: ServiceAct = async (ctx, { change: { matter }, input }) => {
  const counted = await one<{ all: number; open: number }>(ctx.db, COUNT, [matter.matterId, String(input["link"])]);
  if (input["ended"] === true && counted.open > 0) throw conflict("CHILDREN_OPEN", `还有 ${counted.open} 件没有办结，请先办结再结束。`);
  return { ...counted };
};
