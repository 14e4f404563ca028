/** How a notice reads: title, body; `wait` marks those that wait for the reader. Written for somebody who has never seen an office from inside. */
interface Wording {
  title: string;
  body: string;
  wait?: boolean;
}

interface Told {
  item: string;
  due: string | null;
  data: Record<string, unknown>;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** What the applicant is told after each act that concerns them, nothing where that act does not; acts that are not here are seen in the progress only. */
export const WORDINGS: Record<string, (told: Told) => Wording | undefined> = {
  submitted: ({ item }) => ({ title: "申请已收到", body: `您的「${item}」申请已经收到，收件凭证可以在办件里下载。工作人员会在 5 个工作日内告诉您是否受理。` }),
  "supplement-asked": ({ item }) => ({ title: "请补正材料", body: `您的「${item}」还缺一些内容，请按补正告知书补齐。补齐以前不计时。`, wait: true }),
  supplemented: ({ item }) => ({ title: "补正已收到", body: `您补正的「${item}」材料已经收到，工作人员会在 5 个工作日内告诉您是否受理。` }),
  accepted: ({ item, due }) => ({ title: "申请已受理", body: `您的「${item}」已经受理${due ? `，${due}前办完` : ""}。` }),
  "accepted-by-law": ({ item, due }) => ({
    title: "申请视为受理",
    body: `受理部门没有在法定时间内答复您的「${item}」，依法自收到之日起视为受理${due ? `，${due}前办完` : ""}。`,
  }),
  declined: ({ item, data }) => ({ title: "不予受理", body: `您的「${item}」没有受理。理由：${text(data["reason"])}` }),
  "special-started": ({ item, data }) => ({
    title: "暂停计时",
    body: `您的「${item}」需要${text(data["name"])}，预计 ${String(data["expectedDays"])} 个工作日，这段时间不计入办理期限。`,
  }),
  "special-ended": ({ item, due }) => ({ title: "恢复计时", body: `您的「${item}」继续办理${due ? `，${due}前办完` : ""}。` }),
  extended: ({ item, due, data }) => ({
    title: "办理期限延长",
    body: `您的「${item}」延长 ${String(data["days"])} 个工作日${due ? `，${due}前办完` : ""}。理由：${text(data["reason"])}`,
  }),
  // Of days of the house the applicant is not told: only of the promise.
  "due-moved": ({ item, due, data }) =>
    typeof data["due"] === "string" && due !== null
      ? { title: "办结日期有调整", body: `因节假日安排调整，您的「${item}」改为${due}前办完。办理的工作日数没有变。` }
      : undefined,
  granted: ({ item }) => ({ title: "已经批准", body: `您的「${item}」已经批准。` }),
  refused: ({ item, data }) => ({
    title: "不予许可",
    body: `您的「${item}」没有批准。理由：${text(data["reason"])}。决定书写明了申请行政复议和提起诉讼的办法。`,
  }),
  issued: ({ item }) => ({ title: "证照已发放", body: `「${item}」的电子证照已经放进您的卡包，和纸质证照有同样的效力。` }),
  paid: ({ item }) => ({ title: "待遇已列入发放", body: `「${item}」已列入按月发放，会打到您填写的账户。` }),
  terminated: ({ item, data }) => ({ title: "终止办理", body: `您的「${item}」已经终止办理。理由：${text(data["reason"])}。情况有变化可以重新申请。` }),
  closed: ({ item }) => ({ title: "已经办结", body: `您的「${item}」已经办结。请您评价这次服务。` }),
};
