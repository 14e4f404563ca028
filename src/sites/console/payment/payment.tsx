import { CHANGES, listChanges, mayOver, readPayment, type Payment } from "#matter/payment";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { DefinitionList, EmptyState, formatDateTime, formatDay, formatMoney, LinkButton, Notice, Table, type Crumb } from "#ui";
import { show } from "../show.tsx";
import { ACTS } from "./acts.ts";
import { amountWords, PaymentStanding } from "./payment-state.tsx";

/** The way back to the list. */
export const CRUMBS: Crumb[] = [{ href: "/console/payments", label: "待遇发放" }];

/** What may be done with a grant now, by how it stands. */
function actsOn(payment: Payment): { act: string; label: string }[] {
  return Object.entries(ACTS).flatMap(([act, { label, when }]) => (when(payment) ? [{ act, label }] : []));
}

/** One grant with its history, whom it is for masked; the look is on record. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const payment = await readPayment(ctx, incoming.params["grant"]!);
  const [changes, manages] = await Promise.all([listChanges(ctx, payment.grantId), mayOver(ctx, payment, "payment.manage")]);
  const at = `/console/payments/${payment.grantId}`;
  return show(incoming, ctx, {
    title: `${payment.name} · ${payment.beneficiary}`,
    crumbs: CRUMBS,
    facts: (
      <>
        <PaymentStanding state={payment.state} />
        <span>{amountWords(payment)}</span>
        <a href={`/console/matters/${payment.matterId}`}>批准的那一件</a>
      </>
    ),
    actions: manages
      ? actsOn(payment).map(({ act, label }) => (
          <LinkButton href={`${at}/acts/${act}`} kind="secondary">
            {label}
          </LinkButton>
        ))
      : [],
    body: (
      <>
        {payment.wantedTail && (
          <Notice kind="waiting" title="受益人申请换收款账户">
            <p>新账户尾号 {payment.wantedTail}。核对是受益人本人的账户以后再确认。</p>
            {payment.doubtful.wanted && <p>新卡号的校验位对不上，可能抄错了，请与受益人核对。</p>}
          </Notice>
        )}
        <section class="sheet">
          <h2>发放</h2>
          <DefinitionList
            items={[
              { term: "领取人", detail: payment.beneficiary },
              { term: "金额", detail: amountWords(payment) },
              { term: "起发", detail: formatDay(payment.fromDay) },
              ...(payment.untilDay ? [{ term: "发到", detail: formatDay(payment.untilDay) }] : []),
              {
                term: "收款账户",
                detail: `尾号 ${payment.accountTail}${payment.bank ? `，${payment.bank}` : ""}${payment.doubtful.account ? "（卡号的校验位对不上，可能抄错了）" : ""}`,
              },
            ]}
          />
        </section>
        <section class="sheet">
          <h2>变动</h2>
          <Table
            caption="变动"
            captionHidden
            stack
            rows={changes}
            empty={
              <EmptyState title="还没有变动" icon="history">
                <p>调整、暂停、停发、追回，每一次都会记在这里。</p>
              </EmptyState>
            }
            columns={[
              { title: "时间", cell: ({ at: when }) => formatDateTime(when), tight: true },
              { title: "变动", cell: ({ kind }) => CHANGES[kind], names: true },
              { title: "从哪天", cell: ({ fromDay }) => formatDay(fromDay), tight: true },
              {
                title: "金额或账户",
                cell: ({ amount, months, accountTail }) =>
                  amount !== null ? `${months ? `${months} 个月，共 ` : ""}${formatMoney(amount)}` : accountTail ? `尾号 ${accountTail}` : "—",
              },
              { title: "理由", cell: ({ reason, basis }) => `${reason}${basis ? `（${basis}）` : ""}` },
              { title: "谁", cell: ({ by }) => by, tight: true },
            ]}
          />
        </section>
      </>
    ),
  });
}
