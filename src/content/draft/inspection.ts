import { compile } from "#process/bpmn";
import { REASONS } from "#process/notation";
import { getItem } from "#content/catalogue";
import { flowFindings, rulesFindings, type ElementFinding } from "#content/check";
import { loadDecisions, type Decisions } from "#content/rule";
import type { Ctx } from "#kernel/ctx";
import { Refusal } from "#values/errors";
import { badWays, type BadWay } from "./soundness.ts";
import { surroundingsNow } from "./surroundings.ts";

/** What is wrong with a flow and its rules, by element. A flow with findings or bad ways is not published. */
export interface Inspection {
  flow: ElementFinding[];
  rules: ElementFinding[];
  ways: BadWay[];
  /** What of the flow's file was laid aside: looks of other editors, written-out defaults, descriptions. It runs without. */
  aside: ElementFinding[];
}

/** Looks a flow and its rules over as publishing would: what the engine refuses, what they refer to, whether every way ends well. */
export async function inspect(ctx: Ctx, itemId: string, { flow, rules }: { flow: string; rules: string | null }): Promise<Inspection> {
  const [{ definition }, around, read] = await Promise.all([getItem(ctx, itemId), surroundingsNow(ctx), decisionsOf(rules)]);
  const changed = { ...definition, flow, ...(rules !== null && { rules }) };
  const findings = await flowFindings(changed, around, read.decisions);
  const { aside = [] } = await compile(flow);
  return {
    flow: findings,
    rules: read.findings.length > 0 ? read.findings : await rulesFindings(changed, around, read.decisions),
    ways: await badWays(flow),
    aside: aside.map(({ element, what, why }) => ({ element, message: `${what}：${REASONS[why]}` })),
  };
}

/** The decisions of a rules file, or what is wrong with it. */
export async function decisionsOf(rules: string | null): Promise<{ decisions?: Decisions; findings: ElementFinding[] }> {
  if (rules === null) return { findings: [] };
  try {
    return { decisions: await loadDecisions(rules), findings: [] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { findings: Object.entries(error.fields ?? { "": error.message }).map(([element, message]) => ({ element, message })) };
  }
}
