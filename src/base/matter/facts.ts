import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import type { Blueprint } from "./blueprint.ts";
import { evidenceIn } from "./kept-evidence.ts";
import type { Matter } from "./matter.ts";

/**
 * What the formulas of a flow and the rules of an item may look at: nothing personal. Answers of personal fields are left out;
 * `register` is what the registers said when the matter was submitted, `beneficiary` what they said of whom it is for, `identity` how numbers, names and
 * births agree with them, `held` what the same party has of this item already.
 */
export function factsOf(ctx: Ctx, matter: Matter, { form, version }: Blueprint): Record<string, unknown> {
  const answers = Object.fromEntries(Object.entries(matter.form).filter(([name]) => !form.personal.has(name)));
  return {
    item: { id: matter.itemId, code: version.definition.item.code, unit: matter.unit, area: matter.area },
    applicant: { kind: matter.applicant.kind },
    form: answers,
    situation: matter.situation,
    ...evidenceIn(matter),
    matter: { channel: matter.channel, submitted: matter.submittedAt ? dayOf(matter.submittedAt) : dayOf(ctx.now) },
    today: dayOf(ctx.now),
  };
}
