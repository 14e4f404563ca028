import { actSaid, isOfAnother, isTold, stateSaid } from "#content/kind";
import { nameOf } from "#matter/clocks";
import { listTies } from "#matter/link";
import { readableAmong } from "#matter/lists";
import { listParties, rolesFollowed } from "#matter/party";
import type { FollowedView, MatterView } from "#matter/view";
import type { Calendar } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { matterShape, taskShape } from "./shapes.ts";

/** Who has a part in a matter, masked. A part that is guarded is named to who has a task of it alone; a party reads of their own parts. */
export async function partiesShape(ctx: Ctx, { matter, blueprint, mine }: MatterView, roles?: readonly string[]): Promise<object[]> {
  const parties = await listParties(ctx, matter.matterId);
  return parties
    .filter(({ role }) => roles === undefined || roles.includes(role))
    .map(({ role, kind, label, follows }) => {
      const guarded = roles === undefined && (blueprint.kind.parties[role]?.guarded ?? false) !== false && mine.length === 0;
      return { role, word: blueprint.kind.parties[role]?.word ?? role, kind, label: guarded ? null : label, follows };
    });
}

/** What a matter is tied to; to a party those that they follow as well. */
export async function tiesShape(ctx: Ctx, { matter }: MatterView): Promise<object[]> {
  const ties = await listTies(ctx, matter);
  const seen = await Promise.all(ties.map(async (tied) => (ctx.actor.kind === "staff" || (await rolesFollowed(ctx, tied.otherId)).length > 0 ? [tied] : [])));
  // What a member of staff may not read is there, and not named.
  const ids = ties.map(({ otherId }) => otherId);
  const named = new Set(ctx.actor.kind === "staff" ? (await readableAmong(ctx, ids)).keys() : ids);
  return seen.flat().map(({ link, word, outward, otherId, otherKind, number, state }) => {
    const tied = { link, word, outward, kind: otherKind, state };
    return named.has(otherId) ? { ...tied, matter: otherId, number } : { ...tied, matter: null, number: null };
  });
}

/** A matter as a party of it follows it: what is told, the limits that parties see, their own tasks. Answers only where they are their own. */
export async function followedShape(ctx: Ctx, view: FollowedView, calendar: Calendar): Promise<object> {
  const { matter, blueprint, acts, mine, roles, own } = view;
  const { kind } = blueprint;
  const {
    clocks,
    step: _step,
    situation: _situation,
    ...whole
  } = matterShape(matter, kind, calendar) as { clocks: { id: string }[]; step: string; situation: object };
  const shown = new Set(matter.clocks.flatMap((clock) => nameOf(clock) ?? []).filter((id) => kind.clocks[id]?.shown));
  return {
    ...whole,
    state_label: stateSaid(kind, matter.state),
    clocks: clocks.filter(({ id }) => shown.has(id)),
    ...(own && { form: view.answers }),
    acts: acts
      .filter((act) => isTold(kind, act.kind, roles) && !isOfAnother(act, roles))
      .map(({ seq, kind: act, at, data }) => ({ seq, kind: act, said: actSaid(kind, act, String(data["step"] ?? "")), at })),
    tasks: mine.map((task) => taskShape(task, calendar)),
    mine: mine.map(({ taskId }) => taskId),
    parties: await partiesShape(ctx, view, roles),
    ties: await tiesShape(ctx, view),
  };
}
