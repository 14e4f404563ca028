import { getDraft, inspect } from "#content/draft";
import type { Ctx } from "#kernel/ctx";
import { badInput } from "#values/errors";
import type { Incoming, Reply } from "#kernel/http";
import { typed } from "../typed.ts";
import { told } from "./told.ts";

/** What is wrong with a flow or with rules as they stand on the board, by element. Writes nothing. */
export function post({ body }: Incoming, ctx: Ctx): Promise<Reply> {
  return told(async () => {
    const draft = await getDraft(ctx, typed(body, "item"));
    const flow = typed(body, "flow") || draft.flow;
    const rules = typed(body, "rules") || draft.rules;
    if (!flow.trimStart().startsWith("<")) throw badInput("BAD_FILE", "这不是流程文件，请重新打开设计页面。");
    return inspect(ctx, draft.itemId, { flow, rules });
  });
}
