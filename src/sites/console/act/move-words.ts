import type { MoveName } from "#matter/move";

/** How the page of a move reads: what will happen, one sentence each, and the verb on the button. */
interface MoveWords {
  consequences: string[];
  confirm: string;
  /** What the free text is called; undefined where none is asked for. */
  reason?: string;
  hint?: string;
  grave?: boolean;
}

const READ = "会记入办理过程，办理人员都能看到。";

/** The words of every move. */
export const MOVE_WORDS: Record<MoveName, MoveWords> = {
  return: {
    consequences: ["件回到您选的环节，由当时的办理人重新办。", "从那个环节往后的结果作废，要重新办；并行的其他环节不受影响。", "办理期限照常计算。"],
    confirm: "退回",
    reason: "退回的原因",
    hint: READ,
  },
  "take-back": {
    consequences: ["您刚办完的环节回到您这里，可以重新办。", "后面还没有人办理，所以可以取回。"],
    confirm: "取回",
    reason: "取回的原因",
    hint: READ,
  },
  "hand-over": { consequences: ["这个环节从此由对方办理，不再出现在您的待办里。"], confirm: "转办", reason: "转办的原因", hint: READ },
  delegate: {
    consequences: ["请一位同事先看、先办，并写下意见。", "环节仍是您的：对方写完意见以后，由您办结。"],
    confirm: "委派",
    reason: "请对方做什么",
    hint: READ,
  },
  sign: {
    consequences: ["前加签：对方签完，您才能办。", "并加签：你们同时办，都办完才往下走。", "后加签：您办完以后，再由对方签。"],
    confirm: "加签",
    reason: "请对方签什么",
    hint: READ,
  },
  unsign: { consequences: ["不再等这位同事的意见。"], confirm: "减签", reason: "减签的原因", hint: READ },
  "add-countersigner": { consequences: ["多一个单位会签，会签结果按新的单位数计算。"], confirm: "增加会签单位", reason: "原因", hint: READ },
  "drop-countersigner": { consequences: ["不再等这个单位会签，会签结果按剩下的单位数计算。"], confirm: "减少会签单位", reason: "原因", hint: READ },
  urge: { consequences: ["正在办理的人员会在待办里看到催办。"], confirm: "催办", reason: "想说的话（可以不写）" },
  suspend: {
    consequences: ["恢复以前，谁都不能办这件事。", "法定期限照常计算。要连期限一起停，请用“暂停计时”。"],
    confirm: "挂起",
    reason: "挂起的原因",
    hint: READ,
  },
  resume: { consequences: ["从挂起的地方接着办。"], confirm: "恢复办理", reason: "说明（可以不写）" },
  terminate: {
    consequences: ["这件事到此为止，不再作出决定。", "当事人会收到终止办理告知书，写明理由和依据。", "终止以后不能恢复，当事人可以重新提出。"],
    confirm: "终止办理",
    reason: "终止的理由",
    hint: "当事人会看到。",
    grave: true,
  },
  jump: {
    consequences: ["件直接到您选的环节，中间的环节不再办。", "中间自动办理的动作不会发生。", "只在流程走不下去时使用。"],
    confirm: "跳转",
    reason: "跳转的原因",
    hint: READ,
    grave: true,
  },
  copy: { consequences: ["对方可以看这件事，在待办里点“阅知”。", "不影响办理。"], confirm: "抄送", reason: "附言（可以不写）" },
  acknowledge: { consequences: ["您已经看过这件事。"], confirm: "阅知" },
};
