import fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "#process/bpmn";
import type { FlowEvent, FlowState } from "#process/token";
import type { Graph } from "#process/graph";
import { Refusal } from "#values/errors";
import { Instance, model } from "../../../test/model.ts";
import { Reference } from "./reference.fixture.ts";
import { block } from "./wild-block.fixture.ts";
import { Wild } from "./wild.fixture.ts";

const ESCALATION = '<escalationEventDefinition id="each" escalationRef="root-over"/>';

type Active = FlowState["active"][number];

/** Where something stands, in the words of the reference. */
function label(state: FlowState, active: Active): string {
  const body = "of" in active ? state.active.find((each) => each.id === active.of) : undefined;
  const index = body?.wait === "many" && "index" in active ? `#${active.index}` : "";
  const outer = state.active.find((each) => each.id === active.frame);
  return `${active.node}${index}${outer ? `@${label(state, outer)}` : ""}`;
}

function isWaiting({ wait }: Active): boolean {
  return wait !== "scope" && wait !== "many" && wait !== "loop" && wait !== "undo";
}

function waiting(state: FlowState): string[] {
  return state.active
    .filter(isWaiting)
    .map((active) => label(state, active))
    .toSorted();
}

type Chance = (below: number) => number;
type Happening = { event?: FlowEvent; facts?: Record<string, unknown>; tell: (reference: Reference) => void };

/** Something that can happen to an instance now, said to both. */
function happening({ graph, state, facts }: Instance, chance: Chance): Happening {
  const open = state.active.filter(isWaiting);
  const active = open[chance(open.length)];
  const kind = chance(12);
  const form = facts["form"] as Record<string, boolean>;
  if (kind === 0) return { event: { type: "signal.arrived", signal: "alarm" }, tell: (reference) => reference.broadcast("alarm") };
  if (kind === 1 && takes(graph, "letter")) return { event: { type: "message.arrived", message: "letter" }, tell: (reference) => reference.message("letter") };
  if ((kind === 2 || active?.wait === "message") && takes(graph, "reply")) {
    return { event: { type: "message.arrived", message: "reply" }, tell: (reference) => reference.message("reply") };
  }
  const offered = !active || chance(2) === 0 ? offer(state, graph, chance) : undefined;
  if (offered) return offered;
  if (kind === 3 || !active || active.wait === "condition") {
    const next = { form: { ...form, c: !form["c"] } };
    return { event: { type: "facts.changed" }, facts: next, tell: (reference) => reference.change(next) };
  }
  return happensTo(state, active, kind, chance);
}

function takes(graph: Graph, message: string): boolean {
  return Object.values(graph.nodes).some(
    (node) => "triggers" in node && node.triggers.some((trigger) => trigger.on === "message" && trigger.message === message),
  );
}

function offer(state: FlowState, graph: Graph, chance: Chance): Happening | undefined {
  const frames = state.active.filter((active) => {
    const node = graph.nodes[active.node];
    return active.wait === "scope" && node?.kind === "sub" && node.adHoc;
  });
  const frame = frames[chance(frames.length)];
  const owner = frame && graph.nodes[frame.node];
  if (!frame || owner?.kind !== "sub") return undefined;
  const inner = Object.values(graph.nodes).filter((node) => node.scope === owner.inner);
  const node = inner[chance(inner.length)]!.key;
  const where = label(state, frame);
  return { event: { type: "activity.begun", frame: frame.id, node }, tell: (reference) => reference.starts(where, node) };
}

function happensTo(state: FlowState, active: Active, kind: number, chance: Chance): Happening {
  const where = label(state, active);
  const { id } = active;
  const outcome = ["pass", "again", "enough"][chance(3)]!;
  if (active.wait === "timer") return { event: { type: "timer.fired", timer: id }, tell: (reference) => reference.occurs(reference.find(where)!) };
  if (active.wait === "task" && kind === 4)
    return { event: { type: "error.raised", wait: id, error: "broken" }, tell: (reference) => reference.fails(where, "broken") };
  if (active.wait === "task" && kind === 5) {
    return { event: { type: "escalation.raised", wait: id, escalation: "over" }, tell: (reference) => reference.escalates(where, "over") };
  }
  if (active.wait === "service" && kind < 8) {
    return { event: { type: "service.failed", call: id, error: "broken" }, tell: (reference) => reference.fails(where, "broken") };
  }
  const tell = (reference: Reference): void => reference.completed(reference.find(where)!, { outcome });
  if (active.wait === "task") return { event: { type: "task.completed", task: id, result: { outcome } }, tell };
  if (active.wait === "service") return { event: { type: "service.done", call: id, result: { outcome } }, tell };
  if (active.wait === "rule") return { event: { type: "rule.done", call: id, result: { outcome } }, tell };
  return { event: { type: "signal.arrived", signal: "alarm" }, tell: (reference) => reference.broadcast("alarm") };
}

function happens(instance: Instance, { event, facts }: Happening): boolean {
  const before = instance.facts;
  instance.facts = facts ?? before;
  try {
    if (event) instance.happen(event);
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    instance.facts = before;
    return false;
  }
}

/** Begins both; undefined where the model goes wrong on its data at once, for both. */
function begun(graph: Graph, facts: Record<string, unknown>): { instance: Instance; reference: Reference } | undefined {
  const reference = new Reference(graph);
  const right = reference.attempt(() => reference.begin(facts));
  try {
    const instance = new Instance(graph, facts);
    expect(right).toBe(true);
    return { instance, reference };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect([right, error.code]).toEqual([false, error.code]);
    return undefined;
  }
}

const RUNS = 150;

test("engine and reference agree at every step of random models: what waits, what is refused, when it ends", async () => {
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(block, { minLength: 1, maxLength: 3 }),
      fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
      fc.infiniteStream(fc.nat(9999)),
      async (blocks, [a, b, c], stream) => {
        const drawing = new Wild();
        const xml = model(drawing.inside(() => drawing.chain(blocks))).replace("<process", `${ESCALATION}<process`);
        const compiled = await compile(xml);
        // A signal that is thrown round a loop and the like are refused; what is left is most.
        if ("refusals" in compiled) return;
        const chance: Chance = (below) => (below === 0 ? 0 : Number(stream.next().value) % below);
        const both = begun(compiled.graph, { form: { a, b, c } });
        if (!both) return;
        seen += 1;
        const { instance, reference } = both;
        for (let steps = 0; steps < 40 && !instance.state.ended; steps += 1) {
          expect(waiting(instance.state)).toEqual(reference.waiting());
          const next = happening(instance, chance);
          const went = happens(instance, next);
          expect([next.event, reference.attempt(() => next.tell(reference))]).toEqual([next.event, went]);
        }
        expect([waiting(instance.state), instance.state.ended === true]).toEqual([reference.waiting(), reference.world.ended]);
        if (instance.state.ended) expect(instance.state).toMatchObject({ active: [], held: [] });
        // What is kept of an ordinary process is small; of the wildest ones still little.
        expect(JSON.stringify(instance.state).length).toBeLessThan(Object.keys(compiled.graph.nodes).length <= 15 ? 1024 : 6000);
      },
    ),
    { numRuns: RUNS, seed: 20261121 },
  );
  expect(seen).toBeGreaterThan(RUNS / 2);
}, 60_000);
