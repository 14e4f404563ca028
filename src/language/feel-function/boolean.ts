import { define, type Signature } from "./define.ts";

/** Boolean functions (DMN 1.5 Table 74). */
export const BOOLEAN: readonly Signature[] = [define("not(negand: boolean)", (negand: boolean) => !negand)];
