import { port, type Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { conflict } from "#values/errors";
import { partyOf } from "./party.ts";

/** What one party may have lying here at a time; a city sets it by its configuration. */
export interface Allowance {
  /** Drafts. */
  drafts: number;
  /** Bytes of files in drafts, and of those handed in within a day. */
  bytes: number;
}

/** What parties of a city may have. */
export const ALLOWANCE = port<Allowance>("matter.allowance");

const LYING = `
  select coalesce(sum(e.size), 0)::float8 as bytes from matter.matters m join matter.materials e on e.matter_id = m.matter_id
  where m.owner_id = $1 and e.removed_at is null and e.size is not null and (m.phase = 'draft' or e.added_at > $2)`;

/** Bytes of files that somebody without an account, or a program, may hand in for one matter; how often they may begin one is the route's to hold. */
const WITHOUT_ACCOUNT = 50 * 1024 * 1024;

const OF_MATTER = "select coalesce(sum(size), 0)::float8 as bytes from matter.materials where matter_id = $1 and removed_at is null and size is not null";

/** Refuses (409) more bytes than a matter may have from somebody without an account, `more` among them. */
export async function withinBytesOf(ctx: Ctx, matterId: string, more: number): Promise<void> {
  if (ctx.actor.kind !== "anonymous" && ctx.actor.kind !== "system") return withinBytes(ctx, more);
  const { bytes } = (await first<{ bytes: number }>(ctx.db, OF_MATTER, [matterId]))!;
  if (bytes + more > WITHOUT_ACCOUNT)
    throw conflict(
      "TOO_MANY_BYTES",
      `一件事的文件加起来不能超过 ${WITHOUT_ACCOUNT / 1024 / 1024} MB。请少交几个${ctx.actor.kind === "anonymous" ? "，或者登录以后再交" : ""}。`,
    );
}

/** Refuses (409) more bytes than a party may have lying here, `more` among them. */
export async function withinBytes(ctx: Ctx, more: number): Promise<void> {
  // A program or a counterpart is no party; what it may send is held by its protocol.
  if (ctx.actor.kind === "system") return;
  const allowance = ctx.ports.get(ALLOWANCE);
  const { bytes } = (await first<{ bytes: number }>(ctx.db, LYING, [partyOf(ctx.actor).id, new Date(ctx.now.getTime() - 86_400_000)]))!;
  if (bytes + more > allowance.bytes)
    throw conflict(
      "TOO_MANY_BYTES",
      `您还没提交的申请和今天交的文件加起来超过 ${Math.floor(allowance.bytes / 1024 / 1024)} MB 了。请先提交或者删除用不着的草稿和文件，再上传。`,
      "/my",
    );
}

/** Refuses (409) one draft more than a party may have. */
export async function withinDrafts(ctx: Ctx): Promise<void> {
  const allowance = ctx.ports.get(ALLOWANCE);
  const { drafts } = (await first<{ drafts: number }>(ctx.db, "select count(*)::int as drafts from matter.matters where owner_id = $1 and phase = 'draft'", [
    partyOf(ctx.actor).id,
  ]))!;
  if (drafts >= allowance.drafts)
    throw conflict("TOO_MANY_DRAFTS", `您有 ${drafts} 份还没提交的草稿，最多 ${allowance.drafts} 份。请先提交或者删除用不着的草稿，再开始新的申请。`, "/my");
}
