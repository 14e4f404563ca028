import { randomBytes } from "node:crypto";
import type { Actor, Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { badInput, conflict, notFound } from "#values/errors";
import { hashOf } from "./session.ts";

/** A program outside the city that reports by a key of its own. */
export interface Program {
  /** Its short name, under which its own numbers are kept: neighbour, fixmystreet. */
  system: string;
  name: string;
  addedAt: Date;
  addedBy: string;
  endedAt: Date | null;
}

const ADD = `
  insert into identity.programs (program_id, name, key_hash, added_at, added_by) values ($1, $2, $3, $4, $5) on conflict (program_id) do nothing returning program_id`;

/** Lets a program in; gives its key, which is shown this once. A name that was used is not used again (409). */
export async function addProgram(ctx: Ctx, { system, name }: { system: string; name: string }): Promise<string> {
  if (!/^[a-z0-9][a-z0-9.-]{0,39}$/.test(system)) throw badInput("PROGRAM", "简称用小写字母、数字、点和短横线，最长 40 个字符。", { system: "请重新填写。" });
  if (name.trim() === "") throw badInput("PROGRAM", "请写明是哪个系统。", { name: "请写明是哪个系统。" });
  const key = `yw_${randomBytes(32).toString("base64url")}`;
  const rows = await ctx.db.query(ADD, [system, name.trim(), hashOf(key), ctx.now, ctx.actor.name]);
  if (rows.length === 0) throw conflict("PROGRAM", `“${system}”已经用过，请换一个简称。`);
  return key;
}

/** Ends a program's key at once. */
export async function endProgram(ctx: Ctx, system: string): Promise<void> {
  const rows = await ctx.db.query("update identity.programs set ended_at = $2 where program_id = $1 and ended_at is null returning program_id", [
    system,
    ctx.now,
  ]);
  if (rows.length === 0) throw notFound("接入系统");
}

/** Every program, also those that ended. */
export function listPrograms(ctx: Ctx): Promise<Program[]> {
  return ctx.db.query<Program>(
    'select program_id as system, name, added_at as "addedAt", added_by as "addedBy", ended_at as "endedAt" from identity.programs order by program_id',
    [],
  );
}

/** Who acts by a key, and under which name its own numbers are kept; undefined for a key that is none or has ended. */
export async function programOf(ctx: Ctx, key: string): Promise<{ actor: Actor; system: string } | undefined> {
  const row = await first<{ system: string; name: string }>(
    ctx.db,
    "select program_id as system, name from identity.programs where key_hash = $1 and ended_at is null",
    [hashOf(key)],
  );
  return row && { actor: { kind: "system", id: `program:${row.system}`, name: row.name }, system: row.system };
}
