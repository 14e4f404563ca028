import type { Way } from "#content/kind";
import { longDate } from "#drawing/paper";
import type { Day } from "#kernel/clock";
import type { IssuedDocument, SaidPaper } from "#matter/matter";
import type { Addressee } from "./addressees.ts";

/** What was told of a delivery. */
export interface Told {
  on: Day;
  counts: Day;
  /** Who delivered it. */
  by: string;
  answers: Readonly<Record<string, unknown>>;
  /** How many files prove it. */
  files: number;
}

const ROWS = [
  ["by", "受委托送达或者转交的单位"],
  ["place", "送达地点"],
  ["number", "邮件号码"],
  ["where", "公告在哪里"],
  ["reason", "为什么用这种方式"],
  ["receiver", "签收人"],
  ["relation", "和受送达人的关系"],
  ["witness", "见证人"],
  ["note", "备注"],
] as const;

/** 送达回证 (民事诉讼法 第八十七条): what was delivered to whom, by which way, when, and who says so. */
export function receiptWords(document: IssuedDocument, { name }: Addressee, way: Way, { on, counts, by, answers, files }: Told): SaidPaper {
  const told = ROWS.flatMap(([key, word]) => (typeof answers[key] === "string" && answers[key] !== "" ? [[word, answers[key]]] : []));
  const day =
    counts === on
      ? [["送达日期", longDate(on)]]
      : [
          ["发出公告的日期", longDate(on)],
          ["视为送达的日期", longDate(counts)],
        ];
  return {
    name: "送达回证",
    to: "",
    blocks: [
      {
        type: "table",
        head: ["项目", "内容"],
        widths: [4, 11],
        rows: [
          ["送达文书", `《${document.name}》${document.number}`],
          ["受送达人", name],
          ["送达方式", way.basis === "" ? way.label : `${way.label}（${way.basis}）`],
          ...day,
          ...told,
          ...(files > 0 ? [["凭证", `${files} 份，存在这件事的材料里`]] : []),
          ["送达人", by],
        ],
      },
    ],
  };
}

/** 送达方式确认书: that somebody agreed, and to what. */
export function agreementWords(name: string, way: Way, where: string): SaidPaper {
  return {
    name: "送达方式确认书",
    to: "",
    blocks: [
      { type: "paragraph", text: `${name}同意用${way.label}的方式收取这件事的文书${way.basis === "" ? "" : `（${way.basis}）`}。` },
      { type: "paragraph", text: `文书放在${where}，本人登录后打开之日为送达日期。` },
      { type: "paragraph", text: "可以随时在这件事的页面上改为不再同意，以后的文书用其他方式送达。" },
    ],
  };
}
