import { asksForCreditCode, saidByRegister, type Answers, type Vouched } from "#content/form";
import { recordsAbout } from "#register/register";
import { hasUsccShape, isUscc } from "#values/codes";
import type { Ctx } from "#kernel/ctx";
import type { Blueprint, Matter } from "#matter/matter";
import { ownerDetails } from "./party.ts";

/**
 * What registers vouch for among answers: codes and papers that they themselves say of the owner, and credit codes whose check is wrong but under
 * which they know somebody. Some were given out so before 2016.
 */
export async function vouching(ctx: Ctx, matter: Matter, { form }: Blueprint, answers: Answers): Promise<Vouched> {
  const records = await recordsAbout(ctx, { kind: matter.owner.kind, number: ownerDetails(ctx, matter).number });
  const odd = [...form.fields.values()].flatMap((field) => {
    const value = answers[field.name];
    return asksForCreditCode(field) && typeof value === "string" && hasUsccShape(value) && !isUscc(value) ? [value] : [];
  });
  const known = new Set<unknown>();
  for (const code of new Set(odd)) if (Object.keys(await recordsAbout(ctx, { kind: "organisation", number: code })).length > 0) known.add(code);
  return (field, value) => (asksForCreditCode(field) && known.has(value)) || saidByRegister(field, value, records);
}
