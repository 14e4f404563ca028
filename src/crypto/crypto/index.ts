export { mask, withoutNumbers, type PersonalKind } from "./mask.ts";
export { hashPassword, hashRandomPassword, passwordMatches } from "./password.ts";
export { NoDataKey, personalCodec, ENCRYPTED, ENCRYPTED_IN_JSON, ENCRYPTED_BYTES_HEAD, versionOfBytes, type DataKeys, type PersonalCodec } from "./personal.ts";
export { encryptParts, looksEncrypted, openParts } from "./parts.ts";
export { hmacSm3 } from "./hmac-sm3.ts";
export { sm3 } from "./suites.ts";
export { wrappingOf, type Wrapping } from "./wrapping.ts";
export { hashed, hashNamed, isWeak } from "./hash-names.ts";
