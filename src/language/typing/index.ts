export type { TypeFault } from "./fault.ts";
export { misfit } from "./misfit.ts";
export {
  ANY,
  BOOLEAN,
  DAY,
  join,
  joined,
  listOf,
  MONTH,
  NULL,
  NUMBER,
  oneOf,
  ownEntry,
  recordOf,
  TEXT,
  TYPED,
  typeWords,
  WHOLE,
  type RecordType,
  type TextForm,
  type Type,
} from "./type.ts";
export { typeOf, typeOfTests } from "./type-of.ts";
