import type { Checklist } from "#content/pack";
import { checkForm, compileForm, foldAnswers, type Around, type FieldDefinition, type Form, type Mark } from "#content/form";
import { askedChecklist, asksOf, type Outcome, type Work } from "#content/kind";
import { expression } from "#language/feel";
import { badInput } from "#values/errors";
import { fitting } from "#values/graphemes";

/** What a person hands in when completing a task: an outcome of its work, and what the work and the outcome ask for, by field. */
export interface TaskResult extends Record<string, unknown> {
  outcome: string;
  /** The colleague who signs too, where the work wants a second one: by id, account or name. */
  companion?: string;
}

/** Something a 补正告知书 names: a material or a field, and what is wrong with it. */
export interface Problem {
  about: string;
  problem: string;
}

const LONGEST = 5000;

/** Fields that are read by what they are about: what is to be put right, and the points of a check list. */
export const LISTS: ReadonlySet<string> = new Set(["marks", "checklist"]);

const forms = new WeakMap<Outcome, Form>();

/** What a work asks for with one of its outcomes, as a form. */
export function resultForm(work: Work, outcome: Outcome): Form {
  let form = forms.get(outcome);
  if (!form) {
    const plain = asksOf(work, outcome).filter(({ type }) => !LISTS.has(type));
    forms.set(outcome, (form = compileForm({ pages: [{ id: "result", title: outcome.word, fields: plain }] })));
  }
  return form;
}

/** Names of the personal answers of a result: encrypted with the task, seen by no formula, kept in no record. */
export function personalIn(work: Work, outcome: string): ReadonlySet<string> {
  return new Set(asksOf(work, work.outcomes[outcome]!).flatMap(({ name, personal }) => (personal === undefined ? [] : [name])));
}

function trimmed(value: unknown, name: string): unknown {
  return typeof value === "string" ? fitting(value, LONGEST, name) : value;
}

/** What makes an outcome impossible now. */
export interface Standing {
  /** Outcomes that may be once and have been. */
  past: ReadonlySet<string>;
  checklist: Checklist | undefined;
  /** Names that rules of the work see besides the result. */
  facts: Record<string, unknown>;
  /** What the city knows that the work asks for: its units, areas, staff. */
  around?: Around;
  /** What a mark is set beside, as people call it: a material or a field of the form, by its id. */
  called?: (on: string) => string;
}

type Points = Record<string, "yes" | "no" | "none">;

/** The answers to a check list as they came with a result: met, not met, or rightly absent; every point has one. */
function pointsOf({ points }: Checklist, given: unknown, wrong: Record<string, string>): Points {
  const found: Points = {};
  for (const { id } of points) {
    const answer = (given as Points | undefined)?.[id];
    if (answer === "yes" || answer === "no" || answer === "none") found[id] = answer;
    else wrong[`points.${id}`] = "请选择这一项的核查结果。";
  }
  return found;
}

/** Marks are kept by what people call the thing: as they are printed, whatever becomes of the form. Those that are set by id are told by it. */
function problemsOf(given: unknown, called: (on: string) => string): Problem[] {
  const text = (value: unknown): string => (typeof value === "string" ? fitting(value, LONGEST, "problems") : "");
  return (Array.isArray(given) ? (given as unknown[]) : [])
    .filter((each): each is Partial<Problem & Mark> => typeof each === "object" && each !== null)
    .map(({ on, say, about = on === undefined ? "" : called(text(on)), problem = say }) => ({ about: text(about), problem: text(problem) }))
    .filter(({ problem }) => problem !== "");
}

function listIn(field: FieldDefinition, given: TaskResult, { checklist, called = (on) => on }: Standing, wrong: Record<string, string>): unknown {
  if (field.type === "marks") {
    const problems = problemsOf(given[field.name], called);
    if (problems.length === 0) wrong[field.name] = `请写明全部${field.label}。`;
    return problems;
  }
  return checklist ? pointsOf(checklist, given[field.name], wrong) : undefined;
}

/**
 * Checks what was handed in for a task, before anything else happens; gives it cleaned. Refuses, by field: an outcome this work does not have, one that may
 * be once and was, an answer that is missing or cannot be, a rule of the work that it breaks.
 */
export function checkResult(work: Work | undefined, given: TaskResult, standing: Standing): TaskResult {
  const wrong: Record<string, string> = {};
  const outcome = work && Object.hasOwn(work.outcomes, given.outcome) ? work.outcomes[given.outcome] : undefined;
  if (!work || !outcome) throw badInput("TASK_RESULT", "还有内容没有填好，请检查。", { outcome: "请选择办理结果。" });
  if (outcome.once && standing.past.has(given.outcome))
    wrong["outcome"] = `已经${outcome.word}过一次。${typeof outcome.once === "string" ? outcome.once : "请选择别的结果。"}`;
  const form = resultForm(work, outcome);
  const answers = Object.fromEntries([...form.fields.keys()].flatMap((name) => (given[name] === undefined ? [] : [[name, trimmed(given[name], name)]])));
  const folded = foldAnswers(form.fields, answers, standing.around);
  Object.assign(wrong, checkForm(form, folded, standing.facts, undefined, standing.around));
  const result: TaskResult = { outcome: given.outcome };
  for (const [name, value] of Object.entries(folded)) if (value !== undefined && value !== null && value !== "") result[name] = value;
  for (const field of asksOf(work, outcome).filter(({ type }) => LISTS.has(type))) {
    const value = listIn(field, given, standing, wrong);
    if (value !== undefined) result[field.name] = value;
  }
  // What goes on beside the step nobody signs.
  const two = work.two && !outcome.aside;
  if (two && typeof given.companion === "string" && given.companion.trim() !== "") result.companion = fitting(given.companion, 100, "companion");
  else if (two) wrong["companion"] = `${work.word}要有两名以上工作人员，请选择同行的人员。`;
  const scope = { ...standing.facts, ...emptied(form), ...result, ...countsOf(work, result, standing) };
  for (const rule of work.rules) {
    if (Object.keys(wrong).length === 0 && expression(rule.if)(scope) === true && expression(rule.then)(scope) !== true) wrong["outcome"] = rule.say;
  }
  if (Object.keys(wrong).length > 0) throw badInput("TASK_RESULT", "还有内容没有填好，请检查。", wrong);
  return result;
}

/** How many points of a check list are not met, and of those that decide: what rules of a work see of it. */
function countsOf(work: Work, result: TaskResult, { checklist }: Standing): Record<string, { failed: number; failed_key: number }> {
  const field = askedChecklist(work);
  if (!field) return {};
  const points = (result[field.name] ?? {}) as Points;
  const failed = (checklist?.points ?? []).filter(({ id }) => points[id] === "no");
  return { [field.name]: { failed: failed.length, failed_key: failed.filter(({ key }) => key).length } };
}

/** The fields of a form, none of them answered. */
function emptied({ fields }: Form): Record<string, null> {
  return Object.fromEntries([...fields.keys()].map((name) => [name, null]));
}
