export { externalFunction } from "./external-function.ts";
