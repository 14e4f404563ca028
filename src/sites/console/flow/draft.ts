import { discardDraft, fileText, saveDraft } from "#content/draft";
import type { Ctx } from "#kernel/ctx";
import { badInput, type Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { attempt } from "../page-routes.ts";
import { typed } from "../typed.ts";
import { addressOfPart } from "./flow-tabs.tsx";
import { told } from "./told.ts";

/** The revision a form began from; what is none is one nobody has. */
export function revisionOf(body: Record<string, unknown>): number {
  const text = String(body["revision"] ?? "");
  return /^\d{1,9}$/.test(text) ? Number(text) : -1;
}

/** Saving: from the board as JSON, or a file by form; `_discard` throws the draft away. `what` says which file of the item it is. */
export function saving(what: "flow" | "rules", again: (incoming: Incoming, ctx: Ctx, refusal: Refusal) => Promise<Reply>) {
  return (incoming: Incoming, ctx: Ctx): Promise<Reply> => {
    const { body, params, files } = incoming;
    const itemId = params["item"]!;
    const revision = revisionOf(body);
    if (typed(body, what) !== "") return told(async () => ({ revision: await saveDraft(ctx, itemId, revision, { [what]: typed(body, what) }) }));
    return attempt(
      async () => {
        const back = addressOfPart(itemId, what === "flow" ? "" : "rules");
        if (typed(body, "_discard") === "1") {
          await discardDraft(ctx, itemId);
          return redirect(back);
        }
        const [file] = files;
        if (!file) throw badInput("NOTHING", "请选择文件。", { file: "请选择文件。" });
        await saveDraft(ctx, itemId, revision, { [what]: fileText(file.content) });
        return redirect(`${back}?done=saved`);
      },
      (refusal) => again(incoming, ctx, refusal),
    );
  };
}
