import type { Graph, Moment, Node, Throw, Trigger } from "#process/graph";

/**
 * A graph whose data is gone: every condition has become a free choice (`choice.<n>` of the facts), every list has two elements, every time is
 * some time. What it can do is what the process can do under any data.
 */
export function abstracted(graph: Graph): { graph: Graph; choices: number } {
  let choices = 0;
  const free = (): string => `choice.c${choices++}`;
  const nodes = Object.fromEntries(Object.entries(graph.nodes).map(([key, node]) => [key, withoutData(node, free)]));
  const edges = Object.fromEntries(Object.entries(graph.edges).map(([key, edge]) => [key, edge.when === undefined ? edge : { ...edge, when: free() }]));
  const scopes = Object.fromEntries(Object.entries(graph.scopes).map(([key, { data: _data, ...scope }]) => [key, scope]));
  return { graph: { ...graph, nodes, edges, scopes }, choices };
}

type Free = () => string;

function withoutData(node: Node, free: Free): Node {
  const { many, loop } = node as { many?: { until?: string }; loop?: { when: string } };
  const activity = {
    ...(many && {
      many: {
        ...many,
        ...("collection" in many ? { collection: "[1, 2]" } : { cardinality: "2" }),
        ...(many.until && { until: free() }),
        passed: undefined,
        reports: [],
      },
    }),
    ...(loop && { loop: { ...loop, when: free() } }),
    ...("writes" in node && { writes: [] }),
  };
  const events = {
    ...("triggers" in node && { triggers: node.triggers.map((trigger) => sometime(trigger, free)) }),
    ...("events" in node && { events: node.events.map(silent) }),
    ...("event" in node && { event: silent(node.event) }),
  };
  const plain = { ...node, ...activity, ...events } as Node;
  switch (plain.kind) {
    case "user": {
      const { unit: _unit, limit: _limit, ...user } = plain;
      return user;
    }
    case "service": {
      const { input: _input, ...service } = plain;
      return service;
    }
    case "call": {
      const { input: _input, ...call } = plain;
      return call;
    }
    case "script":
      return { ...plain, script: "null" };
    case "sub":
      return plain.adHoc ? { ...plain, adHoc: { ...plain.adHoc, until: free() } } : plain;
    case "complex":
      return { ...plain, activation: free() };
    default:
      return plain;
  }
}

function sometime(trigger: Trigger, free: Free): Trigger {
  if (trigger.on === "timer") return { ...trigger, moment: anyMoment(trigger.moment) };
  if (trigger.on === "condition") return { ...trigger, when: free() };
  if (trigger.on === "message") return { on: "message", message: trigger.message };
  return trigger;
}

function anyMoment(moment: Moment): Moment {
  return "cycle" in moment ? { cycle: "R/P1D" } : { duration: "P1D" };
}

function silent(event: Throw): Throw {
  const { data: _data, key: _key, ...rest } = event as Throw & { data?: string; key?: string };
  return rest as Throw;
}
