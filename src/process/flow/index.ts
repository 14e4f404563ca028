export { settle } from "./settle.ts";
export { addSignature, removeSignature } from "./signatures.ts";
export { begin, step } from "./step.ts";
