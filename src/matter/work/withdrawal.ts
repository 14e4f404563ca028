import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { conflict } from "#values/errors";
import { fitting } from "#values/graphemes";
import { changeOf, record, lockMatter, isClosed, type Matter, writeChange } from "#matter/matter";
import { onlyApplicant } from "#matter/party";

/** The applicant takes the application back, any time before the decision. What waits in it ends with it. */
export async function withdraw(ctx: Ctx, matterId: string, reason: string): Promise<Matter> {
  return transaction(ctx, async (inner) => {
    const { matter, open } = await lockMatter(inner, matterId);
    onlyApplicant(inner, matter);
    if (matter.phase === "draft" || isClosed(matter) || matter.outcome) throw conflict("NOT_WITHDRAWABLE", "这件申请还没有提交或者已经有了结果，不能撤回。");
    const change = changeOf(matter);
    Object.assign(change.matter, {
      state: "withdrawn",
      outcome: "withdrawn",
      closedAt: inner.now,
      awaits: [],
      step: "",
    });
    change.cancelled = open.map((task) => task.taskId);
    record(inner, change, "withdrawn", reason.trim() === "" ? {} : { reason: fitting(reason, 500, "reason") });
    return writeChange(inner, change);
  });
}
