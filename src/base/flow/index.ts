export { compile } from "./compile.ts";
export type { Compiled } from "./compile.ts";
export { ROLES, WORK } from "./graph.ts";
export type { Graph, Role, Work } from "./graph.ts";
export type { FlowRefusal } from "./refusal.ts";
export { begin, step } from "./step.ts";
export type { Effect, FlowEvent, FlowState, Step } from "./state.ts";
