import { expect, test } from "vitest";
import { actSaid, kindOf, tellsOf } from "#content/kind";
import { readPack } from "#content/pack";
import { worded } from "#matter/act";
import { leadOf } from "./leading.ts";
import { dayInWords as dayWords, laterWords, OF_PAYMENT, WORDINGS } from "./wording.ts";

const { kind } = kindOf("application", readPack("packs/application").pack!.kinds[0]!.written, readPack("packs/common").pack!.elements);

// Each notice as somebody reads it, word for word.

const ITEM = "食品经营许可";
const DUE = "12月5日";
const later = [
  { name: "健康证明", due: "2026-12-05" },
  { name: "平面图", due: null },
];

test.each<[string, { data?: object; due?: string; terms?: string }, string, string]>([
  ["submitted", {}, "申请已收到", "您的「食品经营许可」申请已经收到，收件凭证可以在办件里下载。工作人员会在 5 个工作日内告诉您是否受理。"],
  ["supplement-asked", {}, "请补正材料", "您的「食品经营许可」还缺一些内容，请按补正告知书补齐。补齐以前不计时。"],
  ["supplemented", {}, "补正已收到", "您补正的「食品经营许可」材料已经收到，工作人员会在 5 个工作日内告诉您是否受理。"],
  ["accepted", {}, "申请已受理", "您的「食品经营许可」已经受理。"],
  [
    "accepted",
    { due: DUE, data: { later } },
    "申请已受理",
    "您的「食品经营许可」已经受理，12月5日前办完。请在办理进度里补交：“健康证明”（12月5日前）、“平面图”，也可以交给窗口。",
  ],
  ["accepted-by-law", {}, "申请视为受理", "受理部门没有在法定时间内答复您的「食品经营许可」，依法自收到之日起视为受理。"],
  [
    "accepted-by-law",
    { due: DUE, data: { later: later.slice(1) } },
    "申请视为受理",
    "受理部门没有在法定时间内答复您的「食品经营许可」，依法自收到之日起视为受理，12月5日前办完。请在办理进度里补交：“平面图”，也可以交给窗口。",
  ],
  ["declined", { data: { reason: "不在本市" } }, "不予受理", "您的「食品经营许可」没有受理。理由：不在本市"],
  ["declined", {}, "不予受理", "您的「食品经营许可」没有受理。理由："],
  [
    "special-started",
    { data: { name: "专家评审", expectedDays: 10 } },
    "暂停计时",
    "您的「食品经营许可」需要专家评审，预计 10 个工作日，这段时间不计入办理期限。",
  ],
  ["special-ended", {}, "恢复计时", "您的「食品经营许可」继续办理。"],
  ["special-ended", { due: DUE }, "恢复计时", "您的「食品经营许可」继续办理，12月5日前办完。"],
  ["extended", { data: { days: 5, reason: "案情复杂" } }, "办理期限延长", "您的「食品经营许可」延长 5 个工作日。理由：案情复杂"],
  ["extended", { due: DUE, data: { days: 5, reason: "案情复杂" } }, "办理期限延长", "您的「食品经营许可」延长 5 个工作日，12月5日前办完。理由：案情复杂"],
  ["due-moved", { due: DUE, data: { due: "2026-12-05" } }, "办结日期有调整", "因节假日安排调整，您的「食品经营许可」改为12月5日前办完。办理的工作日数没有变。"],
  ["granted", {}, "已经批准", "您的「食品经营许可」已经批准。"],
  ["granted", { terms: "有效期：5 年。" }, "已经批准", "您的「食品经营许可」已经批准。有效期：5 年。"],
  ["refused", { data: { reason: "场所不合" } }, "不予许可", "您的「食品经营许可」没有批准。理由：场所不合。决定书写明了申请行政复议和提起诉讼的办法。"],
  ["issued", { terms: "有效期：5 年。" }, "证照已发放", "「食品经营许可」的电子证照已经放进您的卡包，和纸质证照有同样的效力。有效期：5 年。"],
  ["paid", { terms: "每月 100 元。" }, "待遇已列入发放", "「食品经营许可」已列入发放。每月 100 元。"],
  ["objected", {}, "受益人提出异议", "您替别人办的「食品经营许可」，受益人本人提出了异议。在工作人员核实以前，先不办理、不发放。"],
  ["terminated", { data: { reason: "您没有补正" } }, "终止办理", "您的「食品经营许可」已经终止办理。理由：您没有补正。情况有变化可以重新申请。"],
  [
    "material-due",
    { data: { names: ["健康证明", "平面图"], day: "2026-10-31" } },
    "请补交材料",
    "您的「食品经营许可」还差您答应后补的材料：“健康证明”、“平面图”，请在10月31日前补交。没有补交的，这件事办不成。",
  ],
  [
    "draft-leaving",
    { data: { day: "2026-02-03" } },
    "草稿快要删除了",
    "您的「食品经营许可」还没有提交，很久没有改动，2026年2月3日以后会删除。还要办的请在这以前打开接着填。",
  ],
  ["closed", {}, "已经办结", "您的「食品经营许可」已经办结。请您评价这次服务。"],
])("whoever applied is told of %s: %o", (act, { data = {}, due = null, terms = "" }, title, body) => {
  const given = data as Record<string, unknown>;
  const told = tellsOf(kind, act)["applicant"];
  const notice = { due: due ?? "", terms, later: laterWords(given["later"], dayWords) };
  const said = told && { title: told.title ?? actSaid(kind, act), body: worded(told.text, { item: { name: ITEM }, ...given, notice }) };
  expect(said ?? WORDINGS[act]!({ item: ITEM, due, data: given, terms, dayWords })).toEqual({ title, body });
});

test("a day of the house that moved is not told, nor one that is no day any more", () => {
  const moved = (due: string | null, data: Record<string, unknown>): unknown => WORDINGS["due-moved"]!({ item: ITEM, due, data, terms: "", dayWords });
  expect([moved(DUE, {}), moved(null, { due: "2026-12-05" })]).toEqual([undefined, undefined]);
});

test.each([
  ["submitted", "有人替您申请了", "余*替您申请了「高龄津贴」。不是您的意思、或者内容不对的，可以在这里提出异议。"],
  ["granted", "替您办的事已经批准", "余*替您申请的「高龄津贴」已经批准。每月 100 元。收款账户不是您本人的，请马上提出异议。"],
  ["refused", "替您办的事没有批准", "余*替您申请的「高龄津贴」没有批准。"],
  ["declined", "替您办的事没有受理", "余*替您申请的「高龄津贴」没有受理。"],
  ["withdrawn", "替您办的事已经撤回", "余*撤回了替您提出的「高龄津贴」申请。"],
  ["terminated", "替您办的事已经终止", "余*替您申请的「高龄津贴」已经终止办理。"],
])("whom it is for is told of %s", (act, title, body) => {
  const told = tellsOf(kind, act)["beneficiary"]!;
  const scope = { item: { name: "高龄津贴" }, party: { applicant: { label: "余*" } }, notice: { terms: "每月 100 元。" } };
  expect({ title: told.title, body: worded(told.text, scope) }).toEqual({ title, body });
});

test.each([
  ["amount", "待遇金额调整", "您的「高龄津贴」从 2026年12月1日起调整为每期 250.50 元。"],
  ["account-asked", "换账户的申请已收到", "您申请换「高龄津贴」的收款账户，工作人员核对以后生效。不是您申请的，请马上打 12345。"],
  ["account", "收款账户已换", "您的「高龄津贴」以后打到新的账户。不是您申请的，请马上打 12345。"],
  ["account-declined", "没有换收款账户", "您的「高龄津贴」没有换收款账户，理由写在“我的待遇”里。"],
  ["suspended", "待遇暂停发放", "您的「高龄津贴」暂停发放，等工作人员核查。理由写在“我的待遇”里。"],
  ["objected", "异议已收到", "您对「高龄津贴」提出的异议已经收到，核实以前先不发放。"],
  ["resumed", "待遇恢复发放", "您的「高龄津贴」恢复发放。"],
  ["ended", "待遇停发", "您的「高龄津贴」发到 2026年12月1日为止。理由写在“我的待遇”里。"],
  ["recovery", "请退回多发的钱", "「高龄津贴」多发了 3 个月，共 250.50 元，请按通知退回。"],
])("whoever draws money is told of %s", (kind, title, body) => {
  expect(OF_PAYMENT[kind]!({ name: "高龄津贴", day: "2026年12月1日", yuan: "250.50", months: 3 })).toEqual({ title, body });
});

test("of a step in which much happens one thing is told: what came of it, before how it came to it", () => {
  const lead = (...step: string[]): string | undefined => leadOf(kind, step, "applicant", true);
  expect(lead("submitted")).toBe("submitted");
  expect(lead("submitted", "judged", "accepted")).toBe("accepted");
  expect(lead("submitted", "accepted", "granted", "paid", "recorded", "closed")).toBe("granted");
  expect(lead("decided", "granted", "issued", "closed")).toBe("granted");
  expect(lead("decided", "refused", "closed")).toBe("refused");
  expect(lead("declined")).toBe("declined");
  expect(lead("terminated")).toBe("terminated");
  expect([lead("reviewed"), lead("material-due"), lead("noted")]).toEqual([undefined, "material-due", undefined]);
  // Acts of code tell whoever began the matter, and nobody else.
  expect(leadOf(kind, ["issued"], "applicant", false)).toBeUndefined();
});

test("a day that is none is said as nothing", () => expect([undefined, "soon", "2026-02", "2026-02-03"].map(dayWords)).toEqual(["", "", "", "2月3日"]));
