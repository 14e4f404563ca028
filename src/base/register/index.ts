export { importRecords, type ImportReport } from "./import.ts";
export { placeRegisters } from "./placement.ts";
export { evidenceOf, findStanding, getRecord, identify, listRecords, recordsAbout, unmaskRecord } from "./read.ts";
export { listDepartures, reviewDeparture, type Departure } from "./departure.ts";
export { isGone, personIn } from "./standing.ts";
export type { RegisterRecord, Values } from "./record.ts";
export { getRegister, registersNow } from "./registers.ts";
export { writeRecord } from "./write.ts";
