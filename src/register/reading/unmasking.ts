import { getRegister, inFull, recordOf, type RegisterDefinition, type Values } from "#register/register";
import { findOrganisationByUscc, findPersonByIdNumber } from "#people/identity";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { badInput } from "#values/errors";
import { admitUnmasking, realReason, recordLook } from "#kernel/trace";
import { readRow } from "./list.ts";

/** What staff may be about who look a record up without a matter in hand. */
export const TASKS: Record<string, string> = {
  inspection: "监督检查",
  complaint: "处理投诉举报",
  correction: "更正登记信息",
  assistance: "协助其他机关依法调查",
};

/** Why somebody unmasks: a matter in hand, found and checked by who calls, or a task that is none. */
export type Occasion = { reason: string } & ({ task: string } | { matter: { matterId: string; number: string; concerns(values: Values): boolean } });

function purposeOf(occasion: Occasion, reason: string): string {
  if ("matter" in occasion) return `办理 ${occasion.matter.number}：${reason}`;
  const task = Object.hasOwn(TASKS, occasion.task) ? TASKS[occasion.task] : undefined;
  if (!task) throw badInput("TASK_NEEDED", "请选择为办哪类事查看。", { task: "请选择一项。" });
  return `${task}：${reason}`;
}

/** Shows one personal field of a record in the actor's reach in full: for a matter or a task, with a reason; on record under whom it is about. */
export async function unmaskRecord(
  ctx: Ctx,
  registerId: string,
  recordId: string,
  field: string,
  occasion: Occasion,
): Promise<{ label: string; value: string }> {
  const purpose = purposeOf(occasion, realReason(occasion.reason));
  const definition = await getRegister(ctx, registerId);
  const matter = "matter" in occasion ? occasion.matter : undefined;
  const values = recordOf(definition, await readRow(ctx, definition, recordId), inFull(ctx)).values;
  const known = definition.fields.find((each) => each.name === field && each.personal);
  if (!known) throw badInput("UNKNOWN_FIELD", "没有这一项个人信息。");
  if (matter && !matter.concerns(values)) throw badInput("OTHER_MATTER", "这一件和这条记录不是同一个人的。", { number: "请核对编号。" });
  const what = `${definition.name}：${known.label}`;
  await admitUnmasking(ctx, { what, reason: purpose, thingId: recordId, ...(matter && { matterId: matter.matterId }) });
  return transaction(ctx, async (inner) => {
    await recordLook(inner, {
      subjectId: (await subjectOf(inner, definition, values)) ?? recordId,
      fields: [what],
      purpose,
      ...(matter && { matterId: matter.matterId }),
    });
    return { label: known.label, value: String(values[field] ?? "") };
  });
}

/** The account of the person or organisation a record is about, so that they see the look; undefined when they have none. */
export async function subjectOf(ctx: Ctx, definition: RegisterDefinition, values: Values): Promise<string | undefined> {
  const key = values[definition.key];
  if (typeof key !== "string") return undefined;
  if (definition.subject === "person") return (await findPersonByIdNumber(ctx, key))?.personId;
  return definition.subject === "organisation" ? (await findOrganisationByUscc(ctx, key))?.organisationId : undefined;
}
