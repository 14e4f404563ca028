import { describe, expect, test } from "vitest";
import { known, type Node, type ThrowNode } from "#process/graph";
import type { Active, Run, Undoing } from "#process/token";
import { border, ENDS, event, eventSub, flows, reviews, undone } from "../../../test/model.ts";
import { active, runIn, scope, task } from "../../../test/run.ts";
import { afterUndo, compensationHandler, leaveTransaction, raise, throwEvents, throwOne, undoNext, uncaught } from "./index.ts";

const THROW = "intermediateThrowEvent";
const node = (run: Run, key: string): Node => known(run.graph.nodes, key);
const targets = (run: Run): string[] => run.tokens.map((token) => token.node);

function thrown(run: Run, key: string, frame = ""): void {
  throwEvents(run, node(run, key) as ThrowNode, frame);
}

/** A sub-process in which an end event throws. */
const inside = (trigger: string, more = ""): string =>
  `<subProcess id="sub"><startEvent id="t"/>${event("endEvent", "z", trigger)}${more}${flows("t z")}</subProcess>`;

describe("a throwing event", () => {
  test("tells the outside of its message with data and key, to the pool where one is drawn", async () => {
    const message = '<messageEventDefinition messageRef="root-letter" yw:data="=form" yw:key="=form.code"/>';
    const run = await runIn([ENDS, `<${THROW} id="x">${message}</${THROW}>`, flows("s x", "x e")], {}, { form: { code: 7 } });
    thrown(run, "x");
    expect(run.effects).toEqual([{ type: "message.sent", node: "x", message: "letter", key: 7, data: { code: 7 } }]);
    // The token is on its way out, and goes on if what was thrown leaves it there.
    expect(run.tokens).toEqual([{ node: "x", frame: "", out: true }]);
    const letter = { throws: "message", message: "letter" } as const;
    throwOne(run, node(run, "x"), { ...letter, outside: "fire" }, "");
    expect(run.effects[1]).toEqual({ type: "message.sent", node: "x", message: "letter", to: "fire", data: null });
    throwOne(run, node(run, "x"), { ...letter, to: "a" }, "");
    expect([run.effects.length, run.mail]).toEqual([2, [{ message: "letter", to: "a", data: null }]]);
  });

  test("of a signal tells the outside, and those inside when the step rests; at an end no token goes on", async () => {
    const run = await runIn(['<startEvent id="s"/>', event("endEvent", "x", "signal alarm"), flows("s x")]);
    thrown(run, "x");
    expect([run.effects, run.signals, run.tokens]).toEqual([
      [{ type: "signal.thrown", node: "x", signal: "alarm", data: null }],
      [{ signal: "alarm", data: null }],
      [],
    ]);
  });

  test("looks at more than the frame knows where an instance throws", async () => {
    const run = await runIn([ENDS, event(THROW, "x", "signal alarm"), flows("s x", "x e")], { vars: { a: 1 } });
    throwOne(run, node(run, "x"), { throws: "signal", signal: "alarm", data: "[a, done]" }, "", undefined, { done: 2 });
    expect(run.signals).toEqual([{ signal: "alarm", data: [1, 2] }]);
    for (const throws of ["compensation", "cancel"] as const)
      expect(() => throwOne(run, node(run, "x"), { throws, wait: true }, "")).toThrow(`cannot throw a ${throws}`);
  });
});

describe("an error or escalation", () => {
  const caught = (...borders: string[]) => [ENDS, inside("error broken"), ...borders, reviews("c", "d"), flows("s sub", "sub c", "c d", "d e")];

  test("is caught on the border of what raised it, by its own code before by any", async () => {
    const both = caught(border("any", "sub", "error"), border("own", "sub", "error broken"), flows("any c", "own d"));
    for (const [code, target, catcher] of [
      ["broken", "d", "own"],
      ["lost", "c", "any"],
    ] as const) {
      const run = await runIn(both, { active: [scope("sub.1"), task("t.2", "sub.1")] });
      expect(raise(run, { on: "error", code, data: { error: code } }, "sub.1")).toBe(true);
      expect([active(run), targets(run), run.vars]).toEqual([[], [target], { [catcher]: { error: code } }]);
    }
  });

  test("of the other kind, or of another code, is not caught", async () => {
    const run = await runIn(caught(border("own", "sub", "error broken"), flows("own c")), { active: [scope("sub.1")] });
    expect(raise(run, { on: "escalation", code: "broken", data: null }, "sub.1")).toBe(false);
    expect(raise(run, { on: "error", code: "lost", data: null }, "sub.1")).toBe(false);
    expect(active(run)).toEqual(["sub.1"]);
  });

  test("that escalates and does not interrupt lets the rest go on; who throws it is told whether it was caught", async () => {
    const run = await runIn([ENDS, inside("escalation over"), border("!b", "sub", "escalation over"), flows("s sub", "sub e", "b e")], {
      active: [scope("sub.1")],
    });
    thrown(run, "z", "sub.1");
    expect([active(run), targets(run), run.vars]).toEqual([["sub.1"], ["e"], { b: { escalation: "over", data: null } }]);
    expect(run.effects).toEqual([{ type: "escalation.thrown", node: "z", escalation: "over", caught: true, data: null }]);
    const alone = await runIn([ENDS, inside("escalation over"), flows("s sub", "sub e")], { active: [scope("sub.1")] });
    thrown(alone, "z", "sub.1");
    expect(alone.effects).toMatchObject([{ caught: false }]);
  });

  test("is caught by an event sub-process of the frame, but not by the one inside which it was raised, nor where they are off", async () => {
    const handled = [ENDS, reviews("a"), eventSub("h", "b", "error broken"), flows("s a", "a e")];
    const raised = { on: "error", code: "broken", data: 1 } as const;
    const run = await runIn(handled, { active: [task("a.1")] });
    expect(raise(run, raised, "", task("a.1"))).toBe(true);
    expect([active(run), run.vars, targets(run)]).toEqual([["h.1"], { h_s: 1 }, ["h_s"]]);
    expect(raise(await runIn(handled, { active: [scope("h.1")] }), raised, "h.1")).toBe(false);
    expect(raise(await runIn(handled, { off: true }), raised, "")).toBe(false);
  });

  test("of an instance is caught on the border of the whole, and ends all instances", async () => {
    const many = '<userTask id="a" yw:kind="review"><multiInstanceLoopCharacteristics yw:collection="=form.units"/></userTask>';
    const instances = [
      { id: "a.1", node: "a", frame: "", wait: "many", items: [1, 2], next: 2, results: [] },
      task("a.2", "", { of: "a.1", index: 0 }),
      task("a.3", "", { of: "a.1", index: 1 }),
    ] as Active[];
    const run = await runIn([ENDS, many, border("b", "a", "error broken"), flows("s a", "a e", "b e")], { active: instances });
    expect(raise(run, { on: "error", code: "broken", data: null }, "", instances[1])).toBe(true);
    expect([active(run), targets(run)]).toEqual([[], ["e"]]);
  });

  test("of a round of a loop is caught on the border of the whole as well", async () => {
    const loop =
      '<userTask id="a" yw:kind="review"><standardLoopCharacteristics><loopCondition xsi:type="tFormalExpression">true</loopCondition></standardLoopCharacteristics></userTask>';
    const rounds: Active[] = [{ id: "a.1", node: "a", frame: "", wait: "loop", count: 1 }, task("a.2", "", { of: "a.1", index: 0 })];
    const run = await runIn([ENDS, loop, border("b", "a", "error broken"), flows("s a", "a e", "b e")], { active: rounds });
    expect(raise(run, { on: "error", code: "broken", data: null }, "", rounds[1])).toBe(true);
    expect([active(run), targets(run)]).toEqual([[], ["e"]]);
  });

  test("that nobody catches is refused with the step and its code", async () => {
    const run = await runIn([ENDS, '<task id="x" name="退件"/>', flows("s x", "x e")]);
    expect(() => throwOne(run, node(run, "x"), { throws: "error", error: "broken" }, "")).toThrow("“退件”出错（broken）");
    expect(uncaught(node(run, "x"), "lost")).toMatchObject({ code: "FLOW_UNCAUGHT" });
  });
});

describe("a compensation", () => {
  const CHAIN = [
    ENDS,
    undone("a", "ua"),
    undone("b", "ub"),
    event(THROW, "x", "compensation"),
    event(THROW, "y", "compensation a"),
    flows("s a", "a b", "b x", "x y", "y e"),
  ];
  const done = [
    { node: "a", frame: "" },
    { node: "b", frame: "" },
  ];
  const undoing = (run: Run): Undoing => [...run.active.values()].find((each) => each.wait === "undo") as Undoing;

  test("undoes what was completed, the last first, and lets the token go when all is undone", async () => {
    const run = await runIn(CHAIN, { done });
    thrown(run, "x");
    expect([run.done, run.tokens, run.resumed]).toEqual([[], [], ["x.1"]]);
    expect(undoing(run)).toEqual({ id: "x.1", node: "x", frame: "", wait: "undo", rest: done, goes: true });
    expect([undoNext(run, undoing(run)), run.tokens.at(-1)]).toEqual([undefined, { node: "ub", frame: "", of: "x.1" }]);
    expect([undoNext(run, undoing(run)), run.tokens.at(-1)]).toEqual([undefined, { node: "ua", frame: "", of: "x.1" }]);
    const last = undoing(run);
    expect([undoNext(run, last)?.key, active(run)]).toEqual(["x", []]);
    afterUndo(run, node(run, "x"), last);
    expect(targets(run).at(-1)).toBe("y");
    const { goes: _goes, ...ended } = last;
    afterUndo(run, node(run, "x"), ended);
    expect(run.tokens.length).toBe(3);
  });

  test("of one activity leaves the others; what still runs is not undone", async () => {
    const run = await runIn(CHAIN, { done });
    thrown(run, "y");
    expect([run.done, undoing(run).rest]).toEqual([[done[1]], [done[0]]]);
    const gone = await runIn(CHAIN, { done: [{ node: "a", frame: "", of: "a.9" }] });
    thrown(gone, "x");
    expect(undoing(gone).rest.length).toBe(1);
    const busy = await runIn(CHAIN, {
      active: [task("a.9")],
      done: [
        { node: "a", frame: "", of: "a.9" },
        { node: "a", frame: "other" },
      ],
    });
    thrown(busy, "x");
    expect([undoing(busy).rest, busy.done.length]).toEqual([[], 2]);
  });

  test("that is not waited for lets the token go at once", async () => {
    const unwaited = `<${THROW} id="x"><compensateEventDefinition waitForCompletion="false"/></${THROW}>`;
    const run = await runIn([ENDS, undone("a", "ua"), unwaited, flows("s a", "a x", "x e")], { done: [done[0]!] });
    thrown(run, "x");
    expect([run.tokens, undoing(run).goes]).toEqual([[{ node: "x", frame: "", out: true }], undefined]);
  });

  test("undoes what a border led to before its activity, though it was done earlier", async () => {
    const run = await runIn(
      [
        ENDS,
        undone("a", "ua"),
        undone("b", "ub"),
        border("!d", "b", "message letter"),
        undone("c", "uc"),
        event("endEvent", "x", "compensation"),
        flows("s a", "a b", "b x", "d c", "c e"),
      ],
      {
        done: [
          { node: "c", frame: "" },
          { node: "a", frame: "" },
          { node: "b", frame: "", fired: ["d"] },
        ],
      },
    );
    thrown(run, "x");
    for (const by of ["uc", "ub", "ua"]) {
      undoNext(run, undoing(run));
      expect(targets(run).at(-1)).toBe(by);
    }
  });

  test("of a completed sub-process has it stand again as it was, to undo its own", async () => {
    const sub = `<subProcess id="sub"><startEvent id="t"/>${undone("b", "ub")}<endEvent id="z"/>${flows("t b", "b z")}</subProcess>`;
    const run = await runIn([ENDS, sub, event(THROW, "x", "compensation"), flows("s sub", "sub x", "x e")], {
      done: [
        { node: "b", frame: "sub.7" },
        { node: "sub", frame: "", as: "sub.7", data: { b: 1 } },
      ],
    });
    thrown(run, "x");
    expect(undoNext(run, undoing(run))).toBeUndefined();
    expect(run.active.get("sub.7")).toEqual({ id: "sub.7", node: "sub", frame: "", wait: "scope", vars: { b: 1 }, of: "x.1", off: true });
    const inner = [...run.active.values()].find((each) => each.wait === "undo" && each.frame === "sub.7") as Undoing;
    expect([inner.rest, run.done]).toEqual([[{ node: "b", frame: "sub.7" }], []]);
    expect(compensationHandler(run, "sub")).toBeUndefined();
  });

  test("of a sub-process with a handler of its own is that handler's, begun in place of undoing each", async () => {
    const sub = `<subProcess id="sub"><startEvent id="t"/>${reviews("b")}<endEvent id="z"/>${flows("t b", "b z")}${eventSub("h", "c", "compensation")}</subProcess>`;
    const run = await runIn([ENDS, sub, event(THROW, "x", "compensation"), flows("s sub", "sub x", "x e")], {
      done: [{ node: "sub", frame: "", as: "sub.7", data: {} }],
    });
    expect(compensationHandler(run, "sub")?.key).toBe("h");
    thrown(run, "x");
    undoNext(run, undoing(run));
    expect(targets(run)).toEqual(["h_s"]);
  });
});

describe("a transaction that is cancelled", () => {
  const body = `<transaction id="sub"><startEvent id="t"/>${undone("b", "ub")}${reviews("w")}${event("endEvent", "z", "cancel")}${flows("t b", "b z", "t w", "w z")}</transaction>`;
  const MODEL = [ENDS, body, border("b1", "sub", "cancel"), flows("s sub", "sub e", "b1 e")];

  test("ends what runs in it, undoes what was completed, begins nothing, and leaves over the cancel event on its border", async () => {
    const run = await runIn(MODEL, { active: [scope("sub.1"), task("w.2", "sub.1")], done: [{ node: "b", frame: "sub.1" }] });
    thrown(run, "z", "sub.1");
    expect(run.effects).toEqual([{ type: "task.cancelled", task: "w.2" }]);
    expect(run.active.get("sub.1")).toMatchObject({ off: true });
    expect(run.active.get("z.1")).toEqual({ id: "z.1", node: "z", frame: "sub.1", wait: "undo", rest: [{ node: "b", frame: "sub.1" }] });
    leaveTransaction(run, "sub.1");
    expect([active(run), targets(run), run.passed]).toEqual([[], ["e"], ["b1", "b1_e"]]);
  });

  test("without such an event on its border just ends", async () => {
    const run = await runIn(
      [
        ENDS,
        body
          .replace("<transaction", "<subProcess")
          .replace("</transaction", "</subProcess")
          .replace(/<cancelEventDefinition\/>/, ""),
        border("b1", "sub", "timer P1D"),
        flows("s sub", "sub e", "b1 e"),
      ],
      {
        active: [scope("sub.1")],
      },
    );
    leaveTransaction(run, "sub.1");
    leaveTransaction(run, "gone.1");
    expect([active(run), targets(run)]).toEqual([[], []]);
  });
});
