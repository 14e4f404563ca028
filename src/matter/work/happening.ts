import { bodyWithin, forKind, organisationNow, roleGrants } from "#people/duty";
import { messagesOf, offeredActivities, type OfferedActivity } from "#process/event";
import type { FlowState } from "#process/token";
import type { Ctx, Duty } from "#kernel/ctx";
import { badInput, conflict, forbidden, Refusal } from "#values/errors";
import { advance, record, isClosed, type Matter, actOn, type Occasion } from "#matter/matter";
import { onlyRunning } from "./task-completion.ts";

/** Refuses who does not work on matters of this body in this area; the platform itself may. */
async function onlyWorking(ctx: Ctx, matter: Matter): Promise<void> {
  if (ctx.actor.kind === "system") return;
  const organisation = await organisationNow(ctx);
  const here = (duty: Duty): boolean =>
    roleGrants(duty, "matter.work") && organisation.areaWithin(matter.area, duty.area) && bodyWithin(organisation, duty.unit, matter.unit);
  if (ctx.actor.kind !== "staff" || !(forKind(ctx.actor, matter.kind).duties ?? []).some(here)) throw forbidden("这件事不在您的职责范围内。");
}

/**
 * A message from outside reaches a matter: what its flow waits for goes on; one that comes early waits in the flow until something catches it. Refuses
 * a message that the flow never takes.
 */
export async function receiveMessage(ctx: Ctx, matterId: string, { message, key, data }: { message: string; key?: unknown; data?: unknown }): Promise<Matter> {
  return actOn(ctx, matterId, async (inner, { matter, change, blueprint }) => {
    await onlyWorking(inner, matter);
    if (matter.phase === "draft" || isClosed(matter)) throw conflict("NOT_RUNNING", "这件事没有在办，不接收消息。");
    if (!messagesOf(blueprint.graph).includes(message)) throw badInput("UNKNOWN_MESSAGE", `这件事的流程不接收“${message}”。`);
    record(inner, change, "message-received", { message });
    await advance(inner, change, blueprint, { type: "message.arrived", message, ...(key !== undefined && { key }), data: data ?? null });
  });
}

const WAITING_FOR =
  "select matter_id as \"matterId\" from matter.matters where awaits @> array[$1] and awaits <> '{}' and closed_at is null order by matter_id";

/** A signal reaches every matter whose flow waits for it now, each in its own transaction; gives how many took it. */
export async function sendSignal(ctx: Ctx, signal: string, data: unknown = null): Promise<number> {
  let reached = 0;
  for (const { matterId } of await ctx.db.query<{ matterId: string }>(WAITING_FOR, [`signal:${signal}`])) {
    try {
      await actOn(ctx, matterId, async (inner, { matter, change, blueprint }) => {
        // What went on before the lock was ours, or has ended, waits for it no more.
        if (!matter.awaits.includes(`signal:${signal}`)) throw conflict("NOT_AWAITED", "这件事的流程现在不等这个信号。");
        record(inner, change, "signal-received", { signal });
        await advance(inner, change, blueprint, { type: "signal.arrived", signal, data });
      });
      reached += 1;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      ctx.log.error({ err: error, matterId, signal }, "a signal was not taken");
    }
  }
  return reached;
}

/** What may be begun in the ad-hoc parts of a matter's flow now. */
export function beginnable({ matter, blueprint }: Pick<Occasion, "matter" | "blueprint">): OfferedActivity[] {
  return matter.flow ? offeredActivities(blueprint.graph, matter.flow as FlowState) : [];
}

/** Begins an activity that the flow offers but does not prescribe (an ad-hoc sub-process). */
export async function beginActivity(ctx: Ctx, matterId: string, { frame, node }: { frame: string; node: string }): Promise<Matter> {
  return actOn(ctx, matterId, async (inner, occasion) => {
    await onlyWorking(inner, occasion.matter);
    onlyRunning(occasion.matter, occasion.blueprint.kind);
    const offered = beginnable(occasion).find((each) => each.frame === frame && each.node === node);
    if (!offered) throw conflict("NOT_OFFERED", "这项工作现在不能开始，请刷新页面看最新进度。");
    record(inner, occasion.change, "begun", { step: offered.name });
    await advance(inner, occasion.change, occasion.blueprint, { type: "activity.begun", frame, node });
  });
}
