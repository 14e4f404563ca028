export { checkDigests, type DigestsChecked, type LoggedLinks } from "./checking.ts";
export { takeDigests, type Taken } from "./taking.ts";
