import { compile } from "#process/bpmn";
import { judge } from "#process/soundness";

/** A way through a flow that ends badly: what is wrong, the element it is about, and the nodes and edges of the way, in order. */
export interface BadWay {
  kind: string;
  element: string;
  message: string;
  path: string[];
}

/** Ways through a flow that end badly: it gets stuck, or something is done twice or never. Empty where the flow does not compile: its refusals come first. */
export async function badWays(flow: string): Promise<BadWay[]> {
  const compiled = await compile(flow);
  if (!("graph" in compiled)) return [];
  return judge(compiled.graph).problems.map(({ kind, element, zh, path }) => ({ kind, element, message: zh, path }));
}
