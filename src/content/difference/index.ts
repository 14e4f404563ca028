export { flowDifferences, type Difference } from "./flow-difference.ts";
export { ruleDifferences } from "./rule-difference.ts";
export { typeInWords } from "./words.ts";
