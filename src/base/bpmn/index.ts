export { YW } from "./element.ts";
export { compile } from "./compile.ts";
export type { Compiled } from "./compile.ts";
export type { FlowRefusal } from "./refusal.ts";
