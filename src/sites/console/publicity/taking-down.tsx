import { findPublication, mayTakeDown, takeDown } from "#matter/publicity";
import { viewAsStaff } from "#matter/view";
import type { Ctx } from "#kernel/ctx";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { notFound, type Refusal } from "#values/errors";
import { Confirm, formatDate, TextArea } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { fieldsOf, typed } from "../typed.ts";

/** How an ended matter stands in the public list, and the way to take it down, for whoever may. */
export async function publicationOf(ctx: Ctx, matter: { matterId: string; kind: string; closedAt: Date | null }) {
  const found = matter.closedAt ? await findPublication(ctx, matter.matterId) : undefined;
  if (!found) return null;
  if (found.ended) return <span>公示已撤下</span>;
  return (
    <span>
      <a href={`/disclosures/${matter.kind}`}>公示中</a>
      {found.offDay && `，${formatDate(found.offDay, { year: true })}自动撤下`}
      {mayTakeDown(ctx, matter.kind) && (
        <>
          　<a href={`/console/matters/${matter.matterId}/disclosure`}>撤下</a>
        </>
      )}
    </span>
  );
}

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const { matter } = await viewAsStaff(ctx, incoming.params["matter"]!);
  if (!(await findPublication(ctx, matter.matterId))) throw notFound("公示");
  const at = `/console/matters/${matter.matterId}`;
  const errors = refusal?.fields ?? {};
  return show(
    incoming,
    ctx,
    {
      title: "撤下公示",
      heading: false,
      crumbs: [{ href: at, label: matter.title }],
      wrong: refusal !== undefined,
      body: (
        <div class="narrow">
          <Refused refusal={refusal} errors={errors} />
          <Confirm
            title="撤下公示"
            consequences={["公示页面和数据接口马上不再有这一件，撤下以后不能恢复。", "理由记入办理过程，不能修改。"]}
            action={`${at}/disclosure`}
            token={incoming.formToken}
            back={at}
            confirm="撤下"
            kind="seal"
          >
            <TextArea {...fieldsOf(incoming.body, errors)("reason")} label="为什么撤下" hint="例如：决定已经变更、撤销，或者公示的内容有误。" rows={3} />
          </Confirm>
        </div>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** What was decided is changed or revoked: it is taken down before its day, by who decided. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const matterId = incoming.params["matter"]!;
  return attempt(
    async () => {
      await takeDown(ctx, matterId, typed(incoming.body, "reason"));
      return redirect(`/console/matters/${matterId}?done=taken-down`);
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
