export { ROLES, WORK } from "./graph.ts";
export type { Edge, Graph, Many, Moment, Node, Role, Scope, Work } from "./graph.ts";
export { isDuration } from "./moment.ts";
export { begin, step } from "./step.ts";
export type { Effect, FlowEvent, FlowState, Signer, SignTime, Step } from "./state.ts";
export { jumpTargets, move, returnTargets } from "./move.ts";
export type { Move, ReturnTarget } from "./move.ts";
export { migrate } from "./migration.ts";
export type { Mapping, Obstacle } from "./migration.ts";
