import { keepFor, judgedFor, type BroughtFor } from "#matter/intake";
import { actOn, listTasks, lockMatter } from "#matter/matter";
import { mayRead } from "#matter/party";
import type { Ctx } from "#kernel/ctx";
import { once } from "#kernel/idempotency";
import { forbidden } from "#values/errors";
import { fitting } from "#values/graphemes";
import { actsWith, arrivedAt, NOTE_ACT, recordEntry, type Arrived } from "./arrival.ts";
import type { Entry } from "./entry.ts";

const LONGEST = 3000;

/** Keeps on a matter what was found outside and could not be done as a task, with its files: a note moves nothing. Once for an entry. */
export function leaveNote(
  ctx: Ctx,
  entry: Entry,
  { matterId, text, files }: { matterId: string; text: string; files: readonly BroughtFor[] },
): Promise<Arrived> {
  return once(ctx, entry.id, ["field-note", matterId], async (inner) => {
    const { matter } = await lockMatter(inner, matterId);
    if (!(await mayRead(inner, matter, await listTasks(inner, matterId))))
      throw forbidden("这件事已经不在您的职责范围内，不能在上面记备注。您记的还在手机里。");
    if ((await actsWith(inner, matterId, entry)).there) return { ...arrivedAt(matter), again: true as const };
    const kept = Object.values(await keepFor(inner, matterId, await judgedFor(inner, files))).flat();
    const names = kept.map(({ fileName }) => fileName ?? "").filter((name) => name !== "");
    return arrivedAt(
      await actOn(inner, matterId, async (within, occasion) =>
        recordEntry(within, occasion, entry, NOTE_ACT, { opinion: fitting(text, LONGEST, "note"), ...(names.length > 0 && { name: names.join("、") }) }),
      ),
    );
  });
}
