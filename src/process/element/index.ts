export { dataOf } from "./data.ts";
export type { Place } from "./event.ts";
export { nodeOf } from "./node.ts";
export { definitionsOf, nameOf } from "./trigger.ts";
