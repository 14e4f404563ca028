export { exportRecords, FORMATS, MOST_RECORDS, type ExportedFile } from "./export.ts";
export { listVersions, recordOn, type RecordVersion } from "./history.ts";
export { countRecords, getRecord, listRecords, sortable, type RecordPage } from "./list.ts";
export { narrowable, searchable, type RecordFilter } from "./narrowing.ts";
export { openRows } from "./open-rows.ts";
export { reachOf } from "./reach.ts";
export { TASKS, unmaskRecord, type Occasion } from "./unmasking.ts";
export { relationsOf, type RelatedRecord, type Relations } from "./relations.ts";
export { placedRegisters, recordsWithin, type PlacedRecord } from "./placed.ts";
