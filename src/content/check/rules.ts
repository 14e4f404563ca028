import { compile } from "#process/bpmn";
import type { Decisions } from "#content/rule";
import type { ItemDefinition } from "#content/pack";
import { ANY, recordOf, type RecordType } from "#language/typing";
import { instead } from "#values/spelling";
import { factsType } from "./facts.ts";
import type { ElementFinding } from "./finding.ts";
import { flowScope } from "./flow-scope.ts";
import { typeRules } from "./rule-type.ts";
import type { Surroundings } from "./surroundings.ts";

/** What rules may look at: the facts, and results of steps of the flow that asks them. Of a flow that does not compile nobody knows. */
async function ruleFacts(definition: ItemDefinition, around: Surroundings): Promise<RecordType> {
  const facts = factsType(definition, around);
  if (definition.flow === undefined) return facts;
  const compiled = await compile(definition.flow);
  return "graph" in compiled ? flowScope(compiled.graph, facts, around, () => ANY) : recordOf(facts.entries, { open: true });
}

/** What the rules of an item lack, and the names in their FEEL that nobody knows: the decision about eligibility, the one that a payment names. */
export async function rulesFindings(definition: ItemDefinition, around: Surroundings, decisions: Decisions | undefined): Promise<ElementFinding[]> {
  if (!decisions) return [];
  const { item, form } = definition;
  const { payment } = item.outcome ?? {};
  const names = [...decisions.byId.keys()];
  return [
    ...(form && !decisions.byId.has("eligibility") ? [{ element: "", message: `规则文件里要有决策“eligibility”。现在有：${names.join("、")}` }] : []),
    ...(payment && !decisions.byId.has(payment.decision)
      ? [{ element: "", message: `规则文件里没有给付用的决策“${payment.decision}”。${instead(payment.decision, names)}` }]
      : []),
    ...typeRules(decisions, await ruleFacts(definition, around)).findings,
  ];
}
