import { getItem } from "#content/catalogue";
import type { Expectation } from "#content/pack";
import { registersNow } from "#register/register";
import { applicationOf } from "#content/rehearsal";
import { explain, type Explanation } from "#content/rule";
import { compileForm } from "#content/form";
import type { Ctx } from "#kernel/ctx";
import { Refusal } from "#values/errors";
import type { Draft } from "./draft.ts";
import { examplesOf } from "./examples.ts";
import { decisionsOf } from "./inspection.ts";

/** One decision asked for one example person: what came, by which rows, and whether it is what the example expects. */
export interface RuleTrial {
  example: string;
  decision: string;
  /** What was found, or why nothing could be. */
  explanation?: Explanation;
  refused?: string;
  expected?: string;
  holds?: boolean;
}

/** Asks every decision of a draft's rules for each example person who comes to apply. Empty where the rules cannot be read. */
export async function ruleTrials(ctx: Ctx, { itemId, rules }: Pick<Draft, "itemId" | "rules">): Promise<RuleTrial[]> {
  const [{ definition }, { cases, cast }, registers, { decisions }] = await Promise.all([
    getItem(ctx, itemId),
    examplesOf(ctx, itemId),
    registersNow(ctx),
    decisionsOf(rules),
  ]);
  if (!decisions || !definition.form) return [];
  const stage = { definition, form: compileForm(definition.form), registers, cases };
  return cases.flatMap((example): RuleTrial[] => {
    const { facts } = applicationOf(stage, example, cast);
    if (!facts) return [];
    return [...decisions.byId.keys()].map((decision) => {
      const trial = { example: example.name, decision };
      try {
        const explanation = explain(decisions, decision, facts);
        return { ...trial, explanation, ...compared(decision, explanation.value, example.expect) };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return { ...trial, refused: error.message };
      }
    });
  });
}

function compared(decision: string, value: unknown, expect: Expectation): Pick<RuleTrial, "expected" | "holds"> {
  if (decision !== "eligibility" || expect.eligibility === undefined) return {};
  const { result } = Object(value) as { result?: unknown };
  return { expected: expect.eligibility, holds: result === expect.eligibility };
}
