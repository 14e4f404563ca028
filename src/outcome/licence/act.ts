import type { ActDeclaration } from "#process/graph";

/** How a flow issues a licence; what is not said is what the item's outcome says. */
export const ISSUE_ACT = {
  name: "licence.issue",
  word: "颁发证照",
  input: { type: { takes: "licence type", required: true }, validity: { takes: "duration" }, prefix: { takes: "text" } },
  gives: { number: "text", until: "day" },
} as const satisfies ActDeclaration;
