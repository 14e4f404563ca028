import { describe, expect, test } from "vitest";
import { ENDS, event, flows, graphOf, Instance, model, reviews } from "../../../test/model.ts";
import { canRetake } from "./retake.ts";
import { move } from "./move.ts";
import type { FlowState } from "#process/token";
import type { Graph } from "#process/graph";

// Who has done a step takes it back while nobody has worked on what came of it, also where no task came of it yet.

const signed = (more = ""): string =>
  model(
    ENDS,
    `<userTask id="a" yw:kind="countersign"><multiInstanceLoopCharacteristics yw:collection="=form.units"${more}/></userTask>`,
    reviews("z"),
    flows("s a", "a z", "z e"),
  );
const units = { form: { units: ["规划局", "交警支队"] } };

/** The ids of tasks that wait at a node. */
const ids = (state: FlowState, node: string): string[] => state.active.filter((each) => each.node === node && each.wait === "task").map(({ id }) => id);

function taken(graph: Graph, instance: Instance, task: string, node: string): FlowState | undefined {
  if (!canRetake(graph, instance.state, { task, node })) return undefined;
  return move(graph, instance.state, { type: "retake", task, node }, instance.facts).state;
}

describe("in a countersigning", () => {
  test("a unit that signed signs again, and the others stay as they were", async () => {
    const graph = await graphOf(signed());
    const instance = new Instance(graph, units);
    const [mine] = ids(instance.state, "a");
    instance.complete("a");
    const state = taken(graph, instance, mine!, "a")!;
    expect(ids(state, "a")).toHaveLength(2);
    instance.state = state;
    expect(instance.play("a a").tasks).toEqual(["z"]);
    expect(instance.state.vars["a"]).toHaveLength(2);
  });

  test("in a sequence the next one is not asked any more until it is signed again", async () => {
    const graph = await graphOf(signed(' isSequential="true"'));
    const instance = new Instance(graph, units);
    const [mine] = ids(instance.state, "a");
    instance.complete("a");
    const state = taken(graph, instance, mine!, "a")!;
    expect(ids(state, "a")).toHaveLength(1);
    instance.state = state;
    expect(instance.play("a a z").ended).toBe(true);
  });

  test("nothing is taken back once all have signed", async () => {
    const graph = await graphOf(signed());
    const instance = new Instance(graph, units);
    const [mine] = ids(instance.state, "a");
    instance.play("a a");
    expect(taken(graph, instance, mine!, "a")).toBeUndefined();
  });

  test("a unit that a rule names twice is asked once, and one that signs already is not added", async () => {
    const graph = await graphOf(signed());
    const instance = new Instance(graph, { form: { units: ["规划局", "交警支队", "规划局"] } });
    expect(ids(instance.state, "a")).toHaveLength(2);
    const add = (item: string): FlowState => move(graph, instance.state, { type: "add", task: ids(instance.state, "a")[0]!, item }, instance.facts).state;
    expect(() => add("规划局")).toThrow("已经在会签里");
    expect(ids(add("消防救援支队"), "a")).toHaveLength(3);
  });
});

describe("what was passed on waits", () => {
  const joined = model(
    ENDS,
    '<parallelGateway id="f"/><parallelGateway id="j"/>',
    reviews("a", "b", "z"),
    flows("s f", "f a", "f b", "a j", "b j", "j z", "z e"),
  );

  test("at a join: the step stands open again and the other branch goes on", async () => {
    const graph = await graphOf(joined);
    const instance = new Instance(graph);
    const [mine] = ids(instance.state, "a");
    instance.complete("a");
    instance.state = taken(graph, instance, mine!, "a")!;
    expect(instance.tasks).toEqual(["a", "b"]);
    expect(instance.play("b a").tasks).toEqual(["z"]);
    expect(instance.play("z").ended).toBe(true);
  });

  test.each([
    ["for a moment", `${event("intermediateCatchEvent", "c", "timer P1D")}`, flows("s a", "a c", "c z", "z e")],
    [
      "at an event gateway",
      `<eventBasedGateway id="g"/>${event("intermediateCatchEvent", "c", "timer P1D")}${event("intermediateCatchEvent", "d", "message letter")}`,
      flows("s a", "a g", "g c", "g d", "c z", "d z", "z e"),
    ],
  ])("%s", async (_what, inside, lines) => {
    const graph = await graphOf(model(ENDS, reviews("a", "z"), inside, lines));
    const instance = new Instance(graph);
    const [mine] = ids(instance.state, "a");
    instance.complete("a");
    expect(instance.tasks).toEqual([]);
    instance.state = taken(graph, instance, mine!, "a")!;
    expect([instance.tasks, instance.waiting]).toEqual([["a"], ["a"]]);
    expect(instance.play("a @c z").ended).toBe(true);
  });

  test("behind an act with effect it stands", async () => {
    const graph = await graphOf(
      model(
        ENDS,
        reviews("a", "z"),
        '<serviceTask id="act" yw:act="matter.accept"/>',
        event("intermediateCatchEvent", "c", "timer P1D"),
        flows("s a", "a act", "act c", "c z", "z e"),
      ),
    );
    const instance = new Instance(graph);
    const [mine] = ids(instance.state, "a");
    instance.play("a act");
    expect(taken(graph, instance, mine!, "a")).toBeUndefined();
  });
});
