import { compile } from "#process/bpmn";
import type { Decisions } from "#content/rule";
import type { Item, ItemDefinition } from "#content/pack";
import { ANY, recordOf, type RecordType } from "#language/typing";
import { instead, listed, nearest } from "#values/spelling";
import { type ElementFinding, factsType, flowScope, kindIn, type Surroundings, typeRules } from "#content/scope";

/** What rules may look at: the facts, and results of steps of the flow that asks them. Of a flow that does not compile nobody knows. */
async function ruleFacts(definition: ItemDefinition, around: Surroundings): Promise<RecordType> {
  const facts = factsType(definition, around);
  if (definition.flow === undefined) return facts;
  const compiled = await compile(definition.flow);
  return "graph" in compiled ? flowScope(compiled.graph, facts, around, kindIn(around, definition), () => ANY) : recordOf(facts.entries, { open: true });
}

/** The decision that a form asks for and the rules lack: of a kind with guides, whose questions say beforehand who may apply. */
export function eligibilityFindings(
  definition: Pick<ItemDefinition, "form" | "item">,
  around: Surroundings,
  decisions: Decisions | undefined,
): ElementFinding[] {
  if (!definition.form || !decisions || decisions.byId.has("eligibility") || !kindIn(around, definition)?.guide) return [];
  const near = nearest("eligibility", decisions.byId.keys());
  return [
    { element: near ?? "", message: `规则文件里要有决策“eligibility”。现在有：${listed(decisions.byId.keys())}`, ...(near !== undefined && { word: near }) },
  ];
}

/** That the decision which an item's payment names is not in the rules. */
export function paymentFault({ outcome }: Pick<Item, "outcome">, decisions: Decisions): string | undefined {
  const name = outcome?.payment?.decision;
  return name === undefined || decisions.byId.has(name) ? undefined : `规则文件里没有给付用的决策“${name}”。${instead(name, decisions.byId.keys())}`;
}

/** Names and values in the FEEL of the rules that nobody knows. */
export async function ruleNameFindings(definition: ItemDefinition, around: Surroundings, decisions: Decisions | undefined): Promise<ElementFinding[]> {
  return decisions ? typeRules(decisions, await ruleFacts(definition, around)).findings : [];
}

/** What the rules of an item lack, and the names in their FEEL that nobody knows: the decision about eligibility, the one that a payment names. */
export async function rulesFindings(definition: ItemDefinition, around: Surroundings, decisions: Decisions | undefined): Promise<ElementFinding[]> {
  const unpaid = decisions && paymentFault(definition.item, decisions);
  return [
    ...eligibilityFindings(definition, around, decisions),
    ...(unpaid === undefined ? [] : [{ element: "", message: unpaid }]),
    ...(await ruleNameFindings(definition, around, decisions)),
  ];
}
