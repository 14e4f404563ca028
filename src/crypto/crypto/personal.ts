import { hkdfSync } from "node:crypto";
import { international, sm, type Keys, type Encryption, type Suite } from "./suites.ts";

/** The one way personal fields are stored, found and read. */
export interface PersonalCodec {
  /** Text → encrypted text for a column or a JSON value, `<suite>.<version>.<base64url>`; the same text encrypts differently each time. */
  encrypt(text: string): string;
  /** Encrypted text → text; throws when it was altered, and `NoDataKey` when there is no key of its version. */
  decrypt(encrypted: string): string;
  /** The same for bytes: one byte for the suite, four for the version, then as above. */
  encryptBytes(bytes: Uint8Array): Buffer;
  decryptBytes(encrypted: Buffer): Buffer;
  /** Encrypts bytes as they come, so that a large file is never held whole; read by `decryptBytes`. */
  encryption(): Encryption;
  /** As `decryptBytes`, giving way to others between pieces. */
  decryptGently(encrypted: Buffer): Promise<Buffer>;
  /** Blind index: equal for equal texts (spaces and case ignored), so an encrypted value can be found by its exact value. */
  index(text: string): string;
}

/** The secrets behind a codec. Data keys have versions; the key of the blind index stays (crypto/keys/data-keys.ts says why). */
export interface DataKeys {
  /** The version to encrypt with now. */
  newest(): number;
  /** Secret bytes of a version; undefined when there is none. */
  find(version: number): Buffer | undefined;
  index: Buffer;
}

/** There is no key of the version that something is encrypted under: it may be whole all the same. */
export class NoDataKey extends Error {}

/** An encrypted text, whole; its first group is the version. */
export const ENCRYPTED = /^[as]1\.([1-9][0-9]{0,5})\.[A-Za-z0-9_-]{38,}$/;

/**
 * An encrypted text among the text of JSON, with its quotation marks; its only group is the text itself. Written so that JavaScript and PostgreSQL read it
 * alike. Within a string a quotation mark has a backslash before it, so nothing typed by anybody looks so.
 */
export const ENCRYPTED_IN_JSON = '"([as]1[.][1-9][0-9]{0,5}[.][A-Za-z0-9_-]{38,})"';

/** Bytes before what is encrypted as bytes: suite and version. */
export const ENCRYPTED_BYTES_HEAD = 5;

/** The version that bytes are encrypted under, from their head. */
export function versionOfBytes(head: Buffer): number {
  return head.readUInt32BE(1);
}

const SUITES = new Map([sm, international].map((suite) => [suite.tag, suite]));

/**
 * Makes the codec. Of each secret, keys for each suite are derived apart (HKDF-SHA-256), so that neither reveals the other. Reads
 * values of both suites and of every version there is a key of; writes the configured suite and the newest version.
 */
export function personalCodec(secrets: DataKeys, suite: "sm" | "international" = "sm"): PersonalCodec {
  const writer = suite === "sm" ? sm : international;
  const derive = (secret: Buffer, purpose: string, { keys }: Suite): Keys => keys(Buffer.from(hkdfSync("sha256", secret, "yiwang", purpose, 48)));
  const made = new Map<string, Keys>();
  const indexKeys = derive(secrets.index, `index ${writer.tag}`, writer);

  function keysOf(of: Suite, version: number): Keys {
    const name = `${of.tag}.${version}`;
    const held = made.get(name);
    if (held) return held;
    const secret = secrets.find(version);
    if (!secret) throw new NoDataKey(`there is no data key of version ${version}`);
    const keys = derive(secret, `personal ${of.tag}`, of);
    made.set(name, keys);
    return keys;
  }

  function bytesHead(version: number): Buffer {
    const head = Buffer.alloc(ENCRYPTED_BYTES_HEAD);
    head.write(writer.tag[0]!, "latin1");
    head.writeUInt32BE(version, 1);
    return head;
  }

  function readerOf(encrypted: Buffer): Suite {
    const reader = SUITES.get(`${encrypted.toString("latin1", 0, 1)}1`);
    if (!reader || encrypted.length < ENCRYPTED_BYTES_HEAD) throw new Error("not encrypted bytes");
    return reader;
  }

  return {
    encrypt(text) {
      const version = secrets.newest();
      return `${writer.tag}.${version}.${writer.encrypt(keysOf(writer, version), Buffer.from(text, "utf8")).toString("base64url")}`;
    },
    decrypt(encrypted) {
      const end = encrypted.indexOf(".", 3);
      const reader = SUITES.get(encrypted.slice(0, 2));
      const version = Number(encrypted.slice(3, end));
      if (!reader || end < 0 || !Number.isInteger(version)) throw new Error("not an encrypted value");
      return reader.decrypt(keysOf(reader, version), Buffer.from(encrypted.slice(end + 1), "base64url")).toString("utf8");
    },
    encryptBytes(bytes) {
      const version = secrets.newest();
      return Buffer.concat([bytesHead(version), writer.encrypt(keysOf(writer, version), bytes)]);
    },
    decryptBytes(encrypted) {
      const reader = readerOf(encrypted);
      return reader.decrypt(keysOf(reader, versionOfBytes(encrypted)), encrypted.subarray(ENCRYPTED_BYTES_HEAD));
    },
    encryption() {
      const version = secrets.newest();
      const encryption = writer.encryption(keysOf(writer, version));
      let head: Buffer | undefined = bytesHead(version);
      const next = (body: Buffer): Buffer => {
        const all = head ? Buffer.concat([head, body]) : body;
        head = undefined;
        return all;
      };
      return { update: (piece) => next(encryption.update(piece)), final: () => next(encryption.final()) };
    },
    async decryptGently(encrypted) {
      const reader = readerOf(encrypted);
      return reader.decryptGently(keysOf(reader, versionOfBytes(encrypted)), encrypted.subarray(ENCRYPTED_BYTES_HEAD));
    },
    index: (text) => writer.mac(indexKeys, text.replace(/\s+/g, "").toUpperCase()).subarray(0, 18).toString("base64url"),
  };
}
