import { stateOf } from "#content/kind";
import { getPerson } from "#people/identity";
import { mask } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { badInput, conflict, forbidden } from "#values/errors";
import { openAnswers, blueprintOf, record, getMatter, MATTER_COLUMNS, isClosed, type Matter, actOn } from "#matter/matter";
import { suspendedSince } from "#matter/clocks";
import { setAside, termsOf, type Term } from "#matter/work";
import { fitting } from "#values/graphemes";

/** A matter that somebody else began for the one who looks: what whom it is for may see of it, and nothing of who began it but a masked name. */
export interface ForMe {
  matterId: string;
  number: string | null;
  itemName: string;
  /** Masked name of who applied. */
  by: string;
  kind: string;
  phase: Matter["phase"];
  state: string;
  step: string;
  submittedAt: Date;
  /** Set aside until it is known whether whom it is for wanted it. */
  held: boolean;
  outcome: string | null;
}

async function indexOf(ctx: Ctx): Promise<string> {
  if (ctx.actor.kind !== "person" || ctx.actor.onBehalf) throw forbidden("请先切换回本人。");
  return ctx.personal.index((await getPerson(ctx, ctx.actor.id)).idNumber);
}

function rowOf({ matterId, number, itemName, owner, kind, phase, state, step, submittedAt, outcome, stops }: Matter): ForMe {
  return {
    matterId,
    number,
    itemName,
    by: owner.label,
    kind,
    phase,
    state,
    step,
    submittedAt: submittedAt!,
    held: suspendedSince({ stops }) !== null,
    outcome,
  };
}

/** What others have applied for in the actor's name, newest first. */
export async function listForMe(ctx: Ctx): Promise<ForMe[]> {
  if (ctx.actor.kind !== "person" || ctx.actor.onBehalf) return [];
  const rows = await ctx.db.query<Matter>(
    `select ${MATTER_COLUMNS} from matter.matters m where m.beneficiary_index = $1 and m.submitted_at is not null order by m.submitted_at desc limit 200`,
    [await indexOf(ctx)],
  );
  return rows.map((row) => rowOf(row));
}

/** One of them, with what was granted and where the money would go, masked; refused to everybody it is not for. */
export async function viewForMe(ctx: Ctx, matterId: string): Promise<ForMe & { terms: Term[]; accounts: { label: string; value: string }[] }> {
  const { matter } = await getMatter(ctx, matterId);
  if (!matter.submittedAt || matter.beneficiaryIndex !== (await indexOf(ctx))) throw forbidden("这不是替您办的事。");
  const { form } = await blueprintOf(ctx, matter);
  const answers = openAnswers(ctx, form, matter.form);
  const accounts = [...form.personal].flatMap(([name, kind]) =>
    kind === "bank-account" && typeof answers[name] === "string" ? [{ label: form.fields.get(name)!.label, value: mask(kind, answers[name]) }] : [],
  );
  return { ...rowOf(matter), accounts, terms: await termsOf(ctx, matterId) };
}

/**
 * 异议: whom a matter is for says that it is not their will, or not right. An undecided matter is set aside until staff have looked into it and
 * resumed or ended it; of a decided one it is on record, and what it pays stops by the block that pays.
 */
export async function object(ctx: Ctx, matterId: string, reason: string): Promise<Matter> {
  const said = fitting(reason, 500, "reason");
  if (said === "") throw badInput("REASON_NEEDED", "请写明哪里不对，工作人员会核实。", { reason: "请写明哪里不对。" });
  const index = await indexOf(ctx);
  return actOn(ctx, matterId, async (inner, { matter, open, change, blueprint }) => {
    if (!matter.submittedAt || matter.beneficiaryIndex !== index) throw forbidden("这不是替您办的事。");
    if (isClosed(matter) && stateOf(blueprint.kind, matter.state).tone !== "good") throw conflict("OVER", "这件事已经结束，没有批准，不用再提出异议。");
    if (suspendedSince(matter)) throw conflict("OBJECTED", "这件事已经停下来等核实了，不用再提。");
    if (!isClosed(matter)) await setAside(inner, { open, change, blueprint }, said);
    record(inner, change, "objected", { reason: said });
  });
}
