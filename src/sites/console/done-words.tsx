import type { NoticeProps } from "#ui";

// Pages that follow an act name it in their address by a key of this table; the sentence itself never comes from an address.
const WORDS: Record<string, [title: string, more?: string]> = {
  accept: ["已受理", "受理通知书已生成，申请人会收到通知。"],
  supplement: ["已要求补正", "补正告知书已生成，申请人会收到通知。补正期间不计时。"],
  decline: ["已作出不予受理决定", "决定书已生成，申请人会收到通知。"],
  pass: ["已记录，结论为通过"],
  fail: ["已记录，结论为不通过"],
  agree: ["会签意见已提交：同意"],
  disagree: ["会签意见已提交：不同意"],
  grant: ["已准予", "决定书已生成，申请人会收到通知。"],
  refuse: ["已作出不予许可决定", "决定书已生成，写明了理由、依据和救济途径，申请人会收到通知。"],
  paused: ["特别程序已开始，暂停计时", "告知书已生成，申请人会收到通知。"],
  resumed: ["特别程序已结束，恢复计时"],
  extended: ["办理期限已延长", "申请人会收到通知。"],
  suspended: ["证照已暂扣", "扫码核验会显示暂扣。"],
  lifted: ["已解除暂扣", "证照恢复有效。"],
  cancelled: ["证照已失去效力", "扫码核验会显示现在的状态。"],
  step: ["已记录这一步"],
  disabled: ["账号已停用", "这个账号的登录已经失效。"],
  enabled: ["账号已恢复"],
  appointed: ["任职已生效"],
  ended: ["任职已结束", "记录仍保留在历史里。"],
  return: ["已退回", "当时的办理人会在待办里看到。"],
  "take-back": ["已取回", "可以重新办理了。"],
  "hand-over": ["已转办"],
  delegate: ["已委派", "对方写完意见以后，由您办结。"],
  sign: ["已加签"],
  unsign: ["已减签"],
  "add-countersigner": ["已增加会签单位"],
  "drop-countersigner": ["已减少会签单位"],
  urge: ["已催办", "办理人员会在待办里看到。"],
  suspend: ["已挂起", "恢复以前谁都不能办，法定期限照常计算。"],
  resume: ["已恢复办理"],
  terminate: ["已终止办理", "终止办理告知书已生成，申请人会收到通知。"],
  jump: ["已跳转"],
  copy: ["已抄送"],
  acknowledge: ["已阅知"],
  absence: ["代理已登记", "代理人从开始那天起可以替您办理。"],
  "absence-ended": ["代理已结束"],
  saved: ["草稿已保存", "检查通过并发布以后才生效。"],
  migrated: ["已经迁移", "结果在下面的迁移记录里。"],
  undone: ["已退回原版"],
  "partly-undone": ["有的件已经有人办理，没有退回", "其余的已退回原版。"],
  published: ["新版本已发布", "新的申请按新版本办理；正在办理的件仍按原来的版本。"],
  day: ["日历已更新", "新的期限按更新后的日历计算。"],
};

/** The notice for a key in an address; undefined for anything unknown. */
export function noticeFor(key: string | undefined): NoticeProps | undefined {
  const words = key !== undefined && Object.hasOwn(WORDS, key) ? WORDS[key] : undefined;
  return words && { kind: "done", title: words[0], ...(words[1] && { children: <p>{words[1]}</p> }) };
}
