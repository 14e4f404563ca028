import type { Checklist } from "#content/pack";
import { badInput } from "#values/errors";
import type { Task } from "#matter/matter";
import { fitting } from "#values/graphemes";

/** What may come out of each kind of work, in words for buttons. The one that ends the matter badly is marked. */
export const OUTCOMES: Record<string, { value: string; label: string; grave?: boolean }[]> = {
  acceptance: [
    { value: "accept", label: "受理" },
    { value: "supplement", label: "要求补正" },
    { value: "decline", label: "不予受理", grave: true },
  ],
  review: [
    { value: "pass", label: "审查通过" },
    { value: "fail", label: "审查不通过", grave: true },
  ],
  inspection: [
    { value: "pass", label: "核查合格" },
    { value: "fail", label: "核查不合格", grave: true },
  ],
  countersign: [
    { value: "agree", label: "同意" },
    { value: "disagree", label: "不同意", grave: true },
  ],
  decision: [
    { value: "grant", label: "准予" },
    { value: "refuse", label: "不予许可", grave: true },
    { value: "return", label: "退回重新审查" },
  ],
  counter: [
    { value: "grant", label: "予以办理" },
    { value: "supplement", label: "要求补正" },
    { value: "decline", label: "不予受理", grave: true },
  ],
  supplement: [{ value: "supplemented", label: "提交补正" }],
};

/** The words that a result may hold besides its outcome, as the flow is told of them. */
export const TOLD = ["opinion", "reason", "basis", "companion", "present", "present_note"] as const;

/** The act that completing each kind of work is recorded as; those of acceptance are recorded by where the flow leads. */
export const ACT_OF: Record<string, string> = {
  review: "reviewed",
  inspection: "inspected",
  countersign: "countersigned",
  decision: "decided",
  counter: "handled",
};

/** Something a 补正告知书 names: a material or a field, and what is wrong with it. */
export interface Problem {
  about: string;
  problem: string;
}

/** What a person hands in when completing a task. */
export interface TaskResult {
  outcome: string;
  opinion?: string;
  reason?: string;
  basis?: string;
  problems?: Problem[];
  /** Answers to the points of a check list: met, not met, or rightly absent. */
  points?: Record<string, "yes" | "no" | "none">;
  /** The second inspector of a site check, by account, id or name (行政许可法 第三十四条: two or more). */
  companion?: string;
  /** Whether the one whose place is looked at signed the record, and what is to be noted about it. */
  present?: string;
  present_note?: string;
}

const LONGEST = 5000;

function textOf(value: unknown, field: string): string {
  return typeof value === "string" ? fitting(value, LONGEST, field) : "";
}

function pointsOf(checklist: Checklist | undefined, given: TaskResult, fields: Record<string, string>): TaskResult["points"] {
  if (!checklist) return undefined;
  const points: Record<string, "yes" | "no" | "none"> = {};
  for (const point of checklist.points) {
    const answer = given.points?.[point.id];
    if (answer === "yes" || answer === "no" || answer === "none") points[point.id] = answer;
    else fields[`points.${point.id}`] = "请选择这一项的核查结果。";
  }
  const failed = checklist.points.some((point) => point.key && points[point.id] === "no");
  if (failed && given.outcome === "pass") fields["outcome"] = "有关键项不符合，结论不能选合格。";
  return points;
}

/**
 * Checks what was handed in for a task, before anything else happens; gives it cleaned. Refuses, by field: an outcome this work
 * does not have, a second demand for supplement, a refusal without reason, a check list with gaps.
 */
export function checkResult(
  task: Task,
  given: TaskResult,
  { supplemented, checklist }: { supplemented: boolean; checklist: Checklist | undefined },
): TaskResult {
  const fields: Record<string, string> = {};
  const outcome = OUTCOMES[task.kind]?.find((each) => each.value === given.outcome);
  if (!outcome) fields["outcome"] = "请选择办理结果。";
  const result: TaskResult = { outcome: given.outcome };
  for (const name of ["opinion", "reason", "basis", "companion", "present_note"] as const) {
    const text = textOf(given[name], name);
    if (text !== "") result[name] = text;
  }
  if (given.outcome === "supplement") {
    if (supplemented) fields["outcome"] = "已经要求补正过一次。法律规定一次告知，请决定受理或者不予受理。";
    result.problems = (given.problems ?? [])
      .map(({ about, problem }) => ({ about: textOf(about, "problems"), problem: textOf(problem, "problems") }))
      .filter(({ problem }) => problem !== "");
    if (result.problems.length === 0) fields["problems"] = "请写明需要补正的全部内容。";
  }
  if (outcome?.grave && !result.reason) fields["reason"] = "请写明理由，申请人会看到。";
  if (task.kind === "decision" && given.outcome === "refuse" && !result.basis) fields["basis"] = "请写明所依据的法律条款。";
  if (given.outcome === "return" && !result.reason) fields["reason"] = "请写明退回的原因。";
  if (task.kind === "inspection") {
    if (!result.companion) fields["companion"] = "现场核查要有两名以上工作人员，请选择同行的核查人员。";
    if (given.present !== undefined && given.present !== "") {
      if (["signed", "refused", "absent"].includes(given.present)) result.present = given.present;
      else fields["present"] = "请选择当事人是否签字。";
      if (given.present === "refused" && !result.present_note) fields["present_note"] = "当事人拒绝签字的，请写明理由。";
    }
    const points = pointsOf(checklist, given, fields);
    if (points) result.points = points;
  }
  if (Object.keys(fields).length > 0) throw badInput("TASK_RESULT", "还有内容没有填好，请检查。", fields);
  return result;
}
