import { describe, expect, test } from "vitest";
import { known } from "#process/graph";
import { border, ENDS, eventSub, flows, reviews, undone } from "../../../test/model.ts";
import {
  beginHandler,
  beginScope,
  cancel,
  cancelWithin,
  empty,
  forget,
  forgetInside,
  frameOf,
  offer,
  prepare,
  scopeOf,
  switchOff,
  within,
  type Active,
  type Run,
} from "./index.ts";
import { active, runIn, scope, task } from "../../../test/run.ts";

const SUB = `<subProcess id="sub"><startEvent id="t"/>${reviews("b")}<endEvent id="z"/>${flows("t b", "b z")}</subProcess>`;
const MODEL = [ENDS, SUB, reviews("a"), border("!d", "a", "timer P1D"), flows("s sub", "sub a", "a e", "d e")];
const token = (frame: string) => ({ node: "b", frame });

describe("ending something before its time", () => {
  test("tells whoever was asked for it, once", async () => {
    const asked: Active[] = [
      task("a.1"),
      task("a.2", "", { wait: "timer" }),
      task("a.3", "", { wait: "service" }),
      task("a.4", "", { wait: "rule" }),
      task("a.5", "", { wait: "message" }),
      task("a.6", "", { asleep: true }),
    ];
    const run = await runIn(MODEL, { active: asked });
    for (const each of [...asked, asked[0]!]) cancel(run, each);
    expect(active(run)).toEqual([]);
    expect(run.effects).toEqual([
      { type: "task.cancelled", task: "a.1" },
      { type: "timer.cancelled", timer: "a.2" },
      { type: "service.cancelled", call: "a.3" },
      { type: "rule.cancelled", call: "a.4" },
    ]);
  });

  test("ends all that depends on it, at any depth, and nothing beside it", async () => {
    const state = {
      active: [
        scope("sub.1"),
        task("b.2", "sub.1"),
        task("d.3", "", { wait: "timer", host: "b.2" }),
        task("b.4", "", { of: "sub.1" }),
        task("d.5", "", { wait: "timer", host: "sub.1" }),
        scope("sub.6"),
        task("b.7", "sub.6"),
      ],
      held: [
        { node: "z", edge: "b_z", frame: "sub.1" },
        { node: "z", edge: "b_z", frame: "sub.6" },
      ],
    };
    const run = await runIn(MODEL, state);
    run.tokens = [token("sub.1"), token("sub.6")];
    cancel(run, run.active.get("sub.1")!);
    expect(active(run)).toEqual(["sub.6", "b.7"]);
    expect([run.held.map(({ frame }) => frame), run.tokens]).toEqual([["sub.6"], [token("sub.6")]]);
  });

  test("within it leaves itself standing; emptying a frame leaves the events on its border as well", async () => {
    const state = { active: [scope("sub.1"), task("b.2", "sub.1"), task("d.3", "", { wait: "timer", host: "sub.1" })] };
    const [ended, emptied] = [await runIn(MODEL, state), await runIn(MODEL, state)];
    cancelWithin(ended, "sub.1");
    expect(active(ended)).toEqual(["sub.1"]);
    emptied.tokens = [token("sub.1"), token("")];
    empty(emptied, "sub.1");
    expect([active(emptied), emptied.tokens]).toEqual([["sub.1", "d.3"], [token("")]]);
  });

  test("takes along what was completed inside it, which can be compensated no more", async () => {
    const done = [
      { node: "x", frame: "" },
      { node: "x", frame: "sub.1", as: "x.9" },
      { node: "y", frame: "x.9" },
      { node: "sub", frame: "", of: "sub.1", as: "sub.8" },
      { node: "b", frame: "sub.8" },
    ];
    const run = await runIn(MODEL, { active: [scope("sub.1")], done });
    cancel(run, run.active.get("sub.1")!);
    expect(run.done).toEqual([{ node: "x", frame: "" }]);
    const other = await runIn(MODEL, { done });
    forgetInside(other, "sub.1");
    expect(other.done).toEqual([done[0], done[3], done[4]]);
  });
});

describe("a frame", () => {
  test("is where a scope runs: the one around, else the only one there is", async () => {
    const run = await runIn(MODEL, { active: [scope("sub.1"), task("b.2", "sub.1")] });
    expect([scopeOf(run, ""), scopeOf(run, "sub.1")]).toEqual(["p", "sub"]);
    expect([frameOf(run, "p", "sub.1"), frameOf(run, "sub", "sub.1"), frameOf(run, "sub", "")]).toEqual(["", "sub.1", "sub.1"]);
    run.active.set("sub.5", scope("sub.5"));
    expect([frameOf(run, "sub", ""), frameOf(run, "sub", "sub.5")]).toEqual([undefined, "sub.5"]);
  });

  test("that is begun has its data, and a token on its start or on the one that was asked for", async () => {
    const run = await runIn([ENDS, '<dataObject id="fee" yw:value="=form.x + 1"/>', reviews("a"), flows("s a", "a e")], {}, { form: { x: 1 } });
    beginScope(run, "p", "");
    expect([run.vars, run.tokens]).toEqual([{ fee: 2 }, [{ node: "s", frame: "" }]]);
    beginScope(run, "p", "", "a");
    expect(run.tokens.at(-1)).toEqual({ node: "a", frame: "" });
    prepare(run, known(run.graph.scopes, "p"), "");
    expect(run.tokens.length).toBe(2);
  });

  test("without a start begins at all that nothing leads to; an ad-hoc one offers them", async () => {
    const all = await runIn([reviews("a", "b", "c"), flows("a c")]);
    beginScope(all, "p", "");
    expect(all.tokens.map(({ node }) => node)).toEqual(["a", "b"]);
    const free = await runIn([ENDS, `<adHocSubProcess id="sub">${reviews("a", "b")}</adHocSubProcess>`, flows("s sub", "sub e")], {
      active: [scope("sub.1")],
    });
    beginScope(free, "sub", "sub.1");
    const offered = (node: string) => ({ type: "activity.offered", frame: "sub.1", node, name: node });
    expect([free.tokens, free.effects]).toEqual([[], [offered("a"), offered("b")]]);
    offer(free, "b", "sub.1");
    expect(free.effects.at(-1)).toEqual(offered("b"));
  });

  test("has its results taken back with all that is inside a step, and nothing of it is compensated any more", async () => {
    const done = [
      { node: "sub", frame: "" },
      { node: "a", frame: "" },
      { node: "sub", frame: "other" },
    ];
    const run = await runIn(MODEL, { vars: { sub: null, b: 1, a: 2 }, done });
    forget(run, "", ["sub"]);
    expect([run.vars, run.done]).toEqual([{ a: 2 }, [done[1], done[2]]]);
    const [own, shared] = [scope("sub.1", "", { vars: { b: 1, x: 2 } }), scope("sub.1")];
    for (const [frame, left, outside] of [
      [own, { x: 2 }, { b: 5 }],
      [shared, undefined, {}],
    ] as const) {
      const inside = await runIn(MODEL, { active: [frame], vars: { b: 5 } });
      forget(inside, "sub.1", ["b"]);
      expect([(inside.active.get("sub.1") as { vars?: object }).vars, inside.vars]).toEqual([left, outside]);
    }
    expect([...within(run.graph, known(run.graph.nodes, "sub"))].map(({ key }) => key)).toEqual(["sub", "t", "b", "z"]);
  });
});

describe("an event sub-process", () => {
  const HANDLED = [ENDS, undone("a", "u"), eventSub("h", "b", "message letter"), flows("s a", "a e")];
  const handle = async (interrupting: boolean, frame = ""): Promise<Run> => {
    const run = await runIn(HANDLED, { active: [...(frame ? [scope(frame)] : []), task("a.1", frame)] });
    const handler = known(run.graph.nodes, "h");
    if (handler.kind !== "event-sub") throw new Error("no handler");
    beginHandler(run, handler, frame, interrupting);
    return run;
  };

  test("that interrupts ends what goes on beside it, and no other begins after it", async () => {
    const run = await handle(true);
    expect([active(run), run.off, run.tokens]).toEqual([["h.1"], true, [{ node: "h_s", frame: "h.1" }]]);
    expect(run.active.get("h.1")).toEqual({ id: "h.1", node: "h", frame: "", wait: "scope" });
    expect(run.passed).toEqual(["h"]);
  });

  test("that does not runs beside what goes on", async () => {
    const run = await handle(false);
    expect([active(run), run.off]).toEqual([["a.1", "h.1"], false]);
  });

  test("is switched off in its own frame alone", async () => {
    const run = await handle(true, "x.9");
    expect([run.off, run.active.get("x.9")]).toEqual([false, { ...scope("x.9"), off: true }]);
    switchOff(run, "");
    expect(run.off).toBe(true);
  });
});
