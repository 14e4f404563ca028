import { Type } from "@sinclair/typebox";
import { listForMe, object, viewForMe, type ForMe } from "#matter/view";
import { askAccount, listChanges, listMyPayments, myGrant, objectToPayment, type Payment } from "#matter/payment";
import { json, type Route } from "#kernel/http";

const GrantId = Type.Object({ grant: Type.String({ format: "uuid" }) });
const MatterId = Type.Object({ matter: Type.String({ format: "uuid" }) });
const Reason = Type.Object({ reason: Type.String({ maxLength: 500 }) }, { additionalProperties: false });

function paymentShape(payment: Payment): object {
  return {
    id: payment.grantId,
    matter: payment.matterId,
    item: payment.itemId,
    name: payment.name,
    state: payment.state,
    amount: payment.amount,
    period: payment.period,
    from_day: payment.fromDay,
    until_day: payment.untilDay,
    account_tail: payment.accountTail,
    bank: payment.bank,
    wanted_account_tail: payment.wantedTail,
    doubtful: payment.doubtful,
  };
}

function forMeShape(matter: ForMe): object {
  return {
    id: matter.matterId,
    number: matter.number,
    item_name: matter.itemName,
    applied_by: matter.by,
    state: matter.state,
    outcome: matter.outcome,
    step: matter.step,
    suspended: matter.held,
    submitted_at: matter.submittedAt,
  };
}

/** What the actor is paid, and what others have applied for in their name. */
export const paymentRoutes: Route[] = [
  {
    method: "GET",
    path: "/api/v1/payments",
    who: "person",
    site: "api",
    summary: "What the actor is paid, or was: amount in fen, first day, last four digits of the account.",
    handle: async (_incoming, ctx) => json({ payments: (await listMyPayments(ctx)).map(paymentShape) }),
  },
  {
    method: "GET",
    path: "/api/v1/payments/:grant",
    who: "person",
    site: "api",
    summary: "One payment of the actor's, with what happened to it.",
    schema: { params: GrantId },
    async handle({ params }, ctx) {
      const grant = await myGrant(ctx, params["grant"]!);
      const changes = (await listChanges(ctx, grant.grantId)).map(({ kind, fromDay, amount, months, accountTail, reason, basis, by, at }) => ({
        kind,
        from_day: fromDay,
        amount,
        months,
        account_tail: accountTail,
        reason,
        basis,
        by,
        at,
      }));
      return json({ ...paymentShape(grant), changes });
    },
  },
  {
    method: "POST",
    path: "/api/v1/payments/:grant/account",
    who: "person",
    site: "api",
    summary: "Ask for another account; staff confirm that it is the actor's own.",
    schema: {
      params: GrantId,
      body: Type.Object({ account: Type.String({ maxLength: 60 }), bank: Type.String({ maxLength: 50 }) }, { additionalProperties: false }),
    },
    async handle({ params, body }, ctx) {
      const { account, bank } = body as { account: string; bank: string };
      await askAccount(ctx, params["grant"]!, { account, bank });
      return json({ asked: true }, 201);
    },
  },
  {
    method: "POST",
    path: "/api/v1/payments/:grant/objection",
    who: "person",
    site: "api",
    summary: "Object to a payment of one's own: it waits until staff have looked into it.",
    schema: { params: GrantId, body: Reason },
    async handle({ params, body }, ctx) {
      const { reason } = body as { reason: string };
      await objectToPayment(ctx, params["grant"]!, { reason });
      return json({ objected: true }, 201);
    },
  },
  {
    method: "GET",
    path: "/api/v1/beneficiary/matters",
    who: "person",
    site: "api",
    summary: "What others have applied for in the actor's name.",
    handle: async (_incoming, ctx) => json({ matters: (await listForMe(ctx)).map(forMeShape) }),
  },
  {
    method: "GET",
    path: "/api/v1/beneficiary/matters/:matter",
    who: "person",
    site: "api",
    summary: "One of them: where the money would go, masked, and what was granted.",
    schema: { params: MatterId },
    async handle({ params }, ctx) {
      const matter = await viewForMe(ctx, params["matter"]!);
      return json({ ...forMeShape(matter), accounts: matter.accounts, terms: matter.terms.map(({ label, value }) => ({ label, value })) });
    },
  },
  {
    method: "POST",
    path: "/api/v1/beneficiary/matters/:matter/objection",
    who: "person",
    site: "api",
    summary: "Object to it: an undecided matter is set aside, a payment waits, until staff have looked into it.",
    schema: { params: MatterId, body: Reason },
    async handle({ params, body }, ctx) {
      const { reason } = body as { reason: string };
      await object(ctx, params["matter"]!, reason);
      return json({ objected: true }, 201);
    },
  },
];
