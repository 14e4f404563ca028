export { matches, replace, split } from "./operations.ts";
export type { Spend } from "./operations.ts";
