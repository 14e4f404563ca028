export { endsWithDay, inHours, leftUntil, workdaysLeft, type Now, type Pressure } from "./left.ts";
export { extendLimit } from "./extension.ts";
export { recountMatter, walkRunning } from "./recounting.ts";
export { endStop, startStop, stopForm, stoppedByWorks, stopsOfWorks } from "./stopping.ts";
export { sweepClocks } from "./sweep.ts";
