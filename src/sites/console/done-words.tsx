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
  return: ["已退回重新审查"],
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
  day: ["日历已更新", "新的期限按更新后的日历计算。"],
};

/** The notice for a key in an address; undefined for anything unknown. */
export function noticeFor(key: string | undefined): NoticeProps | undefined {
  const words = key !== undefined && Object.hasOwn(WORDS, key) ? WORDS[key] : undefined;
  return words && { kind: "done", title: words[0], ...(words[1] && { children: <p>{words[1]}</p> }) };
}
