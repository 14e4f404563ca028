import { expression } from "#language/feel";
import { showAnswer } from "#content/form";
import type { Ctx } from "#kernel/ctx";
import { aroundMatter } from "#matter/around";
import { openAnswers, type Blueprint, type Change, factsOf } from "#matter/matter";
import { openParties } from "#matter/party";
import { PARTY_VALUE } from "#content/scope";
import type { Term } from "./terms.ts";

/**
 * The lines of the licence a matter leads to: each shows a field of the form as its reader would see it, or the value of a formula.
 * Personal fields are opened here, inside the step; formulas never see them.
 */
export async function facesOf(ctx: Ctx, { matter }: Change, blueprint: Blueprint): Promise<Term[]> {
  const answers = openAnswers(ctx, blueprint.form, matter.form);
  const facts = factsOf(ctx, matter, blueprint);
  const around = await aroundMatter(ctx, matter, blueprint, answers);
  return (blueprint.version.definition.item.outcome?.licence?.face ?? []).map((line) => {
    if (line.field) {
      const field = blueprint.form.fields.get(line.field);
      return { label: line.label, value: field ? showAnswer(field, answers[line.field], around) : "", open: !blueprint.form.personal.has(line.field) };
    }
    const value = line.value ? expression(line.value)(facts) : "";
    return { label: line.label, value: value === null || value === undefined ? "" : String(value), open: true };
  });
}

/**
 * Personal values that a service task asks for (`personal: {column: field}`), opened: answers by the name of their field, and what is known of a party by
 * its path, `party.asker.name`.
 */
export async function personalInput(ctx: Ctx, { matter }: Change, blueprint: Blueprint, input: Record<string, unknown>): Promise<Record<string, string>> {
  const wanted = Object.entries((input["personal"] ?? {}) as Record<string, string>);
  const answers = openAnswers(ctx, blueprint.form, matter.form);
  const parties = wanted.some(([, from]) => from.startsWith("party.")) ? await openParties(ctx, matter.matterId) : [];
  const found = (from: string): unknown => {
    const [, role, part] = PARTY_VALUE.exec(from) ?? [];
    return part === undefined ? answers[from] : parties.find((party) => party.role === role)?.[part as "name" | "number" | "phone"];
  };
  return Object.fromEntries(
    wanted.flatMap(([column, from]) => {
      const value = found(from);
      return typeof value === "string" && value !== "" ? [[column, value]] : [];
    }),
  );
}
