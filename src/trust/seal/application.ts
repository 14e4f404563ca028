import { organisationNow } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { one, transaction } from "#kernel/db";
import { badInput, conflict, forbidden } from "#values/errors";
import { emit } from "#kernel/events";
import { newId } from "#values/ids";
import { countGraphemes, fitting } from "#values/graphemes";
import { listHoldersOf } from "./holder.ts";
import { appliedFor } from "./open-moves.ts";
import { getSeal } from "./queries.ts";
import { drawSealPicture } from "./picture.ts";
import { mustReach } from "./reach.ts";
import { KINDS, MOVES, PURPOSES, STATES, type Seal, type SealKind, type SealMove, type SealPurpose, type SealState } from "./seal.ts";

/** What somebody applies for. */
export interface SealApplication {
  kind: SealKind;
  unit: string;
  /** The holder's name on a person's seal; a unit's seal bears the unit's full name. */
  name?: string;
  holderId?: string;
  note?: string;
  purposes: SealPurpose[];
  reason: string;
}

const STEP = "insert into seal.steps (seal_id, step_id, kind, reason, happened_at, actor_id, actor_name, instead_of) values ($1, $2, $3, $4, $5, $6, $7, $8)";

/** Writes a step and its event in the running transaction. */
export async function recordStep(ctx: Ctx, sealId: string, kind: "applied" | SealMove, reason: string, insteadOf?: string): Promise<void> {
  await ctx.db.query(STEP, [sealId, newId(), kind, reason, ctx.now, ctx.actor.id, ctx.actor.name, insteadOf ?? null]);
  await emit(ctx, `seal.${kind}`, sealId);
}

/** Applies for a seal; refused (`SEAL`) when something is missing. Who keeps seals for the unit may apply. */
export async function applyForSeal(ctx: Ctx, { kind, unit, name, holderId, note, purposes, reason }: SealApplication): Promise<string> {
  const organisation = await organisationNow(ctx);
  const owner = organisation.standing.find((each) => each.unit === unit);
  const ofPerson = Object.hasOwn(KINDS, kind) && KINDS[kind].shape === "square";
  const fields: Record<string, string> = {};
  if (!Object.hasOwn(KINDS, kind)) fields["kind"] = "请选择印章种类。";
  if (!owner) fields["unit"] = "请选择现有的单位。";
  if (ofPerson && !/^\p{Script=Han}{2,4}$/u.test(name ?? "")) fields["name"] = "请填写印章上的姓名，二至四个汉字。";
  if (ofPerson && !holderId) fields["holder"] = "请选择印章属于谁。";
  else if (ofPerson && owner) {
    const holder = (await listHoldersOf(ctx, [owner.unit])).find((each) => each.holderId === holderId);
    if (!holder) fields["holder"] = "这个人今天在这个单位没有任职，不能为其刻章。";
    else if (name !== holder.name && !fields["name"]) fields["name"] = `印章上的姓名要与本人姓名“${holder.name}”一致。`;
  }
  if (purposes.length === 0 || purposes.some((each) => !Object.hasOwn(PURPOSES, each))) fields["purposes"] = "请选择这枚印章用在什么地方。";
  if (reason.trim() === "") fields["reason"] = "请写明申请的原因。";
  if (countGraphemes(note ?? "") > 8) fields["note"] = "章内文字最多八个字。";
  if (Object.keys(fields).length > 0) throw badInput("SEAL", "申请还有内容要改，请检查。", fields);
  const insteadOf = await mustReach(ctx, "seal.manage", unit);
  return transaction(ctx, async (inner) => {
    const { number } = await one<{ number: string }>(inner.db, "select nextval('seal.numbers')::text as number");
    const code = `${owner!.area.slice(0, 6)}${number.padStart(7, "0")}`;
    const face = { kind, code, name: ofPerson ? name! : owner!.name, note: note ?? KINDS[kind].note };
    // What cannot be drawn is said now and not when it is to be made.
    drawSealPicture(face);
    const sealId = newId();
    await inner.db.query(
      "insert into seal.seals (seal_id, code, es_id, kind, name, note, unit, holder_id, purposes) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      [sealId, code, `${code}01`, kind, face.name, face.note, unit, ofPerson ? holderId : null, purposes],
    );
    await recordStep(inner, sealId, "applied", fitting(reason, 500, "reason"), insteadOf);
    return sealId;
  });
}

/**
 * One step of a seal's life: reach, state and reason are checked, whatever else belongs to it is done, and the row is written, all in one
 * transaction in which nobody else moves or uses the seal.
 */
export async function move(
  ctx: Ctx,
  sealId: string,
  kind: SealMove,
  reason: string,
  work: (inner: Ctx, seal: Seal) => Promise<void> = async () => {},
): Promise<void> {
  const { verb, from } = MOVES[kind];
  if (reason.trim() === "") throw badInput("REASON", `请写明${verb}的原因。`, { reason: "请写明原因。" });
  await transaction(ctx, async (inner) => {
    await inner.db.query("select pg_advisory_xact_lock(hashtextextended($1, 14))", [sealId]);
    const seal = await getSeal(inner, sealId);
    const insteadOf = await mustReach(inner, "seal.manage", seal.unit);
    const state: SealState = kind === "expired" && seal.state === "expired" ? "active" : seal.state;
    if (!(from as readonly SealState[]).includes(state)) throw conflict("SEAL_STATE", `这枚印章现在是“${STATES[seal.state]}”，不能${verb}。`);
    await work(inner, seal);
    await recordStep(inner, sealId, kind, fitting(reason, 500, "reason"), insteadOf);
  });
}

function byAnother(ctx: Ctx, seal: Seal): void {
  if (appliedFor(ctx, seal)) throw forbidden("提出申请的人、替他代班的人和印章的持有人不能批准这份申请，请由另一位印章管理员办理。");
}

/** Approves an application; whoever applied cannot. */
export function approveSeal(ctx: Ctx, sealId: string, reason: string): Promise<void> {
  return move(ctx, sealId, "approved", reason, async (inner, seal) => byAnother(inner, seal));
}

/** Refuses an application, for good. */
export function refuseSeal(ctx: Ctx, sealId: string, reason: string): Promise<void> {
  return move(ctx, sealId, "refused", reason, async (inner, seal) => byAnother(inner, seal));
}
