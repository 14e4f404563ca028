import type { Ctx } from "#kernel/ctx";
import { emit } from "#kernel/events";
import { conflict } from "#values/errors";
import { contentOf, subjectOf } from "./content.ts";
import { identifierOf, nextSlot } from "./identifier.ts";
import type { Content, Message, MessageKind, Status } from "./message.ts";
import { messagesOf } from "./queries.ts";

const INSERT = `
  insert into alert.messages (matter_id, seq, identifier, kind, status, sender, sent_at, number, expires_at, content)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;

async function send(ctx: Ctx, message: Omit<Message, "identifier" | "sentAt" | "expiresAt">): Promise<Message> {
  const { matterId, seq, kind, status, sender, content } = message;
  const { sentAt, number } = await nextSlot(ctx, sender);
  const identifier = identifierOf(sender, sentAt, number);
  const expiresAt = new Date(content.expires);
  await ctx.db.query(INSERT, [matterId, seq, identifier, kind, status, sender, sentAt, number, expiresAt, JSON.stringify(content)]);
  await emit(ctx, "alert.sent", matterId, { identifier, kind, status });
  return { ...message, identifier, sentAt, expiresAt };
}

const STATUSES: Readonly<Record<string, Status>> = { actual: "Actual", exercise: "Exercise", test: "Test" };

/** 发布: the first message of an alarm, in the running transaction. Refusals are those of `contentOf`; 409 where it was sent already. */
export async function publishAlert(ctx: Ctx, matterId: string, given: Readonly<Record<string, unknown>>): Promise<Message> {
  if ((await messagesOf(ctx, matterId)).length > 0) throw conflict("ALERT_SENT", "这条预警已经发布过了，要改请更新。");
  const subject = subjectOf(given);
  const status = STATUSES[String(given["status"])];
  if (!status) throw conflict("ALERT_STATUS", "请写明是实际发布、演练还是测试。");
  const content = await contentOf(ctx, (given["says"] ?? {}) as Record<string, unknown>, subject);
  return send(ctx, { matterId, seq: 1, kind: "Alert", status, sender: subject.sender, content });
}

/** The message that stands; refusal 409 where none does: after it was taken back or has run out nothing follows. */
async function standing(ctx: Ctx, matterId: string): Promise<Message> {
  const last = (await messagesOf(ctx, matterId)).at(-1);
  if (!last) throw conflict("ALERT_NONE", "这条预警还没有发布。");
  if (last.kind === "Cancel") throw conflict("ALERT_OVER", "这条预警已经解除，不能再更新或者解除。");
  if (last.expiresAt <= ctx.now) throw conflict("ALERT_OVER", "这条预警已经到期，不能再更新或者解除；还有危险的，请发布新的预警。");
  return last;
}

async function follow(ctx: Ctx, last: Message, kind: MessageKind, content: Content): Promise<Message> {
  const { matterId, seq, status, sender } = last;
  return send(ctx, { matterId, seq: seq + 1, kind, status, sender, content });
}

/** 更新: another message in the place of the one that stands, of any level. What it is about, and that it is an exercise, stays. */
export async function updateAlert(ctx: Ctx, matterId: string, given: Readonly<Record<string, unknown>>): Promise<Message> {
  const last = await standing(ctx, matterId);
  const { event, eventName, category, issuer } = last.content;
  const content = await contentOf(ctx, (given["says"] ?? {}) as Record<string, unknown>, { event, eventName, category, issuer, sender: last.sender });
  return follow(ctx, last, "Update", content);
}

/** 解除: the last message of an alarm; it says what the one before said, and why it ends. */
export async function cancelAlert(ctx: Ctx, matterId: string, given: Readonly<Record<string, unknown>>): Promise<Message> {
  const last = await standing(ctx, matterId);
  return follow(ctx, last, "Cancel", { ...last.content, reason: typeof given["reason"] === "string" ? given["reason"] : "" });
}
