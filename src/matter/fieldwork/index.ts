export { clockOff, clockWords, entryWords, madeInTruth } from "./clock.ts";
export { type Arrived, ENTRY_ACT, NOTE_ACT } from "./arrival.ts";
export { entryIn, type Entry, type PhotoFacts } from "./entry.ts";
export { leaveNote } from "./note.ts";
export { FIELD_SOURCE, report, type Reported } from "./report.ts";
export { completeOutside, type DoneOutside } from "./task.ts";
