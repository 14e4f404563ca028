export { recountMatter, walkRunning, type Moved } from "./recount.ts";
export { endProcedure, extendLimit, listProcedures, PROCEDURES, startProcedure } from "./special-procedure.ts";
export { fireTimers } from "./timers.ts";
