import { completeTask } from "#matter/work";
import { mayBringAnswers } from "#matter/intake";
import type { Ctx } from "#kernel/ctx";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { once } from "#kernel/idempotency";
import { attempt } from "../page-routes.ts";
import { addressOf, typed } from "../typed.ts";
import { matterPage } from "../matter/matter-page.tsx";
import { KEPT_ON, nextInQueue } from "./queue.ts";
import { resultOf, withFiles, withRowPressed } from "./result.ts";

/** Which revision of the matter the page showed. */
export function revisionOf(body: Record<string, unknown>): { revision?: number } {
  const text = typed(body, "_revision");
  return /^\d{1,9}$/.test(text) ? { revision: Number(text) } : {};
}

/** Where one goes after an act: to the next of the queue, when one asked for it, else back to the matter, which says what was done. */
export async function afterwards(ctx: Ctx, matterId: string, outcome: string, body: Record<string, unknown>): Promise<Reply> {
  const goesOn = typed(body, "_next") === "1";
  const kept = [{ name: KEPT_ON, value: goesOn ? "1" : "" }];
  const next = goesOn ? await nextInQueue(ctx, matterId) : undefined;
  if (next) return redirect(`/console/matters/${next.matterId}?done=previous#act`, kept);
  return redirect(addressOf(`/console/matters/${matterId}`, { done: outcome }), kept);
}

/** Who may bring files with a result: asked before anything of them is read. */
export function admit({ params }: Incoming, ctx: Ctx): Promise<void> {
  return mayBringAnswers(ctx, params["matter"]!);
}

/** Completes a task. Sent twice it is done once; on a stale page nothing is done and the newest state is shown. */
export async function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { params, brought } = incoming;
  const [matterId, task, outcome] = [params["matter"]!, params["task"]!, typed(incoming.body, "_outcome")];
  let result = await resultOf(ctx, matterId, task, outcome, incoming.body);
  const rows = await withRowPressed(ctx, matterId, task, result, incoming.body);
  if (rows) return matterPage(incoming, ctx, { task, outcome, result: rows });
  return attempt(
    async () => {
      const body = brought.length > 0 ? await withFiles(ctx, matterId, task, outcome, incoming.body, brought) : incoming.body;
      result = await resultOf(ctx, matterId, task, outcome, body);
      await once(
        ctx,
        typed(body, "_key") || undefined,
        ["complete", matterId, task, result],
        async (inner) => void (await completeTask(inner, matterId, task, result, revisionOf(body))),
      );
      return afterwards(ctx, matterId, outcome, body);
    },
    (refusal) => matterPage(incoming, ctx, { refusal, task, outcome, result }),
  );
}
