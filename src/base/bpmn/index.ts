export { compile } from "./compile.ts";
export { REASONS, type Aside } from "./aside.ts";
export type { Compiled } from "./compile.ts";
export { YW } from "./read.ts";
export type { FlowRefusal } from "./refusal.ts";
export type { Rule } from "./rules.ts";
