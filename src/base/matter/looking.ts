import { getRegister } from "#base/register";
import { system, type Ctx } from "#kernel/ctx";
import { recordLook } from "#kernel/trace";
import { blueprintOf } from "./blueprint.ts";
import { getMatter } from "./load.ts";
import type { Matter } from "./matter.ts";

/** Registers were read about a person so that rules may decide and papers need not be brought: they see that too, as 自动核对. */
export async function recordRegisterLook(ctx: Ctx, matter: Matter, records: Record<string, Record<string, unknown>>): Promise<void> {
  if (matter.applicant.kind !== "person") return;
  const read = Object.entries(records).map(async ([id, values]) => {
    const { name, fields } = await getRegister(ctx, id);
    const labels = fields.filter((field) => field.personal && values[field.name] !== undefined).map(({ label }) => label);
    return labels.length > 0 ? [`${name}：${labels.join("、")}`] : [];
  });
  const fields = (await Promise.all(read)).flat();
  if (fields.length === 0) return;
  const purpose = `您提交「${matter.itemName}」，代替材料填写并按规则核对`;
  await recordLook({ ...ctx, actor: system("自动核对") }, { subjectId: matter.applicant.id, fields, purpose, matterId: matter.matterId });
}

/** Staff opened a file that was handed in: it is shown as it is, nothing in it masked. Its name stays out of the record, it may be somebody's. */
export async function recordFileLook(ctx: Ctx, matterId: string, materialId: string): Promise<void> {
  if (ctx.actor.kind !== "staff") return;
  const { matter } = await getMatter(ctx, matterId);
  const { version } = await blueprintOf(ctx, matter.itemId, matter.itemVersion);
  const name = version.definition.item.materials.find(({ id }) => id === materialId)?.name ?? "其他材料";
  await recordLook(ctx, { subjectId: matter.applicant.id, fields: [`材料原件《${name}》`], purpose: "查阅材料", matterId });
}
