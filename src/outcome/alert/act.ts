import type { ActDeclaration } from "#process/graph";

const GIVES = {
  identifier: "text",
  level: "text",
  certainty: "text",
  headline: "text",
  effective: "text",
  expires: "text",
  scope: "text",
  areas: "anything",
  polygon: "text",
  system: "text",
  cautions: "text",
  measures: "text",
} as const;

/** How flows publish an alarm, update it and take it back; `says` are the answers that a message is made of (`contentOf`). */
export const ALERT_ACT_DECLARATIONS: readonly ActDeclaration[] = [
  {
    name: "alert.publish",
    word: "发布预警信息",
    input: {
      says: { takes: "anything", required: true },
      status: { takes: "text", required: true },
      event: { takes: "text", required: true },
      event_name: { takes: "text", required: true },
      category: { takes: "text", required: true },
      issuer: { takes: "text", required: true },
      sender: { takes: "text", required: true },
    },
    gives: GIVES,
  },
  { name: "alert.update", word: "更新预警信息", input: { says: { takes: "anything", required: true } }, gives: GIVES },
  { name: "alert.cancel", word: "解除预警信息", input: { reason: { takes: "text" } }, gives: { identifier: "text" } },
];
