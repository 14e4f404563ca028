import { parseAnswers, showAnswer, type FieldDefinition } from "#content/form";
import { askedChecklist, asksOf, fieldsAsked, type Work } from "#content/kind";
import type { TaskResult } from "#matter/work";
import { typed } from "./typed.ts";

type Body = Readonly<Record<string, unknown>>;

/** What a point of a check list can be. */
export const FOUND: Readonly<Record<string, string>> = { yes: "符合", no: "不符合", none: "缺项" };

function answersIn(fields: readonly FieldDefinition[], body: Body): Record<string, unknown> {
  const known = Object.entries(body).filter(([name]) => fields.some((field) => name === field.name || name.startsWith(`${field.name}-`)));
  return Object.fromEntries(Object.entries(parseAnswers(fields, Object.fromEntries(known))).filter(([, value]) => value !== null));
}

function pointsIn(body: Body): Record<string, string> {
  return Object.fromEntries(Object.keys(body).flatMap((name) => (name.startsWith("point-") ? [[name.slice(6), typed(body, name)]] : [])));
}

/** What a form answers to a work, whichever its outcome: to be drawn again. */
export function writtenIn(work: Work, body: Body): Record<string, unknown> {
  return answersIn(
    fieldsAsked(work).filter(({ type }) => type !== "checklist"),
    body,
  );
}

/** The result that a form brings: what its work asks with the outcome that was chosen, and nothing that is asked with another. */
export function resultIn(work: Work, body: Body): TaskResult {
  const outcome = typed(body, "_outcome");
  const chosen = Object.hasOwn(work.outcomes, outcome) ? work.outcomes[outcome] : undefined;
  const fields = (chosen ? asksOf(work, chosen) : work.asks).filter(({ type }) => type !== "checklist");
  const list = askedChecklist(work);
  return {
    ...answersIn(fields, body),
    ...(list && { [list.name]: pointsIn(body) }),
    ...(work.two && { companion: typed(body, "companion") }),
    outcome,
  };
}

/** A result as a note says it, where it could not be done as a task; nothing personal in it. */
export function resultWords(work: Work, step: string, body: Body): string {
  const outcome = typed(body, "_outcome");
  const chosen = Object.hasOwn(work.outcomes, outcome) ? work.outcomes[outcome] : undefined;
  const written = writtenIn(work, body);
  const points = Object.values(pointsIn(body));
  const said = fieldsAsked(work).flatMap((field) =>
    written[field.name] === undefined || field.personal !== undefined || field.type === "party"
      ? []
      : [`${field.label}：${showAnswer(field, written[field.name])}`],
  );
  const counted = Object.entries(FOUND).flatMap(([value, word]) => {
    const count = points.filter((each) => each === value).length;
    return count > 0 ? [`${word} ${count} 项`] : [];
  });
  return [`外勤记下的“${step}”${chosen ? `：${chosen.word}` : ""}`, ...counted, ...said].join("；");
}
