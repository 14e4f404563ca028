import { cancelLicence, getLicence } from "#outcome/licence";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Confirm, RadioGroup } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { typed } from "../typed.ts";
import { Grounds } from "./grounds.tsx";
import { CRUMBS } from "./licence.tsx";

const KINDS = [
  { value: "cancelled", label: "注销", hint: "持证人申请、终止经营或者有效期满没有延续" },
  { value: "withdrawn", label: "撤销", hint: "当初不该发给，或者是骗来的" },
  { value: "revoked", label: "吊销", hint: "因违法受到的行政处罚" },
];

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const licence = await getLicence(ctx, incoming.params["licence"]!);
  const at = `/console/licences/${licence.licenceId}`;
  const error = refusal?.fields?.["kind"];
  return show(
    incoming,
    ctx,
    {
      title: "让证照失去效力",
      heading: false,
      crumbs: [...CRUMBS, { href: at, label: licence.name }],
      wrong: refusal !== undefined,
      body: (
        <div class="narrow">
          <Refused refusal={refusal} />
          <Confirm
            title="让这张证照失去效力？"
            consequences={[`“${licence.name} ${licence.number}”从现在起永久不能使用，不能恢复。`, "扫码核验显示原因，持证人能看到理由和依据。"]}
            action={`${at}/cancellation`}
            token={incoming.formToken}
            back={at}
            confirm="确认，不能恢复"
            kind="seal"
          >
            <RadioGroup name="kind" label="哪一种" options={KINDS} value={typed(incoming.body, "kind")} {...(error && { error })} />
            <Grounds incoming={incoming} {...(refusal && { refusal })} />
          </Confirm>
        </div>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** Ending a licence for good. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const licenceId = incoming.params["licence"]!;
  return attempt(
    async () => {
      // The act itself refuses any other kind.
      await cancelLicence(ctx, licenceId, typed(incoming.body, "kind") as "cancelled", {
        reason: typed(incoming.body, "reason"),
        basis: typed(incoming.body, "basis"),
      });
      return redirect(`/console/licences/${licenceId}?done=cancelled`);
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
