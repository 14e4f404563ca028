import { createHash } from "node:crypto";

/** Hashes as files name them: by identifier, or by a word. */
const NAMES: Readonly<Record<string, string>> = {
  "1.2.156.10197.1.401": "sm3",
  "1.2.156.10197.1.401.1": "sm3",
  SM3: "sm3",
  "2.16.840.1.101.3.4.2.1": "sha256",
  SHA256: "sha256",
  "SHA-256": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
  SHA384: "sha384",
  "SHA-384": "sha384",
  SHA512: "sha512",
  "SHA-512": "sha512",
  "1.3.14.3.2.26": "sha1",
  SHA1: "sha1",
  "SHA-1": "sha1",
  "1.2.840.113549.2.5": "md5",
  MD5: "md5",
};

// What anybody can find a second file to: a value that fits proves nothing, one that does not fit still tells that the file is another.
const WEAK: readonly string[] = ["sha1", "md5"];

/** The hash that a file names; undefined for one that is not known. */
export function hashNamed(name: string): string | undefined {
  const key = name.trim().toUpperCase();
  return Object.hasOwn(NAMES, key) ? NAMES[key] : undefined;
}

/** Whether a hash is one that nobody should trust any more. */
export function isWeak(hash: string): boolean {
  return WEAK.includes(hash);
}

/** The hash of bytes by its name in OpenSSL. */
export function hashed(hash: string, bytes: Uint8Array): Buffer {
  return createHash(hash).update(bytes).digest();
}
