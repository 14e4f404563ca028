import {
  activateSeal,
  freezeSeal,
  revokeSeal,
  thawSeal,
  approveSeal,
  refuseSeal,
  makeSeal,
  openMoves,
  viewSeal,
  KINDS as SEAL_KINDS,
  STATES as SEAL_STATES,
  searchSeals,
} from "#trust/seal";
import type { Ctx } from "#kernel/ctx";
import { notFound, type Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Confirm, LinkButton, RadioGroup, TextArea } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { fieldsOf, typed } from "../typed.ts";
import { CRUMBS } from "./crumbs.ts";
import { WHY, whyOf } from "./revocation-reason.ts";
import { sealTitle } from "./seal-state.tsx";
import { isStep, STEPS } from "./steps.ts";

// Before it is made there is nothing to end but the permission to make it.
const UNMADE = ["这枚印章还没有制作，注销后不能再制作，不能恢复。"];

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const seal = await viewSeal(ctx, incoming.params["seal"]!);
  const step = incoming.params["step"];
  if (!isStep(step)) throw notFound("步骤");
  const at = `/console/seals/${seal.sealId}`;
  const title = sealTitle(seal);
  const { title: heading, consequences, ask, label, kind } = STEPS[step];
  const open = (await openMoves(ctx, seal)).includes(step);
  const same = step === "approved" ? await searchSeals(ctx, { unit: seal.unit, kind: seal.kind, state: "active" }) : undefined;
  const facts = [
    `${title}，编码 ${seal.code}，状态：${SEAL_STATES[seal.state]}。`,
    ...(same && same.rows.length > 0 ? [`这个单位已有 ${same.rows.length} 枚${SEAL_KINDS[seal.kind].name}在用。`] : []),
    ...(step === "revoked" && !seal.making ? UNMADE : consequences),
  ];
  const errors = refusal?.fields ?? {};
  const field = fieldsOf(incoming.body, errors);
  return show(
    incoming,
    ctx,
    {
      title: `${label}：${title}`,
      heading: false,
      crumbs: [...CRUMBS, { href: at, label: title }],
      wrong: refusal !== undefined,
      body: (
        <div class="narrow">
          <Refused refusal={refusal} errors={errors} />
          {open ? (
            <Confirm title={heading} consequences={facts} action={`${at}/steps/${step}`} token={incoming.formToken} back={at} confirm={label} kind={kind}>
              {step === "revoked" && seal.making && <RadioGroup {...field("why")} label="属于哪一种情况" options={WHY} hint="写进公开的吊销列表。" />}
              {ask && <TextArea {...field("reason")} {...ask} rows={3} maxLength={500} />}
            </Confirm>
          ) : (
            <div class="prose">
              <h1>现在不能{label}</h1>
              <p>
                {title}，状态：{SEAL_STATES[seal.state]}
                {["approved", "refused"].includes(step) && seal.state === "applied" && "，是您自己申请的，要由另一位印章管理员办理"}。
              </p>
              <p>
                <LinkButton href={at}>回到这枚印章</LinkButton>
              </p>
            </div>
          )}
        </div>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** Asks before a step of a seal's life, and why. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { seal, step } = incoming.params;
  const id = seal!;
  const reason = typed(incoming.body, "reason");
  const acts = {
    approved: () => approveSeal(ctx, id, reason),
    refused: () => refuseSeal(ctx, id, reason),
    made: () => makeSeal(ctx, id),
    activated: () => activateSeal(ctx, id),
    frozen: () => freezeSeal(ctx, id, reason),
    thawed: () => thawSeal(ctx, id, reason),
    revoked: async () => {
      const { making } = await viewSeal(ctx, id);
      return revokeSeal(ctx, id, reason, making ? whyOf(incoming.body) : undefined);
    },
  };
  return attempt(
    async () => {
      if (!isStep(step)) throw notFound("步骤");
      await acts[step]();
      return redirect(`/console/seals/${id}?done=${STEPS[step].done}`);
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
