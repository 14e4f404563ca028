import { forKind, roleGrants } from "#people/duty";
import { findPeer } from "#people/peer";
import type { Ctx } from "#kernel/ctx";
import { first, transaction } from "#kernel/db";
import { badInput, conflict, forbidden } from "#values/errors";
import { getMatter } from "#matter/matter";
import { mustSee } from "#matter/party";
import { hear, PASS_COLUMNS, type Pass } from "./coming-back.ts";
import { queue, recall } from "./queue.ts";

const OPEN = `select ${PASS_COLUMNS} from exchange.passes p where matter_id = $1 and ended_at is null order by p.at desc limit 1`;

/** Whether the actor directs matters of this kind: who passes on may take back. */
export function mayTakeBack(ctx: Ctx, kind: string): boolean {
  return ctx.actor.kind === "staff" && (forKind(ctx.actor, kind).duties ?? []).some((duty) => roleGrants(duty, "matter.decide"));
}

/** 收回: what waits outside is done here after all. The counterpart is told where its protocol can say so; the flow goes on at once. */
export async function takeBack(ctx: Ctx, matterId: string, reason: string): Promise<void> {
  const said = reason.trim();
  if (said === "" || [...said].length > 500) throw badInput("REASON", "请写明为什么收回，最长 500 个字。", { reason: "请写明为什么收回。" });
  const { matter } = await getMatter(ctx, matterId);
  if (!mayTakeBack(ctx, matter.kind)) throw forbidden("收回由指挥派遣的人员办理。");
  await mustSee(ctx, matterId);
  await transaction(ctx, async (inner) => {
    const pass = await first<Pass>(inner.db, OPEN, [matterId]);
    const peer = pass && (await findPeer(inner, pass.peerId));
    if (!pass || !peer) throw conflict("NOT_PASSED", "这一件现在没有在外面办。");
    const data = { words: `从${peer.name}收回`, reason: said };
    const taken = await hear(inner, pass, { act: "pass-taken-back", data, end: { outcome: "taken-back", reason: said } });
    if (!taken) throw conflict("NOT_PASSED", "对方刚刚已经办完或者退回，请刷新页面。");
    const unknown = await recall(inner, peer, pass);
    if (peer.protocol === "signed" && !peer.endedAt && !unknown)
      await queue(inner, peer, { matterId, sort: "return", about: pass.messageId, body: { reason: said } });
  });
}
