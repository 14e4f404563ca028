import { completeTask, type Problem, type TaskResult } from "#matter/work";
import type { Ctx } from "#kernel/ctx";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { once } from "#kernel/idempotency";
import { attempt } from "../page-routes.ts";
import { addressOf, typed } from "../typed.ts";
import { fieldName, PROBLEMS } from "./act-fields.tsx";
import { matterPage } from "./matter-page.tsx";

/** What a form of a task brings, read from the names of its outcome. */
export function resultOf(task: string, outcome: string, body: Record<string, unknown>): TaskResult {
  const text = (field: string): string => typed(body, fieldName(task, outcome, field)).trim();
  const problems: Problem[] = Array.from({ length: PROBLEMS }, (_, index) => ({ about: text(`about${index + 1}`), problem: text(`problem${index + 1}`) }));
  return { outcome, opinion: text("opinion"), reason: text("reason"), basis: text("basis"), ...(outcome === "supplement" && { problems }) };
}

/** Which revision of the matter the page showed. */
export function revisionOf(body: Record<string, unknown>): { revision?: number } {
  const text = typed(body, "_revision");
  return /^\d{1,9}$/.test(text) ? { revision: Number(text) } : {};
}

/** Completes a task. Sent twice it is done once; on a stale page nothing is done and the newest state is shown. */
export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { params, body } = incoming;
  const [matterId, task, outcome] = [params["matter"]!, params["task"]!, typed(body, "_outcome")];
  const result = resultOf(task, outcome, body);
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
