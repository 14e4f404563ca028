import { type Values } from "#register/register";
import { unmaskRecord } from "#register/reading";
import type { Ctx } from "#kernel/ctx";
import { badInput } from "#values/errors";
import { findByNumber, getMatter, listTasks, isClosed } from "#matter/matter";
import { ownerDetails } from "./party.ts";
import { mayRead } from "./reach.ts";

/** Shows a personal field of a register's record in full for a matter in hand: one that runs, that the actor may read, and that is about whom the record is. */
export async function unmaskForMatter(
  ctx: Ctx,
  record: { registerId: string; recordId: string; field: string },
  { number, reason }: { number: string; reason: string },
): Promise<{ label: string; value: string }> {
  const said = "没有这个编号、正在办的事项，或者它不在您的职责范围内。";
  const found = await findByNumber(ctx, number.trim());
  const matter = found && found.phase !== "draft" ? (await getMatter(ctx, found.matterId)).matter : undefined;
  if (!matter || isClosed(matter) || !(await mayRead(ctx, matter, await listTasks(ctx, matter.matterId))))
    throw badInput("MATTER_NUMBER", said, { number: said });
  const own = ownerDetails(ctx, matter).number;
  const concerns = (values: Values): boolean =>
    Object.values(values).some(
      (value) => typeof value === "string" && (value === own || value === matter.number || ctx.personal.index(value) === matter.beneficiaryIndex),
    );
  return unmaskRecord(ctx, record.registerId, record.recordId, record.field, {
    reason,
    matter: { matterId: matter.matterId, number: matter.number!, concerns },
  });
}
