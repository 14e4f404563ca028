import type { SignTime } from "#process/token";
import { getMatter, listTasks, type Matter } from "#matter/matter";
import { followsAs, isOwner, mayRead } from "#matter/party";
import type { Ctx } from "#kernel/ctx";
import { badInput, forbidden } from "#values/errors";
import { listFellows } from "./colleagues.ts";
import { acknowledge, copyTo } from "./copies.ts";
import { handOver } from "./handing-over.ts";
import type { MoveName } from "./offers.ts";
import { sendBack, takeBack } from "./sending-back.ts";
import { addCountersigner, addSigners, delegate, dropCountersigner, dropSigner } from "./signatures.ts";
import { jump, resume, suspend, terminate, urge } from "./supervision.ts";
import type { Recipient } from "./who.ts";

/** What a form or a program asks for: everything as text, ids of staff in `to`. */
export interface Asked {
  task: string;
  to: string[];
  unit: string;
  node: string;
  when: string;
  reason: string;
  basis: string;
}

type Act = (ctx: Ctx, matterId: string, asked: Asked) => Promise<Matter>;

const TIMES = new Set<string>(["before", "beside", "after"] satisfies SignTime[]);

const ACT: Record<MoveName, Act> = {
  return: (ctx, matterId, { task, node, reason }) => sendBack(ctx, matterId, task, { to: node, reason }),
  "take-back": (ctx, matterId, { task, reason }) => takeBack(ctx, matterId, task, reason),
  "hand-over": async (ctx, matterId, { task, to, unit, reason }) => {
    const [colleague] = to.length > 0 ? await recipients(ctx, to) : [];
    return handOver(ctx, matterId, task, { ...(colleague && { to: colleague }), ...(unit && { unit }), reason });
  },
  delegate: async (ctx, matterId, { task, to, reason }) => delegate(ctx, matterId, task, { to: await single(ctx, to), reason }),
  sign: async (ctx, matterId, { task, to, when, reason }) => {
    if (!TIMES.has(when)) throw badInput("SIGN_TIME", "请选择什么时候签。", { when: "请选择前加签、并加签或后加签。" });
    return addSigners(ctx, matterId, task, { when: when as SignTime, to: await recipients(ctx, to), reason });
  },
  unsign: (ctx, matterId, { task, reason }) => dropSigner(ctx, matterId, task, reason),
  "add-countersigner": (ctx, matterId, { task, unit, reason }) => addCountersigner(ctx, matterId, task, { unit, reason }),
  "drop-countersigner": (ctx, matterId, { task, reason }) => dropCountersigner(ctx, matterId, task, reason),
  urge: (ctx, matterId, { reason }) => urge(ctx, matterId, reason),
  suspend: (ctx, matterId, { reason }) => suspend(ctx, matterId, reason),
  resume: (ctx, matterId, { reason }) => resume(ctx, matterId, reason),
  terminate: (ctx, matterId, { reason, basis }) => terminate(ctx, matterId, { reason, basis }),
  jump: (ctx, matterId, { task, node, reason }) => jump(ctx, matterId, task, { to: node, reason }),
  copy: async (ctx, matterId, { to, reason }) => copyTo(ctx, matterId, { to: await recipients(ctx, to), words: reason }),
  acknowledge: (ctx, matterId, { task }) => acknowledge(ctx, matterId, task),
};

/** Makes a move by its name: the one way in for pages and programs. Strangers learn nothing; what is missing is refused by the act, by field. */
export async function perform(ctx: Ctx, matterId: string, move: MoveName, asked: Partial<Asked>): Promise<Matter> {
  const { matter } = await getMatter(ctx, matterId);
  const concerned =
    ctx.actor.kind === "staff" ? await mayRead(ctx, matter, await listTasks(ctx, matterId)) : isOwner(ctx.actor, matter) || (await followsAs(ctx, matterId));
  if (!concerned) throw forbidden("这件事不在您的职责范围内。");
  return ACT[move](ctx, matterId, { task: "", to: [], unit: "", node: "", when: "", reason: "", basis: "", ...asked });
}

async function single(ctx: Ctx, ids: string[]): Promise<Recipient> {
  const [one] = await recipients(ctx, ids);
  if (!one || ids.length > 1) throw badInput("RECIPIENT", "请选择一位同事。", { to: "请选择一位同事。" });
  return one;
}

async function recipients(ctx: Ctx, ids: string[]): Promise<Recipient[]> {
  const fellows = await listFellows(ctx);
  return [...new Set(ids)].map((id) => {
    const found = fellows.find((each) => each.id === id);
    if (!found) throw badInput("RECIPIENT", "请在名单里选择同事。", { to: "请在名单里选择同事。" });
    return { id, name: found.name };
  });
}
