import { DOUBTFUL_CARD } from "#content/form";
import { askAccount, CHANGES, listChanges, listMyPayments, myGrant, objectToPayment, STATES } from "#matter/payment";
import type { Ctx } from "#kernel/ctx";
import { Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply, type Route } from "#kernel/http";
import { Button, DefinitionList, EmptyState, ErrorSummary, Form, formatDate, formatMoney, LinkList, Notice, Section, State, TextArea, TextField } from "#ui";
import { amountWords, firstWords, paymentTone } from "./payment-words.ts";
import { show, textOf } from "../show.ts";

async function listPage(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const payments = await listMyPayments(ctx);
  return show(incoming, ctx, {
    title: "我的待遇",
    back: { href: "/my", label: "我的事项" },
    body: (
      <>
        <h1>我的待遇</h1>
        {payments.length === 0 ? (
          <EmptyState title="没有发给您的待遇" icon="wallet">
            <p>批准以后，每月多少钱、打到哪里，都在这里看。</p>
          </EmptyState>
        ) : (
          <LinkList
            rows={payments.map((payment) => ({
              href: `/my/payments/${payment.grantId}`,
              title: payment.name,
              facts: `${amountWords(payment)} · ${firstWords(payment)}起 · 尾号 ${payment.accountTail}`,
              state: { tone: paymentTone(payment), word: STATES[payment.state] },
            }))}
          />
        )}
      </>
    ),
  });
}

async function paymentPage(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const grant = await myGrant(ctx, incoming.params["grant"]!);
  const changes = await listChanges(ctx, grant.grantId);
  const path = `/my/payments/${grant.grantId}`;
  const errors = refusal?.fields ?? {};
  const error = (name: string) => (errors[name] ? { error: errors[name] } : {});
  const done =
    incoming.query["asked"] !== undefined
      ? "换账户的申请已收到，核对以后生效。"
      : incoming.query["objected"] !== undefined
        ? "异议已收到，核实以前先不发放。"
        : undefined;
  return show(
    incoming,
    ctx,
    {
      title: grant.name,
      back: { href: "/my/payments", label: "我的待遇" },
      wrong: refusal !== undefined,
      ...(done && { notice: { kind: "done" as const, children: <p>{done}</p> } }),
      body: (
        <>
          {refusal && <ErrorSummary errors={errors} message={refusal.message} />}
          <h1>{grant.name}</h1>
          <p class="tags">
            <State tone={paymentTone(grant)}>{STATES[grant.state]}</State>
          </p>
          <DefinitionList
            items={[
              { term: "金额", detail: amountWords(grant) },
              { term: "起发", detail: firstWords(grant) },
              ...(grant.untilDay ? [{ term: "发到", detail: formatDate(grant.untilDay, { year: true }) }] : []),
              { term: "收款账户", detail: `尾号 ${grant.accountTail}${grant.bank ? `，${grant.bank}` : ""}` },
            ]}
          />
          {changes.length > 0 && (
            <Section title="变动">
              <DefinitionList
                items={changes.map(({ kind, at, fromDay, amount, months, reason, accountTail }) => ({
                  term: `${formatDate(at, { year: true })} ${CHANGES[kind]}`,
                  detail: [
                    kind === "amount" && amount !== null ? `${formatDate(fromDay, { year: true })}起 ${formatMoney(amount)}` : "",
                    kind === "recovery" && amount !== null ? `${months} 个月，共 ${formatMoney(amount)}` : "",
                    accountTail ? `尾号 ${accountTail}` : "",
                    reason,
                  ]
                    .filter((text) => text !== "")
                    .join("，"),
                }))}
              />
            </Section>
          )}
          {grant.state !== "ended" && (
            <Section title="换收款账户">
              {grant.wantedTail && (
                <Notice kind="waiting" title="等工作人员核对">
                  <p>您申请换到尾号 {grant.wantedTail} 的账户，核对是您本人的以后生效。</p>
                  {grant.doubtful.wanted && <p>新卡号的{DOUBTFUL_CARD}。抄错了的，请在下面重新申请；没有抄错就不用管。</p>}
                </Notice>
              )}
              <Form action={`${path}/account`} token={incoming.formToken}>
                <TextField
                  name="account"
                  label="新的卡号"
                  hint="只能是您本人的账户。"
                  inputMode="numeric"
                  autocomplete="off"
                  value={textOf(incoming.body, "account")}
                  {...error("account")}
                />
                <TextField name="bank" label="开户银行" autocomplete="off" value={textOf(incoming.body, "bank")} {...error("bank")} />
                <div class="form-foot">
                  <Button kind="secondary">申请换账户</Button>
                </div>
              </Form>
            </Section>
          )}
          {grant.state === "running" && (
            <Section title="有不对的地方">
              <Form action={`${path}/objection`} token={incoming.formToken}>
                <TextArea name="reason" label="哪里不对" hint="提出异议以后先不发放，等工作人员核实。" rows={3} maxLength={500} {...error("reason")} />
                <div class="form-foot">
                  <Button kind="secondary">提出异议</Button>
                </div>
              </Form>
            </Section>
          )}
        </>
      ),
    },
    refusal?.status ?? 200,
  );
}

function acting(act: (ctx: Ctx, incoming: Incoming) => Promise<void>, done: string): Route["handle"] {
  return async (incoming, ctx) => {
    try {
      await act(ctx, incoming);
    } catch (error) {
      if (error instanceof Refusal && (error.status === 422 || error.status === 409)) return paymentPage(incoming, ctx, error);
      throw error;
    }
    return redirect(`/my/payments/${incoming.params["grant"]}?${done}=1`);
  };
}

/** What the one who asks is paid: amount, first month, account, what happened to it; a new account and an objection. */
export const paymentRoutes: Route[] = [
  { method: "GET", path: "/my/payments", who: "person", site: "portal", handle: listPage },
  { method: "GET", path: "/my/payments/:grant", who: "person", site: "portal", handle: (incoming, ctx) => paymentPage(incoming, ctx) },
  // Where somebody lands who had to sign in again after pressing a button.
  {
    method: "GET",
    path: "/my/payments/:grant/account",
    who: "person",
    site: "portal",
    handle: (incoming, ctx) => paymentPage(incoming, ctx),
  },
  {
    method: "GET",
    path: "/my/payments/:grant/objection",
    who: "person",
    site: "portal",
    handle: (incoming, ctx) => paymentPage(incoming, ctx),
  },
  {
    method: "POST",
    path: "/my/payments/:grant/account",
    who: "person",
    site: "portal",
    handle: acting((ctx, { params, body }) => askAccount(ctx, params["grant"]!, { account: textOf(body, "account"), bank: textOf(body, "bank") }), "asked"),
  },
  {
    method: "POST",
    path: "/my/payments/:grant/objection",
    who: "person",
    site: "portal",
    handle: acting((ctx, { params, body }) => objectToPayment(ctx, params["grant"]!, { reason: textOf(body, "reason") }), "objected"),
  },
];
