export { ignoredParts, DRAWING_ONLY, isFeel, type LaidAside } from "./allowed.ts";
export { DESCRIBING, REASONS, type Aside } from "./aside.ts";
export { sourceOf, textOf, type Element } from "./element.ts";
export { read, YW } from "./read.ts";
export { refuse, refuseName, type FlowRefusal } from "./refusal.ts";
export { RULES, type Rule } from "./rules.ts";
