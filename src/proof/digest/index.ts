export { checkDigests, type DigestsChecked, type LoggedLinks } from "./checking.ts";
export { checkSealed, type SealedChecked } from "./sealed.ts";
export { takeDigests, type Taken } from "./taking.ts";
