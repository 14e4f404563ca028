export { openDataKeys, type DataKeyFacts, type KeptDataKeys } from "./data-keys.ts";
export type { MasterKey } from "./key-file.ts";
export { ALGORITHMS, type Algorithm, type KeyFacts, type KeyKind, type Keys, type Suite } from "./keys.ts";
export { rewrap, type Rewrapping } from "./rewrapping.ts";
export { verifySignature } from "./signature.ts";
export { openKeys } from "./software.ts";
