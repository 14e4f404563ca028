import { grants } from "#people/duty";
import { getMatter, listTasks } from "#matter/matter";
import { mayRead } from "#matter/party";
import type { Ctx } from "#kernel/ctx";
import { Refusal } from "#values/errors";

/** Of the matters that documents were sealed for, those that the actor may look at. A log of uses opens no matter by itself. */
export async function seenMatters(ctx: Ctx, uses: readonly { matterId: string | null }[]): Promise<ReadonlySet<string>> {
  if (!grants(ctx.actor, "matter.read")) return new Set();
  const ids = [...new Set(uses.flatMap(({ matterId }) => matterId ?? []))];
  const seen = await Promise.all(
    ids.map(async (matterId) => {
      try {
        const [{ matter }, tasks] = await Promise.all([getMatter(ctx, matterId), listTasks(ctx, matterId)]);
        return matter.state !== "draft" && (await mayRead(ctx, matter, tasks));
      } catch (error) {
        // A document may be sealed for something that is no matter of this city.
        if (error instanceof Refusal) return false;
        throw error;
      }
    }),
  );
  return new Set(ids.filter((_id, i) => seen[i]));
}
