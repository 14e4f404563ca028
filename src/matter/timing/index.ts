export { extendLimit } from "./extension.ts";
export { recountMatter, walkRunning } from "./recounting.ts";
export { endProcedure, listProcedures, proceduresOf, startProcedure } from "./special-procedure.ts";
export { sweepClocks } from "./sweep.ts";
