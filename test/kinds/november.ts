import { begin } from "#matter/begin";
import { getMatter } from "#matter/matter";
import { completeTask, type TaskResult } from "#matter/work";
import { system } from "#kernel/ctx";
import { colleagueFor } from "../../src/seed/walk.ts";
import type { TestCity } from "../city.ts";

// Ten orders and six events of November, lived step by step.

export const LAMPS = "11990100MB00000057-04";
export const LAW = "11990100MB00000057-02";
const CLEAN = "11990100MB00000057-06";

/** Day and hour in November · work · result. */
type Step = [when: string, work: string, result: TaskResult];
type Story = [item: string, channel: string, form: Record<string, unknown>, begun: string, ...steps: Step[]];

const BOOKS = { where: { address: "书院街20号", area: "990101002001" } };
const PINES = { where: { address: "松林里8号", area: "990101001002" } };
const dispatch = (unit: string): TaskResult => ({ outcome: "dispatch", unit });
const sign: TaskResult = { outcome: "sign" };
const done: TaskResult = { outcome: "done", answer: "已经办好。" };
const visit = (outcome: string, solved: string, satisfied: string, more = {}): TaskResult => ({ outcome, reached: true, solved, satisfied, ...more });

// 受理后两小时派单，一个工作日签收，投诉五个工作日、涉企二十四小时答复.
export const ORDERS: Story[] = [
  // Everything in time; content.
  [
    "hotline-complaint",
    "online",
    BOOKS,
    "23T09:00",
    ["23T09:30", "dispatch", dispatch(LAMPS)],
    ["23T10:00", "sign", sign],
    ["24T10:00", "handle", done],
    ["24T15:00", "visit", visit("close", "yes", "1")],
  ],
  // A firm's: dispatched after three hours, signed for after two days, answered after two days; half solved, not content.
  [
    "hotline-business",
    "online",
    BOOKS,
    "23T09:00",
    ["23T12:00", "dispatch", dispatch(LAMPS)],
    ["25T13:00", "sign", sign],
    ["25T16:00", "handle", done],
    ["26T10:00", "visit", visit("close", "partly", "4")],
  ],
  // Sent back by the wrong unit, dispatched again.
  [
    "hotline-complaint",
    "online",
    PINES,
    "23T09:00",
    ["23T09:30", "dispatch", dispatch(LAW)],
    ["23T10:00", "sign", { outcome: "return", reason: "路灯不归执法大队管", basis: "三定规定" }],
    ["23T11:00", "review-return", { outcome: "agree" }],
    ["23T11:30", "dispatch", dispatch(LAMPS)],
    ["23T14:00", "sign", sign],
    ["24T10:00", "handle", done],
    ["24T15:00", "visit", visit("close", "yes", "2")],
  ],
  // Done again.
  [
    "hotline-complaint",
    "online",
    PINES,
    "23T09:00",
    ["23T09:30", "dispatch", dispatch(LAMPS)],
    ["23T10:00", "sign", sign],
    ["24T10:00", "handle", done],
    ["24T15:00", "visit", visit("redo", "no", "4", { reason: "只修好一盏" })],
    ["25T10:00", "handle", done],
    ["25T15:00", "visit", visit("close", "yes", "3")],
  ],
  // Given longer; still being handled.
  [
    "hotline-complaint",
    "online",
    PINES,
    "23T09:00",
    ["23T09:30", "dispatch", dispatch(LAW)],
    ["23T10:00", "sign", sign],
    ["24T10:00", "handle", { outcome: "extend", days: 5, reason: "要等检测" }],
    ["24T11:00", "review", { outcome: "agree" }],
  ],
  // Left out: a demand without ground.
  [
    "hotline-complaint",
    "online",
    BOOKS,
    "23T09:00",
    ["23T09:30", "dispatch", dispatch(LAW)],
    ["23T10:00", "sign", sign],
    ["24T10:00", "handle", done],
    ["24T15:00", "visit", visit("exclude", "unreasonable", "5", { exclude_ground: "unreasonable", reason: "规划许可齐全" })],
    ["25T10:00", "judge-exclusion", { outcome: "agree" }],
  ],
  // Praise: answered at once, nobody is visited.
  ["hotline-praise", "online", {}, "23T09:00", ["23T09:20", "dispatch", { outcome: "answer", answer: "谢谢您。" }]],
  // At court.
  ["hotline-complaint", "online", {}, "23T09:00", ["23T09:10", "dispatch", { outcome: "decline", not_accepted: "lawsuit", reason: "本案正在二审。" }]],
  // Forgotten: nobody dispatched it.
  ["hotline-complaint", "online", BOOKS, "24T09:00"],
  // The last day: not signed for yet, and not late.
  ["hotline-complaint", "online", PINES, "30T09:00", ["30T09:30", "dispatch", dispatch(LAMPS)]],
];

// 暴露垃圾: two working hours to register and to dispatch, four to dispose, eight to check.
export const EVENTS: Story[] = [
  [
    "event-garbage",
    "grid",
    BOOKS,
    "23T09:00",
    ["23T09:30", "registering", { outcome: "register" }],
    ["23T10:00", "dispatch", dispatch(CLEAN)],
    ["23T11:00", "dispose", { outcome: "done" }],
    ["23T15:00", "recheck", { outcome: "pass" }],
  ],
  // Verified, sent back by the wrong unit, disposed late, done again.
  [
    "event-garbage",
    "online",
    BOOKS,
    "23T09:00",
    ["23T10:00", "verify", { outcome: "real" }],
    ["23T14:30", "registering", { outcome: "register" }],
    ["23T15:00", "dispatch", dispatch(LAW)],
    ["23T16:00", "dispose", { outcome: "back", reason: "不归我们管" }],
    ["23T16:30", "dispatch", dispatch(CLEAN)],
    ["25T10:00", "dispose", { outcome: "done" }],
    ["25T11:00", "recheck", { outcome: "fail", reason: "还有一堆" }],
    ["25T14:00", "dispose", { outcome: "done" }],
    ["25T15:00", "recheck", { outcome: "pass" }],
  ],
  // Not true, and found so a day late.
  ["event-garbage", "online", PINES, "23T09:00", ["24T10:00", "verify", { outcome: "unreal", reason: "已经清走" }]],
  // Given longer, still to be disposed of, not late.
  [
    "event-garbage",
    "grid",
    PINES,
    "30T09:00",
    ["30T09:30", "registering", { outcome: "register" }],
    ["30T10:00", "dispatch", dispatch(CLEAN)],
    ["30T11:00", "dispose", { outcome: "postpone", days: 3, reason: "要调车" }],
    ["30T11:30", "approve", { outcome: "agree" }],
  ],
  // Late, and not disposed of.
  ["event-garbage", "grid", PINES, "24T09:00", ["24T09:30", "registering", { outcome: "register" }], ["24T10:00", "dispatch", dispatch(CLEAN)]],
  // Disposed of, the check is late.
  [
    "event-garbage",
    "grid",
    BOOKS,
    "24T09:00",
    ["24T09:30", "registering", { outcome: "register" }],
    ["24T10:00", "dispatch", dispatch(CLEAN)],
    ["24T11:00", "dispose", { outcome: "done" }],
  ],
];

const moment = (when: string): string => `2026-11-${when}:00+08:00`;

async function live(
  city: TestCity,
  item: string,
  channel: string,
  form: Record<string, unknown>,
  [begun, ...steps]: [string, ...Step[]] | (string | Step)[],
): Promise<void> {
  city.now = new Date(moment(begun as string));
  const ctx = channel === "grid" ? await city.staff("sangye") : city.ctx({ kind: "anonymous", id: "", name: "" });
  const { matterId } = await begin(ctx, { item, channel, form, ...(channel === "online" && { party: { kind: "anonymous" as const } }) });
  for (const [when, work, result] of steps as Step[]) {
    city.now = new Date(moment(when));
    const { open } = await getMatter(city.ctx(), matterId);
    const task = open.find(({ kind }) => kind === work);
    if (!task) throw new Error(`${item}: no ${work} waits at ${when}: ${open.map(({ kind }) => kind).join()}`);
    await completeTask(city.ctx(await colleagueFor(city.ctx(system("示例")), task)), matterId, task.taskId, result);
  }
}

/** Lives all of them, and comes to the noon of the first of December. */
export async function liveNovember(city: TestCity): Promise<void> {
  for (const [item, channel, form, ...steps] of ORDERS) await live(city, item, channel, { summary: "这里有点问题", ...form }, steps);
  for (const [item, channel, form, ...steps] of EVENTS) await live(city, item, channel, form, steps);
  city.now = new Date("2026-12-01T12:00:00+08:00");
}
