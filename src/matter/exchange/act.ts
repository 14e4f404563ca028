import type { ActDeclaration } from "#process/graph";

/** How flows pass a matter on, and wait for what becomes of it: `outcome` is answered, returned, refused (it was not taken there) or taken-back. */
export const EXCHANGE_ACT: ActDeclaration = {
  name: "exchange.pass",
  word: "转给外部单位",
  input: { peer: { takes: "text", required: true }, code: { takes: "text" }, note: { takes: "text" } },
  gives: { outcome: "text", answer: "text", reason: "text", number: "text", state: "text" },
};
