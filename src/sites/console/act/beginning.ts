import { beginActivity } from "#matter/work";
import type { Ctx } from "#kernel/ctx";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { typed } from "../typed.ts";

/** Begins work that the flow offers but does not prescribe. */
export async function post({ params, body }: Incoming, ctx: Ctx): Promise<Reply> {
  const matterId = params["matter"]!;
  await beginActivity(ctx, matterId, { frame: typed(body, "frame"), node: typed(body, "node") });
  return redirect(`/console/matters/${matterId}#act`);
}
