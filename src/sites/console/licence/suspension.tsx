import { getLicence, liftSuspension, suspendLicence } from "#outcome/licence";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Confirm } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { typed } from "../typed.ts";
import { Grounds } from "./grounds.tsx";
import { CRUMBS } from "./licence.tsx";

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const licence = await getLicence(ctx, incoming.params["licence"]!);
  const at = `/console/licences/${licence.licenceId}`;
  const lifting = licence.state === "suspended";
  const frame = { action: `${at}/suspension`, token: incoming.formToken, back: at };
  const name = `${licence.name} ${licence.number}`;
  return show(
    incoming,
    ctx,
    {
      title: lifting ? "解除暂扣" : "暂扣证照",
      heading: false,
      crumbs: [...CRUMBS, { href: at, label: licence.name }],
      wrong: refusal !== undefined,
      body: (
        <div class="narrow">
          <Refused refusal={refusal} />
          {lifting ? (
            <Confirm {...frame} title="解除暂扣？" consequences={[`“${name}”恢复有效，可以正常使用和核验。`]} confirm="解除暂扣">
              <input type="hidden" name="_lift" value="1" />
            </Confirm>
          ) : (
            <Confirm
              {...frame}
              title="暂扣这张证照？"
              consequences={[`“${name}”马上不能使用，扫码核验显示暂扣。`, "持证人能看到理由和依据；可以随时解除。"]}
              confirm="暂扣"
              kind="seal"
            >
              <Grounds incoming={incoming} {...(refusal && { refusal })} />
            </Confirm>
          )}
        </div>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** Suspending a licence, or lifting the suspension. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const licenceId = incoming.params["licence"]!;
  const lifting = typed(incoming.body, "_lift") === "1";
  return attempt(
    async () => {
      if (lifting) await liftSuspension(ctx, licenceId);
      else await suspendLicence(ctx, licenceId, { reason: typed(incoming.body, "reason"), basis: typed(incoming.body, "basis") });
      return redirect(`/console/licences/${licenceId}?done=${lifting ? "lifted" : "suspended"}`);
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
