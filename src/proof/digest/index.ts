export { checkDigests, type DigestsChecked, type LoggedLinks } from "./checking.ts";
export { checkEncrypted, type EncryptedChecked } from "./encrypted.ts";
export { takeDigests, type Taken } from "./taking.ts";
