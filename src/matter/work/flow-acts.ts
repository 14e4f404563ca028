import { accept, acceptByLaw, decline } from "./acceptance.ts";
import { close, grant, refuse } from "./decision.ts";
import type { ActDeclaration } from "#process/graph";
import type { ServiceAct } from "#matter/matter";

/** What a flow does to its own matter, by the name a flow calls it. */
export const FLOW_ACTS: Record<string, ServiceAct> = {
  "matter.accept": accept,
  "matter.accept-by-law": acceptByLaw,
  "matter.decline": decline,
  "matter.grant": grant,
  "matter.refuse": refuse,
  "matter.close": close,
};

/** The same acts as flows may call them: nothing is handed to them. */
export const FLOW_ACT_DECLARATIONS: readonly ActDeclaration[] = [
  { name: "matter.accept", records: "accepted", word: "受理", input: {}, gives: { on: "day" } },
  { name: "matter.accept-by-law", records: "accepted-by-law", word: "逾期未告知视为受理", input: {}, gives: { on: "day" } },
  { name: "matter.decline", records: "declined", word: "不予受理", input: {}, gives: { on: "day" }, judgedBy: ["acceptance", "counter"] },
  { name: "matter.grant", records: "granted", word: "准予", input: {}, gives: { on: "day" } },
  { name: "matter.refuse", records: "refused", word: "不予许可", input: {}, gives: { on: "day" }, judgedBy: ["decision", "counter"] },
  { name: "matter.close", records: "closed", word: "办结", input: {}, gives: { within: "yes or no" } },
];
