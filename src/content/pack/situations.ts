import { expression } from "#language/feel";
import { parseAnswers, type FieldDefinition } from "#content/form";
import type { Item, Situation, SituationOption } from "./item.ts";

type Answers = Record<string, unknown>;

function given(value: unknown): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}

/** The questions that apply, in order, for the answers so far. An answer to a question that does not apply is not looked at. */
export function situationsFor(item: Pick<Item, "situations">, answers: Answers): Situation[] {
  const live: Answers = {};
  return item.situations.filter((situation) => {
    if (situation.when && expression(situation.when)({ situation: live }) !== true) return false;
    if (given(answers[situation.id])) live[situation.id] = answers[situation.id];
    return true;
  });
}

/** The answers that count: those to questions which apply. */
export function liveSituation(item: Pick<Item, "situations">, answers: Answers): Answers {
  return Object.fromEntries(situationsFor(item, answers).flatMap(({ id }) => (given(answers[id]) ? [[id, answers[id]]] : [])));
}

function isValid({ kind, options = [] }: Situation, value: unknown): boolean {
  const known = (one: unknown): boolean => options.some((option) => option.value === one);
  if (kind === "yes-no") return typeof value === "boolean";
  return kind === "many" ? Array.isArray(value) && value.length > 0 && value.every(known) : known(value);
}

/** What is missing or wrong in the answers to the questions that apply, one sentence each. Empty when all is answered. */
export function checkSituation(item: Pick<Item, "situations">, answers: Answers): Record<string, string> {
  const wrong = situationsFor(item, answers).filter((situation) => !isValid(situation, answers[situation.id]));
  return Object.fromEntries(wrong.map((situation) => [situation.id, situation.kind === "many" ? "请至少选一项" : "请选一项"]));
}

/**
 * Which answers are to no question of the item, or none that could be given to it, one sentence each. Unlike `checkSituation` it asks nothing about those
 * that are missing, and asks of questions that do not apply too: they are kept.
 */
export function misshapenSituation(item: Pick<Item, "situations">, answers: Answers): Record<string, string> {
  const wrong = Object.entries(answers).flatMap(([id, value]) => {
    const situation = item.situations.find((each) => each.id === id);
    if (!situation) return [[id.slice(0, 60), "这个事项没有这个问题"]];
    const most = situation.options?.length ?? 0;
    return !given(value) || (isValid(situation, value) && !(Array.isArray(value) && value.length > most)) ? [] : [[id, "没有这个选项，请重新选"]];
  });
  return Object.fromEntries(wrong.slice(0, 20)) as Record<string, string>;
}

/** The chosen option after which nothing needs to be applied for, if one was chosen: its `stop` says why. */
export function stopOf(item: Pick<Item, "situations">, answers: Answers): SituationOption | undefined {
  return situationsFor(item, answers)
    .flatMap(({ id, options = [] }) => options.filter(({ value }) => [answers[id]].flat().includes(value)))
    .find(({ stop }) => stop !== undefined);
}

/** A question as a field of a form. */
export function situationField({ id, ask, kind, options }: Situation): FieldDefinition {
  const type = kind === "yes-no" ? "yes-no" : kind === "many" ? "choices" : "choice";
  return { name: id, label: ask, type, ...(options ? { options: options.map(({ value, label }) => ({ value, label })) } : {}) };
}

/** Answers to the questions out of a form body; see `parseAnswers`. */
export function readSituation(item: Pick<Item, "situations">, body: Record<string, unknown>): Answers {
  return parseAnswers(item.situations.map(situationField), body);
}
