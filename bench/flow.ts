import { EventEmitter } from "node:events";
import { Engine } from "bpmn-engine";
import { BpmnModdle } from "bpmn-moddle";
import { compile } from "#process/bpmn";
import type { FlowState } from "#process/token";
import type { Graph } from "#process/graph";
import { percentile, tell } from "./figure.ts";
import { flowModel, live, OURS, THEIRS } from "./flow-model.ts";
import { steps } from "./flow-steps.ts";

type Read = NonNullable<NonNullable<ConstructorParameters<typeof Engine>[0]>["moddleContext"]>;

const INSTANCES = 3000;
const THEIR_INSTANCES = 50;

async function graphOf(): Promise<Graph> {
  const compiled = await compile(flowModel(OURS));
  if ("refusals" in compiled) throw new Error(compiled.refusals.map((refusal) => refusal.en).join("; "));
  return compiled.graph;
}

/** Whole instances a second. */
async function instancesPerSecond(count: number, one: () => Promise<void> | void): Promise<number> {
  const started = performance.now();
  for (let i = 0; i < count; i += 1) await one();
  return count / ((performance.now() - started) / 1000);
}

/** The engine alone, its state written to JSON and read again at every step, as a database would. */
function stored(sizes: number[]): (state: FlowState) => FlowState {
  return (state) => {
    const text = JSON.stringify(state);
    sizes.push(text.length);
    return JSON.parse(text) as FlowState;
  };
}

/** The same process by bpmn-engine, its file read once before; `keep` writes its state to JSON at every step, without reading it again. */
async function theirs(read: Read, keep: boolean): Promise<void> {
  const listener = new EventEmitter();
  const engine = new Engine({ name: "bench", moddleContext: read });
  const waiting: { signal: () => void }[] = [];
  listener.on("activity.wait", (api: { signal: () => void }) => waiting.push(api));
  const execution = await engine.execute({ listener, variables: { small: true } });
  for (let task = waiting.shift(); task; task = waiting.shift()) {
    task.signal();
    if (keep) JSON.stringify(execution.getState());
  }
  if (execution.state !== "idle") throw new Error("an instance of bpmn-engine did not end");
}

/** Instances of one process a second, in memory, by this engine and by bpmn-engine, in turns. */
export async function engines(): Promise<void> {
  const graph = await graphOf();
  const read = (await new BpmnModdle().fromXML(flowModel(THEIRS))) as Read;
  const sizes: number[] = [];
  const [ours, other, kept]: number[][] = [[], [], []];
  await instancesPerSecond(INSTANCES, () => live(graph, stored([])));
  for (let round = 0; round < 3; round += 1) {
    ours!.push(await instancesPerSecond(INSTANCES, () => live(graph, stored(sizes))));
    other!.push(await instancesPerSecond(THEIR_INSTANCES, () => theirs(read, false)));
    kept!.push(await instancesPerSecond(THEIR_INSTANCES, () => theirs(read, true)));
  }
  const middle = (samples: number[] = []): number => percentile(samples, 0.5);
  tell({ name: "flow.engine, stored at every step, beside bpmn-engine doing the same", value: middle(ours), unit: "instances/s", baseline: middle(kept) });
  tell({ name: "flow.engine, stored at every step, beside bpmn-engine storing nothing", value: middle(ours), unit: "instances/s", baseline: middle(other) });
  tell({ name: "flow.state, largest", value: Math.max(...sizes), unit: "bytes" });
}

await engines();
await steps();
