import type { Kind } from "#content/kind";
import { bring } from "#matter/act";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { conflict, forbidden } from "#values/errors";
import { fitting } from "#values/graphemes";
import { begunBy, blueprintOf, changeOf, lockMatter, isClosed, type Matter, writeChange } from "#matter/matter";
import { followsAs, onlyOwner, owns } from "#matter/party";

/** Whether a matter may be taken back where it stands: until it is taken on; one that was applied for (a kind with a guide) until it is decided. */
export function mayBeTakenBack({ phase, outcome }: Pick<Matter, "phase" | "outcome">, { guide }: Pick<Kind, "guide">): boolean {
  return outcome === null && (phase === "received" || (guide && phase === "open"));
}

/** Whoever began a matter takes it back, a program that sent it too. What waits in it ends with it. Refuses parties who did not begin it. */
export async function withdraw(ctx: Ctx, matterId: string, reason: string): Promise<Matter> {
  return transaction(ctx, async (inner) => {
    const { matter, open } = await lockMatter(inner, matterId);
    const blueprint = await blueprintOf(inner, matter);
    const { kind } = blueprint;
    const sent = inner.actor.kind === "system" && (await begunBy(inner, matterId)) === inner.actor.id;
    if (!sent && !(await followsAs(inner, matterId))) onlyOwner(inner, matter);
    const theirs = sent || (kind.channels[matter.channel]?.for === undefined && (await owns(inner, matter, kind)));
    if (!theirs && !isClosed(matter)) throw forbidden("这件事不是您提出的，不能撤回。");
    if (!mayBeTakenBack(matter, kind)) throw conflict("NOT_WITHDRAWABLE", "这件事还没有提交，或者已经开始办、有了结果，不能撤回。");
    const change = changeOf(matter);
    Object.assign(change.matter, {
      state: "withdrawn",
      outcome: "withdrawn",
      closedAt: inner.now,
      awaits: [],
      step: "",
    });
    change.cancelled = open.map((task) => task.taskId);
    await bring(inner, { change, blueprint, given: { reason: fitting(reason, 500, "reason") } }, "withdrawn");
    return writeChange(inner, change);
  });
}
