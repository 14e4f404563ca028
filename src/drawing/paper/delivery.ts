import { type Head, paperOf } from "./head.ts";
import type { Paper } from "./paper.ts";

/** How and to whom a document went. */
export interface Delivery {
  /** "食品经营许可新办", and the number of its matter. */
  item: string;
  matter: string;
  /** Title and number of each document delivered. */
  documents: readonly { title: string; number: string }[];
  /** "电子送达", "直接送达", "邮寄送达" */
  way: string;
  /** Place, or electronic address with figures hidden. */
  to: string;
  /** "2026年11月26日 10:32" */
  at: string;
  receiver?: string;
  note?: string;
}

/** 送达回证: what was delivered, how, when, who received it. */
export function deliveryPaper({ addressee, ...head }: Head, given: Delivery): Paper {
  const rows = [
    ["事项", `${given.item}（收件号 ${given.matter}）`],
    ["受送达人", addressee ?? ""],
    ["送达文书", given.documents.map(({ title, number }) => `《${title}》${number}`).join("；")],
    ["送达方式", given.way],
    ["送达地点", given.to],
    ["送达时间", given.at],
    ["收件人", given.receiver ?? ""],
    ["备注", given.note ?? ""],
  ];
  return paperOf("送达回证", head, [{ type: "table", head: ["项目", "内容"], rows, widths: [3, 10] }]);
}
