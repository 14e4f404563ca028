import type { ActDeclaration } from "#process/graph";

/** How a flow grants money: fen, how often, from which month or day on; account and payee are answers of the form. */
export const GRANT_ACT = {
  name: "payment.grant",
  word: "发放给付",
  input: {
    amount: { takes: "whole number", required: true },
    period: { takes: "duration" },
    from: { takes: "month or day" },
    bank: { takes: "text" },
    personal: { takes: "answers", of: ["account", "payee"] },
  },
  gives: { grant: "text", amount: "whole number", from: "day" },
} as const satisfies ActDeclaration;
