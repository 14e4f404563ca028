import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { badInput, conflict, forbidden, notFound } from "#values/errors";
import { fitting } from "#values/graphemes";
import { isId, newId } from "#values/ids";
import { grants } from "./reach.ts";

/** What takes a second person, in the words of its page. */
export const REQUESTS = {
  appoint: "任职",
  end: "结束任职",
  unlock: "解除登录限制",
  "reset-password": "重置密码",
  "reset-second-factor": "重置动态口令",
} as const;
export type RequestKind = keyof typeof REQUESTS;

/** Something asked that another person is to answer. */
export interface DutyRequest {
  requestId: string;
  kind: RequestKind;
  /** Whom it is about. */
  staffId: string;
  data: Record<string, unknown>;
  reason: string;
  askedBy: string;
  askedName: string;
  askedAt: Date;
  agreed: boolean | null;
  note: string | null;
  answeredName: string | null;
  answeredAt: Date | null;
}

const SELECT = `
  select r.request_id as "requestId", r.kind, r.staff_id as "staffId", r.data, r.reason, r.asked_by as "askedBy", r.asked_name as "askedName", r.asked_at as "askedAt",
    a.agreed, a.note, a.answered_name as "answeredName", a.answered_at as "answeredAt"
  from duty.requests r left join duty.answers a using (request_id)`;

/** Asks for what one person alone may not do. Whoever asks has been found to be allowed to. */
export async function askSecondPerson(
  ctx: Ctx,
  { kind, staffId, data = {}, reason }: { kind: RequestKind; staffId: string; data?: Record<string, unknown>; reason: string },
): Promise<string> {
  if (ctx.actor.kind !== "staff") throw forbidden();
  if (staffId === ctx.actor.id) throw badInput("OWN_ACCOUNT", "不能替自己办，请让另一位管理员提出。");
  if (reason.trim() === "") throw badInput("REASON_NEEDED", "请写明理由。", { reason: "请写明理由，另一位会看到。" });
  const requestId = newId();
  await ctx.db.query(
    "insert into duty.requests (request_id, kind, staff_id, data, reason, asked_by, asked_name, asked_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
    [requestId, kind, staffId, data, fitting(reason, 300, "reason"), ctx.actor.id, ctx.actor.name, ctx.now],
  );
  return requestId;
}

/** Whether the actor is the second person for what is about somebody: security, or audit where there is nobody at security but whom it is about. */
export async function mayAnswer(ctx: Ctx, about: string): Promise<boolean> {
  if (ctx.actor.kind !== "staff") return false;
  if (grants(ctx.actor, "request.answer")) return true;
  if (!grants(ctx.actor, "trace.read")) return false;
  const held = await first(
    ctx.db,
    `select 1 as one from duty.appointments
     where role = 'security-administrator' and from_day <= $1 and (until_day is null or until_day >= $1) and staff_id::text <> $2 limit 1`,
    [dayOf(ctx.now), about],
  );
  return held === undefined;
}

const SEE = ["request.answer", "staff.manage", "duty.manage", "trace.read"];

const NOT_YOURS = "双人批准由安全管理员处理，您没有这项职责。";

/** What waits for an answer, oldest first, then what was answered lately. */
export async function listRequests(ctx: Ctx): Promise<DutyRequest[]> {
  if (ctx.actor.kind !== "staff" || !SEE.some((permission) => grants(ctx.actor, permission))) throw forbidden(NOT_YOURS);
  return ctx.db.query<DutyRequest>(
    `(${SELECT} where a.request_id is null order by r.asked_at limit 200) union all (${SELECT} where a.request_id is not null order by a.answered_at desc limit 50)`,
  );
}

/** Writes an answer down, once, by somebody else than who asked and whom it is about; gives what was asked. In the transaction that does it. */
export async function answered(ctx: Ctx, requestId: string, agreed: boolean, note: string): Promise<DutyRequest> {
  const request = isId(requestId) ? await first<DutyRequest>(ctx.db, `${SELECT} where r.request_id = $1`, [requestId]) : undefined;
  if (!SEE.some((permission) => grants(ctx.actor, permission))) throw forbidden(NOT_YOURS);
  if (!request) throw notFound("申请");
  if (!(await mayAnswer(ctx, request.staffId))) throw forbidden(NOT_YOURS);
  if (request.askedBy === ctx.actor.id) throw forbidden("自己提出的，要由另一个人批准。");
  if (request.staffId === ctx.actor.id) throw forbidden("和您本人有关的，要由另一个人批准。");
  const rows = await ctx.db.query(
    "insert into duty.answers (request_id, agreed, note, answered_by, answered_name, answered_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning request_id",
    [requestId, agreed, fitting(note, 300, "note"), ctx.actor.id, ctx.actor.name, ctx.now],
  );
  if (rows.length === 0) throw conflict("ANSWERED", "这一项已经有人处理过了。");
  return request;
}
