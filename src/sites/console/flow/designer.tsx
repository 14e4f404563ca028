import { getItem, getKind } from "#content/catalogue";
import { getDraft, inspect } from "#content/draft";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#values/errors";
import type { Incoming, Reply } from "#kernel/http";
import { formatDateTime, LinkButton, Section, State } from "#ui";
import { boardFiles } from "../canvas/files.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { Board } from "./board.tsx";
import { FileForms } from "./file-forms.tsx";
import { Findings } from "./findings.tsx";
import { flowDrawing } from "./flow-drawing.tsx";
import { addressOfPart, CRUMBS, FlowTabs } from "./flow-tabs.tsx";
import { stepsOf } from "./steps.tsx";

/** The designer: a board where a script may draw, else the drawing, what is wrong with it, its steps, and the file to take away and bring back. */
export async function designer(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const itemId = incoming.params["item"]!;
  const draft = await getDraft(ctx, itemId);
  const [{ definition, version }, inspection] = await Promise.all([getItem(ctx, itemId), inspect(ctx, itemId, draft)]);
  const { kind } = (await getKind(ctx, definition.item.kind)).definition;
  // The first trap with the way there: more at once would hide each other.
  const marks = { done: inspection.ways[0]?.path ?? [], refused: [...inspection.flow, ...inspection.ways.slice(0, 1)].map(({ element }) => element) };
  const saved = draft.revision > 0;
  return show(
    incoming,
    ctx,
    {
      title: definition.item.name,
      crumbs: CRUMBS,
      wrong: refusal !== undefined,
      extra: boardFiles("bpmn", "flow-designer.js"),
      facts: (
        <>
          <span>第 {version} 版</span>
          {saved && draft.savedAt ? (
            <State tone="draft">
              草稿，{draft.savedBy} {formatDateTime(draft.savedAt)} 保存
            </State>
          ) : (
            <span>没有草稿，画面上是已发布的流程</span>
          )}
          {saved && draft.baseVersion !== version && <State tone="waiting">草稿从第 {draft.baseVersion} 版开始，已落后</State>}
        </>
      ),
      actions: (
        <LinkButton href={addressOfPart(itemId) + "/publication"} kind="secondary" icon="send">
          检查并发布
        </LinkButton>
      ),
      body: (
        <>
          <FlowTabs itemId={itemId} current="" rules={definition.rules !== undefined} />
          <Refused refusal={refusal} />
          <Board itemId={itemId} token={incoming.formToken} />
          <div class="stack" data-plain>
            <p class="hint designer-narrow">
              画流程要用宽一些的屏幕（900 像素以上）。在这里可以看流程图和检查结果，点环节的名称修改它，也可以下载文件改好再上传。
            </p>
            {await flowDrawing(draft.flow, marks)}
            <Findings {...inspection} />
            <Section title="环节">{await stepsOf(ctx, draft.flow, itemId, kind)}</Section>
          </div>
          <FileForms itemId={itemId} what="flow" revision={draft.revision} token={incoming.formToken} errors={refusal?.fields} />
        </>
      ),
    },
    refusal?.status ?? 200,
  );
}

export const get = (incoming: Incoming, ctx: Ctx): Promise<Reply> => designer(incoming, ctx);
