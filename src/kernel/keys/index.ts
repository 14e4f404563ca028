export { ALGORITHMS, type Algorithm, type KeyFacts, type KeyKind, type Keys, type Suite } from "./keys.ts";
export { verifySignature } from "./signature.ts";
export { openKeys } from "./software.ts";
