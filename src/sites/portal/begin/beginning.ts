import { actsIn } from "#people/identity";
import type { Kind, PartyRole } from "#content/kind";
import { getItem } from "#content/catalogue";
import { beginningOf, channelsFor } from "#matter/begin";
import type { Blueprint } from "#matter/matter";
import type { Actor, Ctx } from "#kernel/ctx";
import { forbidden, notFound } from "#values/errors";

/** Who of the public a channel can be for. */
const PUBLIC: readonly string[] = ["anyone", "person", "organisation"];

/** Channels by which the public begins matters of a kind, each with whom it is for. */
export function publicChannels({ channels }: Pick<Kind, "channels">): { id: string; by: string[] }[] {
  return Object.entries(channels).flatMap(([id, { by }]) => {
    const open = by.filter((each) => PUBLIC.includes(each));
    return open.length > 0 ? [{ id, by: open }] : [];
  });
}

/** What somebody begins on the portal: the item as it is now, the channel, and the part that they have in it. */
export interface Beginner {
  blueprint: Blueprint;
  kind: Kind;
  channel: string;
  role: string | undefined;
  party: PartyRole | undefined;
  /** Whether they may leave out who they are. */
  nameless: boolean;
}

/** Who has to sign in, or switch to their firm, before they can begin. */
export type Obstacle = "sign-in" | "as-firm" | "as-person";

/** Whether an item is begun by a form of the portal's: its kind has no guide and a channel for the public. Refuses by 404 any other. */
export async function beginnerOf(ctx: Ctx, itemId: string): Promise<Beginner | Obstacle> {
  await getItem(ctx, itemId);
  const { blueprint } = await beginningOf(ctx, itemId);
  const { kind } = blueprint;
  const open = publicChannels(kind);
  if (kind.guide || open.length === 0) throw notFound("事项");
  const mine = channelsFor(ctx.actor, kind);
  const channel = open.find(({ id }) => mine.includes(id))?.id;
  if (channel === undefined) return obstacleOf(ctx.actor, open);
  if (!actsIn(ctx.actor, itemId)) throw forbidden("您得到的授权不包括这个事项。请找法定代表人办理，或者请他在授权里加上这个事项。");
  const role = kind.channels[channel]!.as ?? kind.channels[channel]!.for;
  const party = role === undefined ? undefined : kind.parties[role];
  return { blueprint, kind, channel, role, party, nameless: party?.who.includes("anonymous") ?? false };
}

function obstacleOf({ kind, onBehalf }: Actor, open: { by: string[] }[]): Obstacle {
  if (kind !== "person") return "sign-in";
  return onBehalf && open.some(({ by }) => by.includes("person")) ? "as-person" : "as-firm";
}
