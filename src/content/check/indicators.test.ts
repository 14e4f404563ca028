import { expect, test } from "vitest";
import { packFaults, surroundingsOf } from "#content/check";
import { readPack } from "#content/pack";
import { city, faultsIn, faultsWith, copyOf, vocabulary } from "../../../test/packs.ts";

// What authors of indicators get wrong: told once, on the line where it stands, with the name that was meant.

const SIGNED = 5;

test.each<[what: string, from: string, to: string, line: number, gist: string]>([
  [
    "a kind that is not there",
    "name: 按时签收率, of: work-order",
    "name: 按时签收率, of: workorder",
    SIGNED,
    "没有件类“workorder”。您是不是想写“work-order”？",
  ],
  [
    "an act that the kind does not have",
    "met: [act.returned]",
    "met: [act.retured]",
    SIGNED + 1,
    "件类“工单”没有“act.retured”可以数。您是不是想写“act.returned”？",
  ],
  [
    "a clock that does not end by the act",
    "met: [act.signed-for.sign.met]",
    "met: [act.signed-for.handle.met]",
    SIGNED,
    "没有“act.signed-for.handle.met”可以数",
  ],
  [
    "an answer that is not to be chosen",
    "met: [closed.answer.visit.solved.yes]",
    "met: [closed.answer.visit.solved.done]",
    SIGNED + 4,
    "没有“closed.answer.visit.solved.done”可以数",
  ],
  [
    "a state that no matter ends in",
    "met: [closed.flag.excluded], of_all: [closed]",
    "met: [outcome.handling], of_all: [closed]",
    SIGNED + 8,
    "没有“outcome.handling”可以数",
  ],
  ["something counted twice", "of_all: [closed, open]", "of_all: [closed, open, closed]", SIGNED + 2, "“closed”写了两遍，会数两次"],
  [
    "left out before it is known",
    "of_all: [closed, open]",
    "of_all: [closed, open], without: [excluded]",
    SIGNED + 2,
    "“open”发生的时候还不知道会不会有这个标记",
  ],
  [
    "a flag that is not there",
    "without: [excluded], standard: 国办发",
    "without: [exluded], standard: 国办发",
    SIGNED + 6,
    "没有标记“exluded”。您是不是想写“excluded”？",
  ],
  [
    "a post that does not work on the kind",
    "of: work-order, post: handler",
    "of: work-order, post: handeler",
    SIGNED,
    "办理“工单”的没有角色“handeler”。您是不是想写“handler”？",
  ],
  ["an id that is there twice", "id: order-returned", "id: order-signed", SIGNED + 1, "指标“order-signed”重复"],
  [
    "a person by whom figures are told",
    "by: [item, area], standard: 唐山",
    "by: [item, person], standard: 唐山",
    SIGNED - 1,
    "只能是 unit、item、area 之一，这里是“person”",
  ],
])("%s", async (_what, from, to, line, gist) => {
  const faults = await faultsWith("hotline", "indicators.yaml", from, to);
  expect(faults).toEqual([expect.stringMatching(new RegExp(`^indicators.yaml:${line} `))]);
  expect(faults[0]).toContain(gist);
});

test("the packs that ship have no such fault", async () => {
  expect([await faultsIn(copyOf("hotline")), await faultsIn(copyOf("city"))]).toEqual([[], []]);
});

test("a role of which several packs speak works on the kinds of each", async () => {
  // 承办 is a role of 12345 and of supervision.
  const readings = ["common", "application", "city", "hotline", "supervision"].map((name) => readPack(`packs/${name}`));
  const around = surroundingsOf(
    readings.flatMap(({ pack }) => pack ?? []),
    vocabulary,
    city,
  );
  const faults = await packFaults(readings[3]!, around);
  expect(faults.filter(({ file }) => file.endsWith("indicators.yaml"))).toEqual([]);
});
