export { mask, type PersonalKind } from "./mask.ts";
export { hashPassword, passwordMatches } from "./password.ts";
export { personalCodec, type PersonalCodec } from "./personal.ts";
export { hmacSm3, sm3 } from "./suites.ts";
