import type { Ctx } from "#kernel/ctx";
import { endStop } from "#matter/act";
import { declaredBy, stopKindOf } from "#matter/clocks";
import { actOn, lookAgain } from "#matter/matter";

// A stop that a flow began, and that no task holds, ends on the day that was said. What staff began they end themselves, when they know what came of it.
const OVER = `
  select matter_id as "matterId", stop_id as "stopId" from matter.stops
  where ended_at is null and expected_at is not null and expected_at <= $1 and data @> '{"task": null}' order by expected_at, matter_id limit 200`;

/** Ends the stops of flows whose day has passed (挂账到期): clocks run again, and the flow looks at what it waits for. Each in a transaction of its own; gives how many ended. */
export async function endStopsOver(ctx: Ctx): Promise<number> {
  let ended = 0;
  for (const { matterId, stopId } of await ctx.db.query<{ matterId: string; stopId: string }>(OVER, [ctx.now])) {
    try {
      await actOn(ctx, matterId, async (inner, occasion) => {
        const { change, blueprint, open } = occasion;
        const running = change.matter.stops.find((each) => each.stopId === stopId && each.endedAt === null);
        if (!running) return;
        await endStop(inner, { change, blueprint }, stopKindOf(declaredBy(blueprint.kind), running.stop), running, { open, result: null });
        await lookAgain(inner, occasion);
      });
      ended += 1;
    } catch (error) {
      ctx.log.error({ err: error, matterId, stopId }, "a stop was not ended");
    }
  }
  return ended;
}
