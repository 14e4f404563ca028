import { parseAnswers, type FieldDefinition } from "#content/form";
import { fieldsAsked, workOf, type Outcome, type Work } from "#content/kind";
import { withPressed } from "#matter/around";
import { bringForAnswer } from "#matter/intake";
import { blueprintOf, getMatter } from "#matter/matter";
import { resultForm, type TaskResult } from "#matter/work";
import type { Ctx } from "#kernel/ctx";
import type { Incoming } from "#kernel/http";
import { typed } from "../typed.ts";
import { fieldName } from "./act-fields.tsx";

type Body = Record<string, unknown>;

/** The outcome that a form of a task is for, with its work; undefined where the task or the outcome is not there. */
export async function chosenIn(ctx: Ctx, matterId: string, taskId: string, outcome: string): Promise<{ work: Work; chosen: Outcome } | undefined> {
  const { matter, open } = await getMatter(ctx, matterId);
  const task = open.find((each) => each.taskId === taskId);
  const work = task && workOf((await blueprintOf(ctx, matter)).kind, task.signOf ? "countersign" : task.kind);
  const chosen = work && Object.hasOwn(work.outcomes, outcome) ? work.outcomes[outcome] : undefined;
  return work && chosen ? { work, chosen } : undefined;
}

/** What a body holds for one outcome of a task, under the plain names of its fields. */
function ownOf(body: Body, taskId: string, outcome: string): Body {
  const before = fieldName(taskId, outcome, "");
  return Object.fromEntries(Object.entries(body).flatMap(([name, value]) => (name.startsWith(before) ? [[name.slice(before.length), value]] : [])));
}

/** What is read from a form of a task: all that is asked for but check lists, which have a page of their own. */
function readIn({ work, chosen }: { work: Work; chosen: Outcome }): FieldDefinition[] {
  const marks = [...work.asks, ...chosen.asks].filter(({ type }) => type === "marks");
  return [...resultForm(work, chosen).fields.values(), ...marks];
}

/** What a form of a task brings, read by what its work asks for with this outcome. */
export async function resultOf(ctx: Ctx, matterId: string, taskId: string, outcome: string, body: Body): Promise<TaskResult> {
  const found = await chosenIn(ctx, matterId, taskId, outcome);
  if (!found) return { outcome };
  const { work } = found;
  const own = ownOf(body, taskId, outcome);
  const fields = readIn(found);
  const known = Object.fromEntries(Object.entries(own).filter(([name]) => fields.some((field) => name === field.name || name.startsWith(`${field.name}-`))));
  const answers = Object.fromEntries(Object.entries(parseAnswers(fields, known)).filter(([, value]) => value !== null));
  return { ...answers, outcome, ...(work.two && { companion: typed(own, "companion") }) };
}

/** The result after a button of a field of its form was pressed: of rows, of a map; undefined where none was. */
export async function withRowPressed(ctx: Ctx, matterId: string, taskId: string, result: TaskResult, body: Body): Promise<Record<string, unknown> | undefined> {
  const found = await chosenIn(ctx, matterId, taskId, result.outcome);
  return withPressed(ctx, found ? readIn(found) : [], result, body, fieldName(taskId, result.outcome, ""));
}

/** Keeps the files that came with a result; gives the body with their entries named where they were asked for. */
export async function withFiles(ctx: Ctx, matterId: string, taskId: string, outcome: string, body: Body, brought: Incoming["brought"]): Promise<Body> {
  const before = fieldName(taskId, outcome, "");
  const named: Record<string, string[]> = {};
  for (const { field, name, received, refusal } of brought) {
    if (refusal) throw refusal;
    if (!field.startsWith(before)) continue;
    const { entryId } = await bringForAnswer(ctx, matterId, field.slice(before.length), { name, content: received });
    (named[field] ??= [body[field] ?? []].flat().map(String)).push(entryId);
  }
  return { ...body, ...named };
}

/** What a body answers to a work under plain names, whichever its outcome. */
export function readAs(work: Work, body: Body): Record<string, unknown> {
  const fields = fieldsAsked(work).filter(({ type }) => type !== "checklist" && type !== "marks");
  const known = Object.fromEntries(Object.entries(body).filter(([name]) => fields.some((field) => name === field.name || name.startsWith(`${field.name}-`))));
  return Object.fromEntries(Object.entries(parseAnswers(fields, known)).filter(([, value]) => value !== null));
}
