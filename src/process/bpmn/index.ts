export { compile } from "./compile.ts";
export { FACTS, formulasOf, type Formula } from "./formulas.ts";
