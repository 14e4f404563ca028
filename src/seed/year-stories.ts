import type { TaskResult } from "#matter/work";

// How what is reported goes, in a year of a made city. The shares are made up, in the proportions that cities publish.

/** When something is done: so many working days later, at an hour; `+` minutes after what came before. */
export type When = `+${number}` | [days: number, hour: string];

/** How a matter goes: the share of those of its sort that go so, and what is done at each step, by node. */
export interface StoryOfYear {
  name: string;
  share: number;
  steps: readonly [when: When, node: string, result: TaskResult][];
  /** Where it is still running: so many hours ago it came. */
  open?: number;
  /** How whoever reported it rated it at the end. */
  rated?: number;
  channel?: "online";
}

const dispatch: TaskResult = { outcome: "dispatch", unit: "UNIT" };
const sign: TaskResult = { outcome: "sign" };
const done: TaskResult = { outcome: "done", answer: "DONE" };
const visit = (outcome: string, solved: string, satisfied: string, more = {}): TaskResult => ({ outcome, reached: true, solved, satisfied, ...more });
const early: StoryOfYear["steps"] = [
  ["+25", "dispatch", dispatch],
  ["+90", "sign", sign],
];

const answered = (day: number, hour = "15:10"): StoryOfYear["steps"] => [...early, [[day, hour], "handle", done]];

/** Stories of orders that go to a unit. */
export const ORDERS: readonly StoryOfYear[] = [
  { name: "办好，非常满意", share: 17, rated: 1, steps: [...answered(1), [[2, "10:20"], "visit", visit("close", "yes", "1")]] },
  { name: "办好，满意", share: 24, steps: [...answered(2, "11:30"), [[3, "09:40"], "visit", visit("close", "yes", "2")]] },
  { name: "办好，基本满意", share: 12, rated: 3, steps: [...answered(4, "16:00"), [[5, "14:00"], "visit", visit("close", "yes", "3")]] },
  { name: "部分解决，不满意", share: 5, rated: 4, steps: [...answered(3), [[4, "10:00"], "visit", visit("close", "partly", "4")]] },
  {
    name: "没有解决，解释清楚了，非常不满意",
    share: 2,
    steps: [...answered(4), [[5, "10:00"], "visit", visit("close", "no", "5", { note: "已经说明法律规定" })]],
  },
  {
    name: "三次没有联系上",
    share: 5,
    steps: [
      ...answered(2),
      [[3, "10:00"], "visit", { outcome: "missed", reached: false, tried: 1 }],
      [[4, "15:00"], "visit", { outcome: "missed", reached: false, tried: 2 }],
      [[5, "18:30"], "visit", { outcome: "close", reached: false }],
    ],
  },
  {
    name: "派单晚了",
    share: 3,
    steps: [
      ["+170", "dispatch", dispatch],
      ["+60", "sign", sign],
      [[2, "15:00"], "handle", done],
      [[3, "10:00"], "visit", visit("close", "yes", "2")],
    ],
  },
  {
    name: "签收晚了",
    share: 3,
    steps: [
      ["+20", "dispatch", dispatch],
      [[2, "10:00"], "sign", sign],
      [[3, "16:00"], "handle", done],
      [[4, "10:00"], "visit", visit("close", "yes", "3")],
    ],
  },
  { name: "答复晚了", share: 5, steps: [...answered(7), [[8, "10:00"], "visit", visit("close", "yes", "4")]] },
  {
    name: "派错了，退单，重新派",
    share: 5,
    steps: [
      ["+25", "dispatch", { outcome: "dispatch", unit: "OTHER" }],
      ["+120", "sign", { outcome: "return", reason: "不属于本单位职责", basis: "三定规定", proposed: "UNIT" }],
      ["+60", "review_return", { outcome: "agree" }],
      ["+20", "dispatch", dispatch],
      [[1, "09:20"], "sign", sign],
      [[3, "15:00"], "handle", done],
      [[4, "10:00"], "visit", visit("close", "yes", "2")],
    ],
  },
  {
    name: "退单没有同意",
    share: 1,
    steps: [
      ["+25", "dispatch", dispatch],
      ["+100", "sign", { outcome: "return", reason: "人手不够", basis: "没有" }],
      ["+90", "review_return", { outcome: "refuse", reason: "三定规定写明由你单位负责" }],
      [[1, "09:20"], "sign", sign],
      [[4, "15:00"], "handle", done],
      [[5, "10:00"], "visit", visit("close", "partly", "3")],
    ],
  },
  {
    name: "延期以后办好",
    share: 6,
    steps: [
      ...early,
      [[3, "10:00"], "handle", { outcome: "extend", days: 5, reason: "要等配件" }],
      ["+120", "review_extend", { outcome: "agree" }],
      [[7, "15:00"], "handle", done],
      [[8, "10:00"], "visit", visit("close", "yes", "2")],
    ],
  },
  {
    name: "重办一次",
    share: 6,
    rated: 2,
    steps: [
      ...answered(2),
      [[3, "10:00"], "visit", visit("redo", "no", "4", { reason: "只办了一半" })],
      [[5, "15:00"], "handle", done],
      [[6, "10:00"], "visit", visit("close", "yes", "2")],
    ],
  },
  {
    name: "剔除",
    share: 2,
    steps: [
      ...answered(3),
      [[4, "10:00"], "visit", visit("exclude", "unreasonable", "5", { exclude_ground: "unreasonable", reason: "诉求没有法律依据" })],
      [[5, "11:00"], "judge", { outcome: "agree" }],
    ],
  },
  { name: "不受理", share: 2, steps: [["+30", "dispatch", { outcome: "decline", not_accepted: "lawsuit", reason: "这件事法院正在审理。" }]] },
  { name: "作废", share: 1, steps: [["+15", "dispatch", { outcome: "void", reason: "打错电话。" }]] },
  { name: "还没有派", share: 2, open: 1, steps: [] },
  { name: "等签收", share: 3, open: 5, steps: [early[0]!] },
  { name: "正在办", share: 8, open: 45, steps: early },
  { name: "等回访", share: 3, open: 70, steps: answered(1) },
];

/** Stories of what is answered at once. */
export const ANSWERED: readonly StoryOfYear[] = [
  {
    name: "当场答复，回访满意",
    share: 1,
    rated: 1,
    steps: [
      ["+8", "dispatch", { outcome: "answer", answer: "DONE" }],
      [[1, "10:00"], "visit", visit("close", "yes", "1")],
    ],
  },
];

/** Stories of firms, who are answered within a day. */
export const FAST: readonly StoryOfYear[] = [
  { name: "当天办好，满意", share: 70, steps: [...early, ["+240", "handle", done], [[1, "10:20"], "visit", visit("close", "yes", "1")]] },
  {
    name: "第二天早上办好",
    share: 18,
    steps: [
      ["+15", "dispatch", dispatch],
      ["+40", "sign", sign],
      ["+600", "handle", done],
      [[2, "10:20"], "visit", visit("close", "yes", "2")],
    ],
  },
  { name: "答复晚了", share: 10, steps: [...answered(3), [[4, "10:00"], "visit", visit("close", "partly", "4")]] },
  { name: "正在办", share: 3, open: 4, steps: early },
];

const register: TaskResult = { outcome: "register" };
const first: StoryOfYear["steps"] = [
  ["+30", "registering", register],
  ["+20", "dispatch", dispatch],
];
const disposed = (when: When): StoryOfYear["steps"] => [...first, [when, "dispose", { outcome: "done", note: "DONE" }]];

/** Stories of events of the city. */
export const EVENTS: readonly StoryOfYear[] = [
  { name: "按时处置", share: 52, steps: [...disposed("+70"), ["+120", "check", { outcome: "pass" }]] },
  { name: "处置晚了", share: 9, steps: [...disposed([4, "15:00"]), [[5, "09:30"], "check", { outcome: "pass" }]] },
  { name: "核查晚了", share: 3, steps: [...disposed("+70"), [[3, "15:00"], "check", { outcome: "pass" }]] },
  {
    name: "返工一次",
    share: 6,
    steps: [
      ...disposed("+70"),
      ["+60", "check", { outcome: "fail", reason: "没有处理干净" }],
      [[1, "10:00"], "dispose", { outcome: "done", note: "DONE" }],
      ["+90", "check", { outcome: "pass" }],
    ],
  },
  {
    name: "派错了，回退",
    share: 4,
    steps: [
      ["+30", "registering", register],
      ["+20", "dispatch", { outcome: "dispatch", unit: "OTHER" }],
      ["+50", "dispose", { outcome: "back", reason: "不归本单位管" }],
      ["+25", "dispatch", dispatch],
      [[1, "10:00"], "dispose", { outcome: "done", note: "DONE" }],
      ["+90", "check", { outcome: "pass" }],
    ],
  },
  {
    name: "延期",
    share: 4,
    steps: [
      ...first,
      ["+40", "dispose", { outcome: "postpone", days: 3, reason: "要调机械" }],
      ["+50", "approve_postpone", { outcome: "agree" }],
      [[3, "10:00"], "dispose", { outcome: "done", note: "DONE" }],
      ["+90", "check", { outcome: "pass" }],
    ],
  },
  {
    name: "市民上报，属实",
    share: 9,
    channel: "online",
    steps: [["+80", "verify", { outcome: "real" }], ...disposed("+60"), [[1, "09:40"], "check", { outcome: "pass" }]],
  },
  { name: "市民上报，不属实", share: 4, channel: "online", steps: [["+90", "verify", { outcome: "unreal", reason: "现场没有发现" }]] },
  {
    name: "核实晚了，没有立案",
    share: 1,
    channel: "online",
    steps: [
      [[1, "15:00"], "verify", { outcome: "real" }],
      ["+30", "registering", { outcome: "reject", reason: "没有到立案条件" }],
    ],
  },
  { name: "待立案", share: 1, open: 1, steps: [] },
  { name: "待核实", share: 1, open: 1, channel: "online", steps: [] },
  { name: "待派遣", share: 1, open: 1, steps: [first[0]!] },
  { name: "待处置", share: 4, open: 2, steps: first },
  { name: "待核查", share: 2, open: 5, steps: disposed("+70") },
];
