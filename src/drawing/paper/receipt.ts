import type { Day } from "#kernel/clock";
import { type Head, LICENSING_LAW, paperOf, requestWords } from "./head.ts";
import { type Paper, longDate } from "./paper.ts";

/** A material as it was handed over, or taken from a register. */
export interface ReceivedMaterial {
  name: string;
  /** "电子件", "复印件" */
  form: string;
  copies: number;
  /** "申请人提交", "人口库" */
  source: string;
}

/** Where the acts up to the hand-in stand in the public log, and where that can be checked. */
export interface Recorded {
  /** The number of the last of them in the log: its leaf. */
  number: number;
  /** Root of the log's tree that has them, hex, and its size. */
  root: string;
  size: number;
  /** The page that checks the proof. */
  url: string;
}

/** 收件凭证: what was handed over, how, when, and by when the unit will answer. */
export function receiptPaper(head: Head, given: { receivedOn: Day; channel: string; materials: readonly ReceivedMaterial[]; recorded?: Recorded }): Paper {
  const answer =
    head.licensing === false
      ? "本机关将自收到申请材料之日起五个工作日内告知您是否受理；需要补正的，一次告知全部内容。"
      : `本机关将自收到申请材料之日起五个工作日内告知您是否受理；需要补正的，一次告知全部内容。逾期不告知的，依照${LICENSING_LAW}第三十二条第一款第四项，自收到申请材料之日起即为受理。`;
  const { recorded } = given;
  const paper = paperOf("receipt", "收件凭证", head, [
    { type: "paragraph", text: `您于${longDate(given.receivedOn)}通过${given.channel}提交的${requestWords(head)}已收到。收到的材料如下：` },
    {
      type: "table",
      head: ["序号", "材料名称", "形式", "份数", "来源"],
      rows: given.materials.map(({ name, form, copies, source }, index) => [String(index + 1), name, form, String(copies), source]),
      widths: [1, 6, 2, 1, 3],
    },
    { type: "paragraph", text: answer },
    { type: "paragraph", text: "本凭证只证明收到材料，不表示申请已经受理。" },
  ]);
  if (!recorded) return paper;
  const words = `收件记录已写进全市日志第 ${recorded.number} 号；凭证文件在本文件的附件里，可以核对`;
  return { ...paper, check: { url: recorded.url, words, more: [`日志大小 ${recorded.size}，树根 ${recorded.root}`] } };
}
