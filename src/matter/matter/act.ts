import { GENESIS, link } from "#kernel/trace";

/** Every kind of act, in the words its applicant reads. */
export const ACTS = {
  started: "开始填写",
  submitted: "提交申请",
  "supplement-asked": "要求补正材料",
  supplemented: "补正材料",
  accepted: "受理",
  "accepted-by-law": "逾期未告知，视为受理",
  declined: "不予受理",
  "material-brought": "补交材料",
  reviewed: "材料审查",
  inspected: "现场核查",
  countersigned: "会签",
  decided: "作出决定",
  handled: "办理",
  returned: "退回重新办理",
  judged: "按规则核对",
  "special-started": "特别程序开始，暂停计时",
  "special-ended": "特别程序结束，恢复计时",
  extended: "延长办理期限",
  "due-moved": "期限因节假日安排调整",
  granted: "准予",
  refused: "不予许可",
  issued: "制发证照",
  paid: "发放待遇",
  recorded: "登记入库",
  delivered: "送达",
  withdrawn: "申请人撤回",
  objected: "受益人提出异议",
  closed: "办结",
  unmasked: "查看完整个人信息",
  urged: "催办",
  "handed-over": "转办",
  delegated: "委派",
  "sign-asked": "加签",
  "sign-dropped": "减签",
  signed: "签署意见",
  "taken-back": "取回",
  suspended: "挂起",
  resumed: "恢复办理",
  terminated: "终止办理",
  jumped: "跳转",
  copied: "抄送",
  acknowledged: "阅知",
  "message-sent": "发出消息",
  "message-received": "收到消息",
  "signal-sent": "发出信号",
  "signal-received": "收到信号",
  escalated: "升级提醒",
  begun: "开始一项工作",
  migrated: "改按新版流程办理",
  "migration-undone": "恢复按原版流程办理",
} as const;

export type ActKind = keyof typeof ACTS;

/** Who did an act, kept with it: names as they were. */
export interface ActActor {
  kind: "person" | "staff" | "system" | "anonymous";
  id: string;
  name: string;
  unit?: string;
  onBehalf?: string;
}

/** Something that happened to a matter. */
export interface Act {
  seq: number;
  kind: ActKind;
  at: Date;
  actor: ActActor;
  data: Record<string, unknown>;
}

/** An act with its place in the matter's chain. */
export interface LinkedAct extends Act {
  hash: Buffer;
}

/** What of an act is linked: everything but the link itself. */
export function actRecord(matterId: string, act: Act): object {
  return { matterId, seq: act.seq, kind: act.kind, at: act.at.toISOString(), actor: act.actor, data: act.data };
}

/** Appends acts to a chain: each links to the one before. */
export function linkActs(matterId: string, head: Buffer | null, acts: Act[]): LinkedAct[] {
  let before: Buffer = head ?? GENESIS;
  return acts.map((act) => {
    before = link(before, actRecord(matterId, act));
    return { ...act, hash: before };
  });
}
