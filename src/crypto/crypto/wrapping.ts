import { hkdfSync } from "node:crypto";
import { hmacSm3 } from "./hmac-sm3.ts";
import { international, sm, type Keys, type Suite } from "./suites.ts";

/** How the master key keeps other keys. */
export interface Wrapping {
  wrap(text: string): string;
  /** Throws when it was altered or wrapped by another master key. */
  unwrap(wrapped: string): string;
}

/** The wrapping of a 32-byte master key (hex). Keys of their own are derived for it. Reads both suites, writes the configured one. */
export function wrappingOf(masterKeyHex: string, suite: "sm" | "international" = "sm"): Wrapping {
  const master = Buffer.from(masterKeyHex, "hex");
  if (master.length !== 32 || !/^[0-9a-f]{64}$/i.test(masterKeyHex)) throw new Error("the master key must be 32 bytes, as 64 hex digits");
  const secret = hmacSm3(master, "key encryption");
  const keysOf = (of: Suite): Keys => of.keys(Buffer.from(hkdfSync("sha256", secret, "yiwang", `wrapping ${of.tag}`, 48)));
  const readers = new Map([sm, international].map((each) => [each.tag, { suite: each, keys: keysOf(each) }]));
  const writer = readers.get(suite === "sm" ? sm.tag : international.tag)!;
  return {
    wrap: (text) => `${writer.suite.tag}.${writer.suite.encrypt(writer.keys, Buffer.from(text, "utf8")).toString("base64url")}`,
    unwrap(wrapped) {
      const reader = readers.get(wrapped.slice(0, 2));
      if (!reader) throw new Error("not a wrapped key");
      return reader.suite.decrypt(reader.keys, Buffer.from(wrapped.slice(3), "base64url")).toString("utf8");
    },
  };
}
