import { getItem } from "#content/catalogue";
import { getDraft, publishDraft, reportOf, type Report } from "#content/draft";
import { indexItems } from "#content/search";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Button, EmptyState, Form, LinkButton, State, Table, TextArea } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { typed } from "../typed.ts";
import { revisionOf } from "./draft.ts";
import { Findings } from "./findings.tsx";
import { addressOfPart, CRUMBS } from "./flow-tabs.tsx";

function Cases({ cases }: Pick<Report, "cases">) {
  return (
    <Table
      caption="例子"
      stack
      rows={cases}
      empty={<EmptyState title="还没有试办例子" icon="users" />}
      columns={[
        { title: "例子", cell: ({ name }) => name, names: true },
        {
          title: "结果",
          cell: ({ differences }) => (differences.length === 0 ? <State tone="good">与预期一致</State> : <State tone="bad">与预期不同</State>),
          tight: true,
        },
        { title: "哪里不同", cell: ({ differences }) => differences.join("；") },
      ]}
    />
  );
}

/** The report on a draft, and, when everything passes, the form that publishes it. */
async function page(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const itemId = incoming.params["item"]!;
  const draft = await getDraft(ctx, itemId);
  const [{ definition, version }, report] = await Promise.all([getItem(ctx, itemId), reportOf(ctx, draft)]);
  const at = addressOfPart(itemId);
  const error = refusal?.fields?.["reason"];
  const title = draft.revision > 0 ? "检查并发布草稿" : "检查";
  return show(
    incoming,
    ctx,
    {
      title,
      crumbs: [...CRUMBS, { href: at, label: definition.item.name }],
      wrong: refusal !== undefined,
      facts: report.passes ? <State tone="good">全部通过</State> : <State tone="bad">没有全部通过</State>,
      body: (
        <div class="split">
          <div class="stack">
            <Refused refusal={refusal} />
            <Findings {...report} />
            <Cases cases={report.cases} />
          </div>
          <aside class="sheet">
            <h2>发布</h2>
            {draft.revision === 0 && <p>还没有草稿。左边是已发布的第 {version} 版的检查结果。</p>}
            {draft.revision > 0 && !report.passes && <p>草稿还有问题，改好以后才能发布。已发布的第 {version} 版不受影响。</p>}
            {draft.revision > 0 && report.passes && (
              <Form action={`${at}/publication`} token={incoming.formToken}>
                <input type="hidden" name="revision" value={String(draft.revision)} />
                <p>
                  发布以后是第 {version + 1} 版，新的申请按它办理；正在办理的件仍按原来的版本。<a href={`${at}/difference?from=${version}`}>看改了什么</a>
                </p>
                <TextArea name="reason" label="为什么修改" hint="记入版本记录。" rows={3} value={typed(incoming.body, "reason")} {...(error && { error })} />
                <div class="form-foot">
                  <Button icon="send">发布第 {version + 1} 版</Button>
                </div>
              </Form>
            )}
            <p class="form-foot">
              <LinkButton href={at} kind="quiet" small>
                回到流程图
              </LinkButton>
            </p>
          </aside>
        </div>
      ),
    },
    refusal?.status ?? 200,
  );
}

export const get = (incoming: Incoming, ctx: Ctx): Promise<Reply> => page(incoming, ctx);

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const itemId = incoming.params["item"]!;
  return attempt(
    async () => {
      await publishDraft(ctx, itemId, revisionOf(incoming.body), typed(incoming.body, "reason"));
      await indexItems(ctx);
      return redirect(`${addressOfPart(itemId, "versions")}?done=published`);
    },
    (refusal) => page(incoming, ctx, refusal),
  );
}
