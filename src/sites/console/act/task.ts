import { parseAnswers } from "#content/form";
import { workOf } from "#content/kind";
import { blueprintOf, getMatter } from "#matter/matter";
import { completeTask, resultForm, type Problem, type TaskResult } from "#matter/work";
import type { Ctx } from "#kernel/ctx";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { once } from "#kernel/idempotency";
import { attempt } from "../page-routes.ts";
import { addressOf, typed } from "../typed.ts";
import { fieldName, PROBLEMS } from "./act-fields.tsx";
import { matterPage } from "../matter/matter-page.tsx";

/** What a form of a task brings, read by what its work asks for with this outcome. */
export async function resultOf(ctx: Ctx, matterId: string, taskId: string, outcome: string, body: Record<string, unknown>): Promise<TaskResult> {
  const { matter, open } = await getMatter(ctx, matterId);
  const task = open.find((each) => each.taskId === taskId);
  const work = task && workOf((await blueprintOf(ctx, matter)).kind, task.signOf ? "countersign" : task.kind);
  const chosen = work?.outcomes[outcome];
  if (!work || !chosen) return { outcome };
  const before = fieldName(taskId, outcome, "");
  const own = Object.fromEntries(Object.entries(body).flatMap(([name, value]) => (name.startsWith(before) ? [[name.slice(before.length), value]] : [])));
  const fields = [...resultForm(work, chosen).fields.values()];
  const known = Object.fromEntries(Object.entries(own).filter(([name]) => fields.some((field) => name === field.name || name.startsWith(`${field.name}-`))));
  const answers = Object.fromEntries(Object.entries(parseAnswers(fields, known)).filter(([, value]) => value !== null));
  const problems: Problem[] = Array.from({ length: PROBLEMS }, (_, at) => ({
    about: typed(own, `about${at + 1}`).trim(),
    problem: typed(own, `problem${at + 1}`).trim(),
  }));
  const marks = [...work.asks, ...chosen.asks].find(({ type }) => type === "marks");
  return { ...answers, outcome, ...(marks && { [marks.name]: problems }), ...(work.two && { companion: typed(own, "companion") }) };
}

/** Which revision of the matter the page showed. */
export function revisionOf(body: Record<string, unknown>): { revision?: number } {
  const text = typed(body, "_revision");
  return /^\d{1,9}$/.test(text) ? { revision: Number(text) } : {};
}

/** Completes a task. Sent twice it is done once; on a stale page nothing is done and the newest state is shown. */
export async function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { params, body } = incoming;
  const [matterId, task, outcome] = [params["matter"]!, params["task"]!, typed(body, "_outcome")];
  const result = await resultOf(ctx, matterId, task, outcome, body);
  return attempt(
    async () => {
      await once(
        ctx,
        typed(body, "_key") || undefined,
        ["complete", matterId, task, result],
        async (inner) => void (await completeTask(inner, matterId, task, result, revisionOf(body))),
      );
      return redirect(addressOf(`/console/matters/${matterId}`, { done: outcome }));
    },
    (refusal) => matterPage(incoming, ctx, { refusal, task, outcome }),
  );
}
