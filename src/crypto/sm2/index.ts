export { cipherFromDer, cipherToDer, decrypt, encrypt } from "./cipher.ts";
export { DEFAULT_ID, generateKey, prepared, readPrivateKey, readPublicKey, type PrivateKey, type PublicKey } from "./key.ts";
export { sign, signatureFromDer, signatureToDer, verify, type Identity } from "./signature.ts";
