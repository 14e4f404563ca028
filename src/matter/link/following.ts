import { stateOf, type Kind } from "#content/kind";
import { system, type Ctx } from "#kernel/ctx";
import type { Subscriber } from "#kernel/events";
import { actOn, advance, blueprintOf, CHILDREN, findMatter, isClosed, type Matter } from "#matter/matter";

const SAID = "update matter.links set other_state = $2 where other_id = $1";
const WAITING = `
  select matter_id as "matterId", link, call_id as call, until, not outward as child from matter.links
  where other_id = $1 and call_id is not null and ended_at is null order by matter_id`;
const ENDED = "update matter.links set ended_at = $4 where matter_id = $1 and link = $2 and other_id = $3 and ended_at is null";
const RELEASED = `
  update matter.matters set flags = array_remove(flags, $2) where matter_id in (select other_id from matter.links where matter_id = $1 and link = $3 and outward)`;

/** What a flow is told of a matter that it waited for: how it stands, how it ended, and the last words of its people. */
export function outcomeOf({ number, state, outcome, flow }: Matter): Record<string, unknown> {
  const vars = (flow as { vars?: Record<string, unknown> } | null)?.vars ?? {};
  const results = Object.values(vars).filter((each): each is Record<string, unknown> => typeof each === "object" && each !== null && !Array.isArray(each));
  const last = (name: string): unknown => results.findLast((each) => typeof each[name] === "string")?.[name] ?? null;
  return { number, state, outcome, answer: last("answer"), reason: last("reason") };
}

/** Whether a matter has come to where another waits for it: at a state, or at its end. */
export function hasCome(matter: Matter, until: string | null): boolean {
  return isClosed(matter) || (until !== null && matter.state === until);
}

/** A flow that waits for a matter; `child`: that was begun for it, and not only joined. */
interface Waiting {
  matterId: string;
  link: string;
  call: string;
  child: boolean;
}

/** What formulas see of a matter that was begun for another. */
async function childOf(ctx: Ctx, matter: Matter): Promise<Record<string, unknown>> {
  const { itemId: item, state, outcome, number } = matter;
  return { item, number, state, outcome, tone: stateOf((await blueprintOf(ctx, matter)).kind, state).tone ?? "plain" };
}

async function goOn(ctx: Ctx, { matterId, link, call, child }: Waiting, other: Matter): Promise<void> {
  await actOn(ctx, matterId, async (inner, { matter, change, blueprint }) => {
    await inner.db.query(ENDED, [matterId, link, other.matterId, inner.now]);
    // Whoever was faster has ended the matter, or the step that waited.
    const waits = (matter.flow as { active?: { id: string }[] } | null)?.active?.some(({ id }) => id === call);
    if (!waits || isClosed(matter)) return;
    if (child) change.matter.facts = { ...matter.facts, [CHILDREN]: [...((matter.facts[CHILDREN] ?? []) as unknown[]), await childOf(ctx, other)] };
    await advance(inner, change, blueprint, { type: "service.done", call, result: outcomeOf(other) });
  });
}

/** When a matter has ended, what it marked others with is taken from them. */
async function release(ctx: Ctx, { links }: Kind, matterId: string): Promise<void> {
  for (const [link, { flag }] of Object.entries(links)) if (flag !== undefined) await ctx.db.query(RELEASED, [matterId, flag, link]);
}

/** A tied matter has come to another state: those that it is tied to say so, and the flows that waited for it go on. */
export const followTies: Subscriber = async (ctx, { subject }) => {
  const other = await findMatter(ctx, subject);
  if (!other) return;
  const { kind } = await blueprintOf(ctx, other);
  await ctx.db.query(SAID, [subject, stateOf(kind, other.state).word]);
  const acting = { ...ctx, actor: system("关联件") };
  const waiting = await ctx.db.query<Waiting & { until: string | null }>(WAITING, [subject]);
  for (const each of waiting) if (hasCome(other, each.until)) await goOn(acting, each, other);
  if (isClosed(other)) await release(ctx, kind, subject);
};
