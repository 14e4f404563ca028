import { getItem } from "#content/catalogue";
import { decisionsOf, getDraft, inspect, ruleTrials } from "#content/draft";
import { legibleDecisions } from "#content/rule";
import type { Ctx } from "#kernel/ctx";
import { notFound, type Refusal } from "#values/errors";
import type { Incoming, Reply } from "#kernel/http";
import { LinkButton, Section, State } from "#ui";
import { boardFiles } from "../canvas/files.ts";
import { DecisionTable } from "../catalogue/decision-table.tsx";
import { FileForms } from "../flow/file-forms.tsx";
import { Findings } from "../flow/findings.tsx";
import { addressOfPart, CRUMBS, FlowTabs } from "../flow/flow-tabs.tsx";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { Coverage } from "./coverage.tsx";
import { RuleBoard } from "./rule-board.tsx";
import { Trials } from "./trials.tsx";
import { Validity } from "./validity.tsx";

/** The rules of an item: a board where a script may draw, else the tables as texts; below, what is wrong, what they say of the examples, gaps and overlaps. */
export async function rulesPage(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const itemId = incoming.params["item"]!;
  const draft = await getDraft(ctx, itemId);
  if (draft.rules === null) throw notFound("规则");
  const [{ definition, version }, { rules }, trials, { decisions }, legible] = await Promise.all([
    getItem(ctx, itemId),
    inspect(ctx, itemId, draft),
    ruleTrials(ctx, draft),
    decisionsOf(draft.rules),
    legibleDecisions(draft.rules),
  ]);
  return show(
    incoming,
    ctx,
    {
      title: definition.item.name,
      crumbs: CRUMBS,
      wrong: refusal !== undefined,
      extra: boardFiles("dmn", "rule-designer.js"),
      facts: (
        <>
          <span>第 {version} 版</span>
          {draft.revision > 0 ? <State tone="draft">草稿，{draft.savedBy} 保存</State> : <span>没有草稿，画面上是已发布的规则</span>}
        </>
      ),
      actions: (
        <LinkButton href={`${addressOfPart(itemId)}/publication`} kind="secondary" icon="send">
          检查并发布
        </LinkButton>
      ),
      body: (
        <>
          <FlowTabs itemId={itemId} current="rules" rules />
          <Refused refusal={refusal} />
          <RuleBoard itemId={itemId} token={incoming.formToken} />
          <div class="stack" data-plain>
            <p class="hint designer-narrow">改规则表要用宽一些的屏幕（900 像素以上）。在这里可以看规则和检查结果，也可以下载文件改好再上传。</p>
            {legible.map((decision) => (
              <DecisionTable decision={decision} />
            ))}
          </div>
          <div class="stack after" data-report>
            <Section title="检查">
              <Findings flow={[]} rules={rules} ways={[]} aside={[]} />
            </Section>
            {decisions && <Coverage decisions={decisions} legible={legible} />}
            <Validity xml={draft.rules} />
            <Trials trials={trials} />
          </div>
          <FileForms itemId={itemId} what="rules" revision={draft.revision} token={incoming.formToken} errors={refusal?.fields} />
        </>
      ),
    },
    refusal?.status ?? 200,
  );
}

export const get = (incoming: Incoming, ctx: Ctx): Promise<Reply> => rulesPage(incoming, ctx);
