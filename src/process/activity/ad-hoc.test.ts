import { describe, expect, test } from "vitest";
import type { Active, Run, Wait } from "#process/token";
import { ENDS, flows, reviews } from "../../../test/model.ts";
import { active, runIn, scope, task } from "../../../test/run.ts";
import { adHocOf, beginInner, completeActivity } from "./index.ts";

const LINE = flows("s a", "a e");
const completed = (run: Run, id: string, value: unknown): void => completeActivity(run, run.active.get(id) as Wait, value);
const targets = (run: Run): string[] => run.tokens.map(({ node }) => node);

describe("an ad-hoc sub-process", () => {
  const adHoc = (more: string, inside = "") => [
    ENDS,
    `<adHocSubProcess id="a" ${more}>${reviews("x", "y", "z")}${flows("x z")}${inside}</adHocSubProcess>`,
    LINE,
  ];
  const until = '<completionCondition xsi:type="tFormalExpression">y.outcome = "pass"</completionCondition>';
  const frame = (run: Run): Active => run.active.get("a.1")!;

  test("lets begin what nothing leads to, and what a token waits before, and nothing else", async () => {
    const run = await runIn(adHoc(""), { active: [scope("a.1")] });
    expect([adHocOf(run, "a.1"), adHocOf(run, "")]).toEqual([{ sequential: false, cancels: true }, undefined]);
    beginInner(run, "a.1", "x");
    expect([run.tokens, frame(run)]).toEqual([[{ node: "x", frame: "a.1" }], scope("a.1", "", { begun: ["x"] })]);
    for (const other of ["z", "s", "beside", "nowhere", "__proto__"]) expect(() => beginInner(run, "a.1", other), other).toThrow("现在不能开始");
    expect(() => beginInner(run, "", "x")).toThrow("现在不能开始");
    run.held.push({ node: "z", edge: "x_z", frame: "a.1" });
    beginInner(run, "a.1", "z");
    expect([run.held, targets(run)]).toEqual([[], ["x", "z"]]);
  });

  test("one after the other waits until what runs is done; closing it lets nothing begin", async () => {
    const run = await runIn(adHoc('ordering="Sequential"'), { active: [scope("a.1"), task("x.2", "a.1")] });
    expect(() => beginInner(run, "a.1", "y")).toThrow("现在不能开始");
    run.active.delete("x.2");
    beginInner(run, "a.1", "y");
    run.active.set("a.1", scope("a.1", "", { closing: true }));
    expect(() => beginInner(run, "a.1", "x")).toThrow("现在不能开始");
  });

  test("is enough when its condition holds: what still runs is cancelled, or waited for", async () => {
    for (const [more, left] of [
      ["", ["a.1"]],
      ['cancelRemainingInstances="false"', ["a.1", "x.2"]],
    ] as const) {
      const run = await runIn(adHoc(more, until), {
        active: [scope("a.1"), task("x.2", "a.1"), task("y.3", "a.1")],
        held: [{ node: "z", edge: "x_z", frame: "a.1" }],
      });
      completed(run, "y.3", { outcome: "back" });
      expect([active(run), run.held.length], more).toEqual([["a.1", "x.2"], 1]);
      run.active.set("y.4", task("y.4", "a.1"));
      completed(run, "y.4", { outcome: "pass" });
      expect([active(run), run.held, frame(run)], more).toEqual([left, [], scope("a.1", "", { closing: true })]);
    }
  });

  test("without a condition is enough when each that may begin was begun and nothing runs or waits", async () => {
    const run = await runIn(adHoc(""), { active: [scope("a.1", "", { begun: ["x"] }), task("z.2", "a.1")] });
    completed(run, "z.2", null);
    expect(frame(run)).not.toHaveProperty("closing");
    run.active.set("a.1", scope("a.1", "", { begun: ["x", "y"] }));
    run.active.set("y.3", task("y.3", "a.1"));
    run.active.set("z.4", task("z.4", "a.1"));
    completed(run, "y.3", null);
    expect(frame(run)).not.toHaveProperty("closing");
    completed(run, "z.4", null);
    expect(frame(run)).toHaveProperty("closing", true);
  });
});
