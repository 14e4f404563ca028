import type { IssuedDocument } from "#matter/matter";
import type { MatterView } from "#matter/view";
import type { Ctx } from "#kernel/ctx";
import { recordLook } from "#kernel/trace";

/** Staff who take a document leave a look in the owner's trace: the paper carries the name in full. */
export async function lookAtDocument(ctx: Ctx, { matter }: MatterView, { name }: IssuedDocument): Promise<void> {
  if (ctx.actor.kind !== "staff") return;
  await recordLook(ctx, {
    subjectId: matter.owner.id,
    fields: [`文书《${name}》`],
    purpose: "查阅文书",
    matterId: matter.matterId,
  });
}
