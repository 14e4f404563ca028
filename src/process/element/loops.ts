import type { Loop, Many, Report, Throw } from "#process/graph";
import { textOf, type Element, refuse, type FlowRefusal } from "#process/notation";
import { definitionsOf, throwOf } from "./trigger.ts";
import { decidedBy, isVote, passedBy, type Vote } from "./vote.ts";

/** How often an activity is done: several instances, a loop, or neither (10.3.8). */
export function repetitionOf(element: Element, id: string, refusals: FlowRefusal[]): { many?: Many; loop?: Loop } {
  const characteristics = element.loopCharacteristics;
  if (characteristics?.$type === "bpmn:StandardLoopCharacteristics") return { loop: loopOf(characteristics, id, refusals) };
  if (characteristics?.$type === "bpmn:MultiInstanceLoopCharacteristics") return { many: manyOf(characteristics, id, refusals) };
  return {};
}

function loopOf(loop: Element, id: string, refusals: FlowRefusal[]): Loop {
  const when = textOf(loop.loopCondition);
  const most = loop.loopMaximum;
  if (when === undefined) refusals.push(refuse(id, "loop-condition"));
  if (most !== undefined && !(Number.isInteger(most) && most > 0)) refusals.push(refuse(id, "loop-maximum", String(most)));
  return { before: loop.testBefore === true, when: when ?? "false", ...(most === undefined ? {} : { most }) };
}

function manyOf(loop: Element, id: string, refusals: FlowRefusal[]): Many {
  const cardinality = textOf(loop.loopCardinality);
  const until = textOf(loop.completionCondition);
  const vote = voteOf(loop, id, refusals);
  if ((loop.collection === undefined) === (cardinality === undefined)) refusals.push(refuse(id, "many-collection"));
  const reports = reportsOf(loop, id, refusals);
  return {
    sequential: loop.isSequential === true,
    ...(loop.collection ? { collection: loop.collection } : {}),
    ...(cardinality ? { cardinality } : {}),
    ...(loop.element ? { element: loop.element } : {}),
    ...(until ? { until } : vote ? { until: decidedBy(vote), passed: passedBy(vote) } : {}),
    ...(reports.length > 0 ? { reports } : {}),
  };
}

/** 会签: how the signatures are counted (`yw:vote`, `yw:veto`); in place of a completion condition. */
function voteOf(loop: Element, id: string, refusals: FlowRefusal[]): Vote | undefined {
  const { vote, veto } = loop;
  if (vote === undefined && veto === undefined) return undefined;
  if (!isVote(vote ?? "all") || (veto !== undefined && veto !== "true" && veto !== "false")) refusals.push(refuse(id, "many-vote", vote ?? veto));
  if (loop.completionCondition) refusals.push(refuse(id, "vote-or-condition"));
  return { count: vote ?? "all", veto: veto === "true" };
}

const REPORTED: readonly string[] = ["message", "signal", "escalation"];

function reportsOf(loop: Element, id: string, refusals: FlowRefusal[]): Report[] {
  const behavior = loop.behavior ?? "All";
  const found: Report[] = [];
  const add = (definition: Element | undefined, more: Omit<Report, "event">): void => {
    const event: Throw | undefined = definition && throwOf(definition, id, refusals);
    if (event && REPORTED.includes(event.throws)) found.push({ ...more, event });
    else refusals.push(refuse(id, "many-behavior", behavior));
  };
  if (behavior === "None") add(loop.noneBehaviorEventRef, {});
  if (behavior === "One") add(loop.oneBehaviorEventRef, { first: true });
  if (behavior === "Complex") {
    const complex = loop.complexBehaviorDefinition ?? [];
    if (complex.length === 0) add(undefined, {});
    for (const { condition, event } of complex) {
      const [definition, second] = event ? definitionsOf(event) : [];
      const when = textOf(condition);
      add(second || when === undefined ? undefined : definition, when === undefined ? {} : { when });
    }
  }
  return found;
}
