import type { State } from "./kind.ts";

/** States that every kind has; a kind may give them other words. */
export const CORE_STATES: Readonly<Record<string, State>> = {
  draft: { word: "草稿", phase: "draft" },
  withdrawn: { word: "已撤回", phase: "closed", tone: "plain" },
  terminated: { word: "已终止", phase: "closed", tone: "plain" },
};

/** Acts that every kind has, in the words of its history; a kind may give them other words, and say what they bring. */
export const CORE_ACTS: Readonly<Record<string, string>> = {
  started: "开始填写",
  submitted: "提交",
  withdrawn: "撤回",
  terminated: "终止办理",
  done: "办理",
  returned: "退回",
  supplied: "补充内容",
  "material-brought": "交来答应后补的材料",
  stopped: "暂停",
  resumed: "恢复办理",
  extended: "延长期限",
  "due-moved": "期限因节假日安排调整",
  late: "超过期限",
  judged: "按规则核对",
  objected: "提出异议",
  issued: "制发证照",
  paid: "发放",
  recorded: "登记入库",
  delivered: "送达",
  "delivery-agreed": "同意电子送达",
  "delivery-ended": "不再同意电子送达",
  "disclosure-ended": "撤下公示",
  unmasked: "查看完整个人信息",
  urged: "催办",
  "handed-over": "转办",
  delegated: "委派",
  "sign-asked": "加签",
  "sign-dropped": "减签",
  signed: "签署意见",
  "taken-back": "取回",
  jumped: "跳转",
  copied: "抄送",
  acknowledged: "阅知",
  linked: "关联",
  joined: "并入",
  reclassified: "改归类别",
  "message-sent": "发出消息",
  "message-received": "收到消息",
  "signal-sent": "发出信号",
  "signal-received": "收到信号",
  escalated: "升级提醒",
  "passed-on": "转出",
  "pass-received": "对方收到",
  "pass-refused": "对方没有收下",
  "pass-reported": "对方报来进展",
  "pass-answered": "对方办结",
  "pass-returned": "对方退回",
  "pass-taken-back": "收回",
  "pass-noted": "转来的单位说",
  "pass-withdrawn": "转来的单位收回",
  "report-refused": "对方没有收下进展",
  begun: "开始一项工作",
  "field-entry": "外勤送来",
  "field-note": "外勤备注",
  "sender-said": "来报的平台说",
  migrated: "改按新版流程办理",
  "migration-undone": "恢复按原版流程办理",
};

/** Acts of every kind that bring what the kind says they bring; the others are recorded, and nothing else. */
export const BROUGHT_ACTS: ReadonlySet<string> = new Set(["submitted", "done", "supplied", "extended", "stopped", "resumed", "terminated", "withdrawn"]);
/** Acts of every kind that parties read of, whatever the kind says of them. */
export const CORE_TOLD: ReadonlySet<string> = new Set([
  "submitted",
  "withdrawn",
  "terminated",
  "supplied",
  "material-brought",
  "extended",
  "due-moved",
  "objected",
  "issued",
  "paid",
  "urged",
  "delivered",
  "delivery-agreed",
  "delivery-ended",
  "reclassified",
  "passed-on",
  "pass-received",
  "pass-reported",
  "pass-answered",
  "pass-returned",
  "pass-taken-back",
]);

/** Flags that every kind has. */
export const CORE_FLAGS: Readonly<Record<string, string>> = { urged: "催办", late: "超期", supervised: "督办" };

/** Links that every kind has. */
export const CORE_LINKS: Readonly<Record<string, { word: string; to: "any" }>> = {
  parent: { word: "上级件", to: "any" },
  source: { word: "来源", to: "any" },
};
