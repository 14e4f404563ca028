export { areasOf } from "./area-names.ts";
export { cellReader, fieldHint } from "./cell.ts";
export { coded, codeWord, wordOf } from "./codes.ts";
export type { Around, FieldType, Meaning, RegisterField } from "./field.ts";
export { formatOf } from "./format.ts";
export { TYPES } from "./types.ts";
export { valueText } from "./value.ts";
