import { amountOf, UNITS } from "#matter/act";

/** How a notice reads. Written for somebody who has never seen an office from inside. */
interface Wording {
  title: string;
  body: string;
}

interface Told {
  item: string;
  due: string | null;
  data: Record<string, unknown>;
  /** What was granted, in a few words; empty when nothing was. */
  terms: string;
  /** A day in words, 12月5日, marked where the holidays of its year are not announced. */
  dayWords: (day: unknown) => string;
}

/** 2026-12-05 as 12月5日. */
export function dayInWords(day: unknown): string {
  const [, month, date] = text(day).split("-").map(Number);
  return month && date ? `${month}月${date}日` : "";
}

/** 2026-12-05 as 2026年12月5日. */
export function longDayInWords(day: unknown): string {
  return `${text(day).slice(0, 4)}年${dayInWords(day)}`;
}

/** What was promised for later, as a sentence; empty where nothing was. */
export function laterWords(later: unknown, dayWords: Told["dayWords"]): string {
  if (!Array.isArray(later)) return "";
  const each = (later as { name: string; due: string | null }[]).map(({ name, due }) => `“${name}”${due ? `（${dayWords(due)}前）` : ""}`);
  return `请在办理进度里补交：${each.join("、")}，也可以交给窗口。`;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** By how much a clock is longer: as many working days as a person said, else what the flow gave. */
function longerBy({ days, by }: Readonly<Record<string, unknown>>): string {
  if (typeof days === "number") return ` ${days} 个工作日`;
  const given = amountOf(text(by));
  return given ? ` ${given.amount} ${UNITS[given.unit]}` : "了期限";
}

/** What whoever began a matter is told after acts of code where its kind does not say it better, nothing where the act does not concern them. */
export const WORDINGS: Record<string, (told: Told) => Wording | undefined> = {
  extended: ({ item, due, data }) => ({
    title: "办理期限延长",
    body: `您的「${item}」延长${longerBy(data)}${due ? `，${due}前办完` : ""}。${text(data["reason"]) && `理由：${text(data["reason"])}`}`,
  }),
  // Of days of the house the owner is not told: only of the promise.
  "due-moved": ({ item, due, data }) =>
    typeof data["due"] === "string" && due !== null
      ? { title: "办结日期有调整", body: `因节假日安排调整，您的「${item}」改为${due}前办完。办理的工作日数没有变。` }
      : undefined,
  issued: ({ item, terms }) => ({ title: "证照已发放", body: `「${item}」的电子证照已经放进您的卡包，和纸质证照有同样的效力。${terms}` }),
  paid: ({ item, terms }) => ({ title: "待遇已列入发放", body: `「${item}」已列入发放。${terms}` }),
  objected: ({ item }) => ({ title: "受益人提出异议", body: `您替别人办的「${item}」，受益人本人提出了异议。在工作人员核实以前，先不办理、不发放。` }),
  terminated: ({ item, data }) => ({ title: "终止办理", body: `您的「${item}」已经终止办理。理由：${text(data["reason"])}。情况有变化可以重新申请。` }),
  "material-due": ({ item, data, dayWords }) => ({
    title: "请补交材料",
    body: `您的「${item}」还差您答应后补的材料：${(data["names"] as string[]).map((name) => `“${name}”`).join("、")}，请在${dayWords(data["day"])}前补交。没有补交的，这件事办不成。`,
  }),
  "draft-leaving": ({ item, data }) => ({
    title: "草稿快要删除了",
    body: `您的「${item}」还没有提交，很久没有改动，${longDayInWords(data["day"])}以后会删除。还要办的请在这以前打开接着填。`,
  }),
};

interface PaidTold {
  name: string;
  day: string;
  yuan: string;
  months: number;
}

/** What whoever draws money is told of what happens to it. */
export const OF_PAYMENT: Record<string, (told: PaidTold) => Wording> = {
  amount: ({ name, day, yuan }) => ({ title: "待遇金额调整", body: `您的「${name}」从 ${day}起调整为每期 ${yuan} 元。` }),
  "account-asked": ({ name }) => ({ title: "换账户的申请已收到", body: `您申请换「${name}」的收款账户，工作人员核对以后生效。不是您申请的，请马上打 12345。` }),
  account: ({ name }) => ({ title: "收款账户已换", body: `您的「${name}」以后打到新的账户。不是您申请的，请马上打 12345。` }),
  "account-declined": ({ name }) => ({ title: "没有换收款账户", body: `您的「${name}」没有换收款账户，理由写在“我的待遇”里。` }),
  suspended: ({ name }) => ({ title: "待遇暂停发放", body: `您的「${name}」暂停发放，等工作人员核查。理由写在“我的待遇”里。` }),
  objected: ({ name }) => ({ title: "异议已收到", body: `您对「${name}」提出的异议已经收到，核实以前先不发放。` }),
  resumed: ({ name }) => ({ title: "待遇恢复发放", body: `您的「${name}」恢复发放。` }),
  ended: ({ name, day }) => ({ title: "待遇停发", body: `您的「${name}」发到 ${day}为止。理由写在“我的待遇”里。` }),
  recovery: ({ name, months, yuan }) => ({ title: "请退回多发的钱", body: `「${name}」多发了 ${months} 个月，共 ${yuan} 元，请按通知退回。` }),
};
