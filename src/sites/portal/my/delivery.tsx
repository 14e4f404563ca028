import { agreementAsked, agreeToDelivery } from "#matter/delivery";
import { viewFollowed, type FollowedView } from "#matter/view";
import type { Ctx } from "#kernel/ctx";
import { redirect, type Incoming, type Reply, type Route } from "#kernel/http";
import { Refusal } from "#values/errors";
import { Confirm, ErrorSummary, LinkButton, Notice } from "#ui";
import { show } from "../show.ts";

/** Whether papers are delivered to the reader as they open them: asked where one goes to them with proof, and what they said. */
export async function agreementSection(ctx: Ctx, view: FollowedView, path: string) {
  const asked = await agreementAsked(ctx, view);
  if (!asked) return null;
  return asked.agreed ? (
    <Notice title="您同意电子送达">
      <p>
        文书在这里打开之日就是送达之日。
        <a href={`${path}/delivery`}>改为不再同意</a>
      </p>
    </Notice>
  ) : (
    <Notice kind="waiting" title="文书怎么送给您">
      <p>同意电子送达的，在这里打开文书就算送到，不用再跑一趟；不同意的，工作人员会当面或者邮寄送达。</p>
      <p>
        <LinkButton kind="quiet" href={`${path}/delivery`}>
          看看电子送达
        </LinkButton>
      </p>
    </Notice>
  );
}

async function agreementPage(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const view = await viewFollowed(ctx, incoming.params["matter"]!);
  const path = `/my/matters/${view.matter.matterId}`;
  const asked = await agreementAsked(ctx, view);
  if (!asked) return redirect(path);
  const { agreed, basis } = asked;
  const frame = { action: `${path}/delivery`, token: incoming.formToken, back: path };
  return show(
    incoming,
    ctx,
    {
      title: "电子送达",
      wrong: refusal !== undefined,
      back: { href: path, label: "回到进度" },
      body: (
        <>
          {refusal && <ErrorSummary errors={{}} message={refusal.message} />}
          {agreed ? (
            <Confirm
              {...frame}
              title="不再同意电子送达吗？"
              consequences={["以后的文书由工作人员当面或者邮寄送达。", "已经打开的文书，送达仍然有效。"]}
              confirm="不再同意"
            >
              <input type="hidden" name="agree" value="no" />
            </Confirm>
          ) : (
            <Confirm
              {...frame}
              title="同意电子送达吗？"
              consequences={[
                `这件事的文书放在这里，您登录打开的那一天就是送达的日期${basis === "" ? "" : `（${basis}）`}。`,
                "打开以后，文书上写的期限（比如申请复议、缴款）从这一天算起。",
                "会出具一份送达方式确认书，和文书放在一起。可以随时改为不再同意。",
              ]}
              confirm="同意电子送达"
            >
              <input type="hidden" name="agree" value="yes" />
            </Confirm>
          )}
        </>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** Agreeing that papers of a matter are delivered as they are opened, and ending that. */
export const deliveryRoutes: Route[] = [
  { method: "GET", path: "/my/matters/:matter/delivery", who: "person", site: "portal", handle: (incoming, ctx) => agreementPage(incoming, ctx) },
  {
    method: "POST",
    path: "/my/matters/:matter/delivery",
    who: "person",
    site: "portal",
    async handle(incoming, ctx) {
      const matterId = incoming.params["matter"]!;
      try {
        await agreeToDelivery(ctx, matterId, incoming.body["agree"] === "yes");
      } catch (error) {
        if (error instanceof Refusal && error.status === 409) return agreementPage(incoming, ctx, error);
        throw error;
      }
      return redirect(`/my/matters/${matterId}?agreed=1`);
    },
  },
];
