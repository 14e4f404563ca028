import { expect, test } from "vitest";
import type { Kind } from "./kind.ts";
import { actSaid, actWord, beginnerRole, beginnerWord, channelWord, firstState, isTold, phaseOf, statesAhead, stateTone, tellsOf } from "./words.ts";
import { kindOf } from "./expand.ts";

const written = {
  name: "工单",
  channels: { phone: { by: "agent", for: "caller", word: "电话" }, camera: { by: "program" } },
  parties: { caller: { word: "诉求人", who: ["person", "anonymous"] } },
  states: {
    new: { word: "待派单", phase: "received" },
    handling: "办理中",
    waiting: { word: "等配件", tone: "waiting" },
    void: { word: "作废", phase: "closed", tone: "bad" },
    done: { word: "已办好", phase: "closed", tone: "good" },
  },
  works: { fix: { word: "修理", role: "handler", act: "fixed", outcomes: { done: { word: "修好" }, void: { word: "作废", act: "voided" } } } },
  acts: {
    dispatched: { word: "派单", state: "handling", tells: { caller: "已经派给{unit.name}", holder: { title: "新工单", text: "请签收" } } },
    fixed: { word: "修好", said: "{step}好了", state: "done" },
    voided: { word: "作废", state: "void" },
    lapsed: { word: "失效", state: "void" },
    noted: "记一笔",
  },
};
const kind: Kind = kindOf("order", written, new Map() as never).kind;

test("an act has the word of the kind, and for parties what the kind says, with the name of the step", () => {
  expect([actWord(kind, "noted"), actWord(kind, "urged"), actWord(kind, "nobody's")]).toEqual(["记一笔", "催办", "nobody's"]);
  expect([actSaid(kind, "fixed", "换灯"), actSaid(kind, "noted")]).toEqual(["换灯好了", "记一笔"]);
});

test("parties read of what is said or told to them, and of nothing else of the house", () => {
  expect([isTold(kind, "dispatched", ["caller"]), isTold(kind, "fixed", ["caller"]), isTold(kind, "noted", ["caller"])]).toEqual([true, true, false]);
  expect(isTold(kind, "dispatched", ["another"])).toBe(false);
  expect(tellsOf(kind, "dispatched")).toEqual({ caller: { text: "已经派给{unit.name}" }, holder: { title: "新工单", text: "请签收" } });
});

test("what lies ahead is where works usually lead: no bad end, and no waiting", () => {
  expect(statesAhead(kind, "new")).toEqual(["handling", "done"]);
  expect(statesAhead(kind, "done")).toEqual([]);
});

test("states have phase and tone, and a matter begins in the first that is received", () => {
  expect([firstState(kind), phaseOf(kind, "handling"), phaseOf(kind, "withdrawn")]).toEqual(["new", "open", "closed"]);
  expect(["new", "handling", "waiting", "done", "void"].map((state) => stateTone(kind, state))).toEqual(["info", "running", "waiting", "good", "bad"]);
});

test("who begins a matter is a party by its channel, and a channel without a word is called by who uses it", () => {
  expect([beginnerRole(kind, "phone"), beginnerWord(kind, "phone"), beginnerWord(kind, "camera")]).toEqual(["caller", "诉求人", "当事人"]);
  expect([channelWord(kind, "phone"), channelWord(kind, "camera"), channelWord(kind, "fax")]).toEqual(["电话", "系统对接", "fax"]);
});
