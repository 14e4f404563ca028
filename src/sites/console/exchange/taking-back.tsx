import { exchangesOf, takeBack } from "#matter/exchange";
import { viewAsStaff } from "#matter/view";
import { findPeer } from "#people/peer";
import type { Ctx } from "#kernel/ctx";
import { notFound, type Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Confirm, TextArea } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { fieldsOf, typed } from "../typed.ts";

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const { matter } = await viewAsStaff(ctx, incoming.params["matter"]!);
  const last = (await exchangesOf(ctx, matter.matterId)).to.at(-1);
  const peer = last && (await findPeer(ctx, last.peerId));
  if (!peer) throw notFound("转出的件");
  const at = `/console/matters/${matter.matterId}`;
  const errors = refusal?.fields ?? {};
  const told = peer.protocol === "signed" ? `${peer.name}会知道您收回了，写明理由。` : `${peer.name}的系统不收这种消息，请另外打电话告诉对方。`;
  return show(
    incoming,
    ctx,
    {
      title: "收回转出的件",
      heading: false,
      crumbs: [{ href: at, label: matter.title }],
      wrong: refusal !== undefined,
      body: (
        <div class="narrow">
          <Refused refusal={refusal} errors={errors} />
          <Confirm
            title={`从${peer.name}收回`}
            consequences={["这一件马上回到派遣环节，由本市自己办。", told, "对方以后报来的进展不再改变这一件。"]}
            action={`${at}/passing`}
            token={incoming.formToken}
            back={at}
            confirm="收回"
          >
            <TextArea {...fieldsOf(incoming.body, errors)("reason")} label="理由" hint="对方和反映人会看到。" rows={3} />
          </Confirm>
        </div>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** Taking back what was passed on, by who directs. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const matterId = incoming.params["matter"]!;
  return attempt(
    async () => {
      await takeBack(ctx, matterId, typed(incoming.body, "reason"));
      return redirect(`/console/matters/${matterId}?done=passing-back`);
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
