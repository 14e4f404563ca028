import { fileShelf } from "#content/form";
import { findPersonByIdNumber, findPersonByIndex } from "#people/identity";
import { getRegister } from "#register/register";
import { system, type Ctx } from "#kernel/ctx";
import { listLooks, recordLook, type RecordedLook } from "#kernel/trace";
import { blueprintOf, getMatter, type Matter } from "#matter/matter";
import type { Settled } from "./evidence.ts";
import { mattersKeptTo } from "./mine.ts";
import { partyOf } from "./party.ts";

async function fieldsRead(ctx: Ctx, records: Record<string, Record<string, unknown>>): Promise<string[]> {
  const read = Object.entries(records).map(async ([id, values]) => {
    const { name, fields } = await getRegister(ctx, id);
    const labels = fields.filter((field) => field.personal && values[field.name] !== undefined).map(({ label }) => label);
    return labels.length > 0 ? [`${name}：${labels.join("、")}`] : [];
  });
  return (await Promise.all(read)).flat();
}

/**
 * Registers were read about people so that rules may decide and papers need not be brought: they see that, as 自动核对. Whom the matter is for,
 * when that is not the owner, sees what was read about them.
 */
export async function recordRegisterLooks(ctx: Ctx, { matter, records, theirs, beneficiary }: Settled): Promise<void> {
  const by = { ...ctx, actor: system("自动核对") };
  const { matterId, itemName, owner } = matter;
  if (owner.kind === "person") {
    const fields = await fieldsRead(ctx, records);
    const purpose = `您提交「${itemName}」，代替材料填写并按规则核对`;
    if (fields.length > 0) await recordLook(by, { subjectId: owner.id, fields, purpose, matterId });
  }
  if (!beneficiary || beneficiary.own) return;
  const subject = await findPersonByIdNumber(ctx, beneficiary.number);
  const fields = await fieldsRead(ctx, theirs);
  const purpose = `${owner.label}替您提交「${itemName}」，按规则核对`;
  if (subject && fields.length > 0) await recordLook(by, { subjectId: subject.personId, fields, purpose, matterId });
}

/** Whose data a matter holds: the owner's, and those of whom it is for, when they have an account here. */
export async function subjectsOf(ctx: Ctx, { owner, beneficiaryIndex }: Pick<Matter, "owner" | "beneficiaryIndex">): Promise<string[]> {
  const beneficiary = beneficiaryIndex ? await findPersonByIndex(ctx, beneficiaryIndex) : undefined;
  return [owner.id, ...(beneficiary && beneficiary.personId !== owner.id ? [beneficiary.personId] : [])];
}

/** A look at a matter, under everybody whose data it holds. */
export async function recordMatterLook(ctx: Ctx, matter: Matter, look: { fields: string[]; purpose: string }): Promise<void> {
  for (const subjectId of await subjectsOf(ctx, matter)) await recordLook(ctx, { ...look, subjectId, matterId: matter.matterId });
}

/** Who looked at the party's data: an agent who is kept to some items reads of their matters only. */
export async function listOwnLooks(ctx: Ctx): Promise<RecordedLook[]> {
  return listLooks(ctx, partyOf(ctx.actor).id, await mattersKeptTo(ctx));
}

/** Staff opened a file that was handed in: it is shown as it is, nothing in it masked. Its name stays out of the record, it may be somebody's. */
export async function recordFileLook(ctx: Ctx, matterId: string, materialId: string): Promise<void> {
  if (ctx.actor.kind !== "staff") return;
  const { matter } = await getMatter(ctx, matterId);
  const { form, version } = await blueprintOf(ctx, matter);
  const asked = [...form.fields.values()].find(({ name }) => fileShelf(name) === materialId);
  const name = asked?.label ?? version.definition.item.materials.find(({ id }) => id === materialId)?.name ?? "其他材料";
  await recordMatterLook(ctx, matter, { fields: [`材料原件《${name}》`], purpose: "查阅材料" });
}
