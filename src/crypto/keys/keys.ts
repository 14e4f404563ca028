import type { Identity } from "#crypto/sm2";

/** What a key is made for. A key serves one purpose. */
export type KeyKind = "signature" | "secret";

/** 国密 and international: what a key of each kind is in each suite. */
export const ALGORITHMS = {
  sm: { signature: "SM2", secret: "SM4" },
  international: { signature: "P-256", secret: "AES-256" },
} as const satisfies Record<string, Record<KeyKind, string>>;

export type Suite = keyof typeof ALGORITHMS;
export type Algorithm = (typeof ALGORITHMS)[Suite][KeyKind];

/** What everybody may know of a key. */
export interface KeyFacts {
  keyId: string;
  algorithm: Algorithm;
  madeAt: string;
  /** 04 ‖ x ‖ y of a signature key; undefined for a secret one. */
  publicKey: Buffer | undefined;
}

/**
 * The one way to use keys: by id, never by their bytes. The software provider keeps them wrapped in files; a module of hardware (GB/T 36322)
 * stands behind the same interface, which is why every answer is a promise.
 */
export interface Keys {
  /** Makes a key, of the configured suite unless another is named. Refused (`KEY_EXISTS`) when the id is taken: a key is never replaced. */
  make(keyId: string, kind: KeyKind, suite?: Suite): Promise<KeyFacts>;
  find(keyId: string): Promise<KeyFacts | undefined>;
  /** Signature of 64 bytes r ‖ s: SM2 with SM3 and the user's ID, or ECDSA with SHA-256. NotFound without the key. */
  sign(keyId: string, message: Uint8Array, identity?: Identity): Promise<Buffer>;
  verify(keyId: string, message: Uint8Array, signature: Uint8Array, identity?: Identity): Promise<boolean>;
  /** Authenticated encryption by a secret key: SM4-CTR with HMAC-SM3, or AES-256-GCM. */
  encrypt(keyId: string, plain: Uint8Array): Promise<Buffer>;
  /** Refused (`CIPHER_ALTERED`) when the bytes were altered or are of another key. */
  decrypt(keyId: string, cipher: Uint8Array): Promise<Buffer>;
  /** HMAC by a secret key, 32 bytes: SM3 or SHA-256. */
  mac(keyId: string, message: Uint8Array): Promise<Buffer>;
  random(size: number): Buffer;
}
