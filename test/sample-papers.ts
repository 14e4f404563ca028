import { longDate, paperOf, type Head, type Paper } from "#drawing/paper";
import type { Day } from "#kernel/clock";

// Two papers as a city prints them, for whatever draws, seals and reads papers: one with a table, one that may become long.

/** What a sample says of itself. */
export interface SampleHead extends Head {
  /** "食品经营许可新办", and the number of its matter. */
  item: string;
  matter: string;
}

function requestOf({ item, matter }: SampleHead): string {
  return `“${item}”申请（收件号 ${matter}）`;
}

/** 准予行政许可决定书 */
export function grantPaper(
  head: SampleHead,
  { acceptedOn, basis, terms, licence }: { acceptedOn: Day; basis: string[]; terms: { label: string; value: string }[]; licence?: string },
): Paper {
  const laws = ["《中华人民共和国行政许可法》第三十八条第一款", ...basis].join("、");
  const granted = `您的${requestOf(head)}已于${longDate(acceptedOn)}受理。经审查，符合法定条件、标准。依照${laws}的规定，本机关决定准予行政许可。`;
  return paperOf("准予行政许可决定书", head, [
    { type: "paragraph", text: terms.length > 0 ? `${granted}内容如下：` : granted },
    ...(terms.length > 0 ? [{ type: "table" as const, head: ["项目", "内容"], rows: terms.map(({ label, value }) => [label, value]), widths: [3, 9] }] : []),
    ...(licence
      ? [{ type: "paragraph" as const, text: `本机关自作出决定之日起十日内向您颁发${licence}，电子证照送到“我的证照”，与纸质证照具有同等法律效力。` }]
      : []),
  ]);
}

/** 申请材料补正告知书 */
export function supplementPaper(head: SampleHead, { receivedOn, problems }: { receivedOn: Day; problems: { about: string; problem: string }[] }): Paper {
  return paperOf("申请材料补正告知书", head, [
    {
      type: "paragraph",
      text: `您于${longDate(receivedOn)}提交的${requestOf(head)}收悉。经审查，申请材料不齐全或者不符合法定形式。依照《中华人民共和国行政许可法》第三十二条第一款第四项的规定，现将需要补正的全部内容一次告知如下：`,
    },
    {
      type: "table",
      head: ["序号", "材料或内容", "需要怎样补正"],
      rows: problems.map(({ about, problem }, at) => [String(at + 1), about, problem]),
      widths: [1, 4, 8],
    },
    { type: "paragraph", text: "请尽快补正。您可以在网上补交，也可以到窗口补交。按本告知书提交全部补正材料的，本机关予以受理。" },
  ]);
}

/** 受理通知书 */
export function acceptancePaper(head: SampleHead, { receivedOn, due }: { receivedOn: Day; due: Day }): Paper {
  return paperOf("受理通知书", head, [
    {
      type: "paragraph",
      text: `您于${longDate(receivedOn)}提交的${requestOf(head)}，经审查，属于本机关职权范围，申请材料齐全、符合法定形式。依照《中华人民共和国行政许可法》第三十二条第一款第五项的规定，本机关决定自${longDate(head.date)}起予以受理。`,
    },
    { type: "paragraph", text: `法定办理时限为20个工作日；本机关承诺在8个工作日内，即${longDate(due)}前作出决定。` },
  ]);
}

/** 收件凭证 */
export function receiptPaper(head: SampleHead, { receivedOn, materials }: { receivedOn: Day; materials: string[][] }): Paper {
  return paperOf("收件凭证", head, [
    { type: "paragraph", text: `您于${longDate(receivedOn)}通过网上提交的${requestOf(head)}已收到。收到的材料如下：` },
    {
      type: "table",
      head: ["序号", "材料名称", "形式", "份数", "来源"],
      rows: materials.map((row, at) => [String(at + 1), ...row]),
      widths: [1, 6, 2, 1, 3],
    },
    {
      type: "paragraph",
      text: "本机关将自收到申请材料之日起五个工作日内告知您是否受理；需要补正的，一次告知全部内容。逾期不告知的，依照《中华人民共和国行政许可法》第三十二条第一款第四项，自收到申请材料之日起即为受理。",
    },
    { type: "paragraph", text: "本凭证只证明收到材料，不表示申请已经受理。" },
  ]);
}
