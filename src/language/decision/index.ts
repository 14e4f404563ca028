export { loadDecisions } from "./load.ts";
export type { Unreadable } from "./load.ts";
export type { CompiledDecision, Decisions } from "./compiled.ts";
export { callService, callKnowledge, inputValue, settle, versionOf } from "./settle.ts";
export { newFrame } from "./run.ts";
export type { Cell, Frame, Hit, Run, Settled, Step } from "./run.ts";
