export { migrate, type Mapping } from "./migration.ts";
export { jumpTargets, move, returnTargets, type Move } from "./move.ts";
export { canRetake } from "./retake.ts";
