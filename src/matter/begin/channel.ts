import type { Channel, Kind } from "#content/kind";
import { forKind, roleGrants } from "#people/duty";
import type { Actor, Ctx } from "#kernel/ctx";
import { badInput, forbidden } from "#values/errors";

/**
 * Who an actor is for channels of a kind: persons and firms by what they act as, staff by their roles, the platform by what moves it. An account by which a
 * program acts is a program where one of its roles may begin matters of the kind.
 */
function standsAs(actor: Actor, matterKind: string): string[] {
  const { kind, onBehalf, duties = [], program } = actor;
  switch (kind) {
    case "person":
      return [onBehalf ? "organisation" : "person", "anyone"];
    case "staff":
      return [
        ...duties.map(({ role }) => role),
        ...(program && (forKind(actor, matterKind).duties ?? []).some((duty) => roleGrants(duty, "matter.begin")) ? ["program"] : []),
      ];
    case "anonymous":
      return ["anyone"];
    case "system":
      return ["timer", "matter", "program"];
  }
}

/** Whether an actor may begin a matter of a kind by a channel. */
export function mayBeginBy(actor: Actor, { id }: Pick<Kind, "id">, { by }: Channel): boolean {
  const as = standsAs(actor, id);
  return by.some((each) => as.includes(each));
}

/** The channels of a kind by which an actor may begin a matter. */
export function channelsFor(actor: Actor, kind: Kind): string[] {
  return Object.entries(kind.channels).flatMap(([id, channel]) => (mayBeginBy(actor, kind, channel) ? [id] : []));
}

/** The channel by which a matter begins; refuses one that the kind has not, and who may not. */
export function channelOf(ctx: Ctx, kind: Kind, id: string): Channel {
  const channel = Object.hasOwn(kind.channels, id) ? kind.channels[id] : undefined;
  if (!channel) throw badInput("CHANNEL", `“${kind.name}”没有这个渠道。可以用的有：${Object.keys(kind.channels).join("、")}。`);
  if (!mayBeginBy(ctx.actor, kind, channel)) throw forbidden(`您不能通过这个渠道提出“${kind.name}”。`);
  if (channel.level !== undefined && ctx.actor.kind === "person" && (ctx.actor.level ?? 0) < channel.level)
    throw forbidden("办理这个事项要求更高的实名等级，请先完成实名认证。");
  return channel;
}
