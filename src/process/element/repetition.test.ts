import { describe, expect, test } from "vitest";
import { when } from "../../../test/model.ts";
import { formula, reading, task } from "./element.fixture.ts";

const many = (inside: string, more = ""): string => task(`<multiInstanceLoopCharacteristics ${more}>${inside}</multiInstanceLoopCharacteristics>`);
const loop = (inside: string, more = ""): string => task(`<standardLoopCharacteristics ${more}>${inside}</standardLoopCharacteristics>`);

describe("an activity done several times", () => {
  test("in a loop goes on while its condition holds, as often as it says at most", async () => {
    expect(await reading(loop(formula("loopCondition", "again"), 'testBefore="true" loopMaximum="3"'))).toMatchObject({
      own: { loop: { before: true, when: "again", most: 3 } },
      broken: [],
    });
    expect((await reading(loop(formula("loopCondition", "again")))).own["loop"]).toEqual({ before: false, when: "again" });
    expect((await reading(loop(""))).broken).toEqual(["loop-condition"]);
    expect((await reading(loop(formula("loopCondition", "again"), 'loopMaximum="0"'))).broken).toEqual(["loop-maximum"]);
  });

  test("over a list or a number of instances, not over both nor neither", async () => {
    expect((await reading(many("", 'isSequential="true" yw:collection="=units" yw:element="unit"'))).own["many"]).toEqual({
      sequential: true,
      collection: "=units",
      element: "unit",
    });
    const until = formula("completionCondition", "done = 2");
    expect((await reading(many(formula("loopCardinality", "3") + until))).own["many"]).toEqual({ sequential: false, cardinality: "3", until: "done = 2" });
    expect((await reading(many(""))).broken).toEqual(["many-collection"]);
    expect((await reading(many(formula("loopCardinality", "3"), 'yw:collection="=units"'))).broken).toEqual(["many-collection"]);
  });

  const AGREED = 'count(results[outcome = "agree"])';
  const DISAGREED = 'count(results[outcome = "disagree"])';
  test.each([
    ["all", 'yw:vote="all"', `${AGREED} >= total or ${DISAGREED} > total - total`, `${AGREED} >= total`],
    ["two", 'yw:vote="2"', `${AGREED} >= 2 or ${DISAGREED} > total - 2`, `${AGREED} >= 2`],
    [
      "a share, rounded up",
      'yw:vote="60%"',
      `${AGREED} >= ceiling(total * 60 / 100) or ${DISAGREED} > total - ceiling(total * 60 / 100)`,
      `${AGREED} >= ceiling(total * 60 / 100)`,
    ],
    [
      "all where only the veto is said",
      'yw:veto="true"',
      `${AGREED} >= total or ${DISAGREED} > total - total or ${DISAGREED} > 0`,
      `${AGREED} >= total and ${DISAGREED} = 0`,
    ],
  ])("by a vote of %s is decided as soon as no more signature could change it", async (_, more, until, passed) => {
    const { own, broken } = await reading(many("", `yw:collection="=units" ${more}`));
    expect([own["many"], broken]).toEqual([{ sequential: false, collection: "=units", until, passed }, []]);
  });

  test.each(["0", "01", "1000", "0%", "101%", "half", "-1"])("by a vote of %j is refused", async (vote) => {
    expect((await reading(many("", `yw:collection="=units" yw:vote="${vote}"`))).broken).toEqual(["many-vote"]);
  });

  test("by a vote that is vetoed oddly, or that has a condition of its own as well, is refused", async () => {
    expect((await reading(many("", 'yw:collection="=units" yw:veto="yes"'))).broken).toEqual(["many-vote"]);
    expect((await reading(many(formula("completionCondition", "true"), 'yw:collection="=units" yw:vote="all"'))).broken).toEqual(["vote-or-condition"]);
  });

  test("reports as its instances complete: each, the first, or where it says so", async () => {
    const event = { throws: "signal", signal: "alarm" };
    const reports = async (inside: string, more: string) => {
      const { own, broken } = await reading(many(formula("loopCardinality", "3") + inside, more));
      return [(own["many"] as { reports?: unknown }).reports, broken];
    };
    expect(await reports("", 'behavior="None" noneBehaviorEventRef="shared"')).toEqual([[{ event }], []]);
    expect(await reports("", 'behavior="One" oneBehaviorEventRef="shared"')).toEqual([[{ first: true, event }], []]);
    const complex = (more: string): string =>
      `<complexBehaviorDefinition>${more}<event xsi:type="tImplicitThrowEvent">${when("signal alarm")}</event></complexBehaviorDefinition>`;
    expect(await reports(complex(formula("condition", "done = 1")), 'behavior="Complex"')).toEqual([[{ when: "done = 1", event }], []]);
    expect(await reports("", 'behavior="All"')).toEqual([undefined, []]);
    for (const [inside, more] of [
      ["", 'behavior="None"'],
      ["", 'behavior="One"'],
      ["", 'behavior="Complex"'],
      [complex(""), 'behavior="Complex"'],
    ] as const)
      expect(await reports(inside, more)).toEqual([undefined, ["many-behavior"]]);
  });
});
