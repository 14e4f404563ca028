import type { Effect, FlowEvent } from "#process/token";
import { decide, type Decisions } from "#content/rule";
import { badInput } from "#values/errors";

type Values = Record<string, unknown>;

/** Results that service acts give back, so that later steps can look at them. */
const RESULTS: Record<string, Values> = { "licence.issue": { number: "示例0001" } };

/**
 * What a service act or a rule answers in a rehearsal: acts do nothing here, rules are really evaluated. Undefined for what people or clocks answer.
 * @param scripted what an example says that the act gives: of another matter its state, say
 */
export function machineAnswer(effect: Effect, decisions: Decisions | undefined, facts: Values, scripted?: Values): FlowEvent | undefined {
  if (effect.type === "service.called") return { type: "service.done", call: effect.call, result: scripted ?? RESULTS[effect.act] ?? {} };
  if (effect.type === "rule.called") {
    if (!decisions?.byId.has(effect.decision)) throw badInput("NO_RULES", `规则文件读不懂，或者里面没有决策“${effect.decision}”，改好以后才能往下试。`);
    return { type: "rule.done", call: effect.call, result: decide(decisions, effect.decision, facts).value };
  }
  return undefined;
}
