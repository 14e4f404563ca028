import { hkdfSync } from "node:crypto";
import { international, sm, type Keys, type Suite } from "./suites.ts";

/** The one way personal fields are stored, found and read. */
export interface PersonalCodec {
  /** Text → sealed text for a column or a JSON value; the same text seals differently each time. */
  seal(text: string): string;
  /** Sealed text → text; throws when it was altered. */
  open(sealed: string): string;
  /** Blind index: equal for equal texts (spaces and case ignored), so a sealed value can be found by its exact value. */
  index(text: string): string;
}

/**
 * Makes the codec from the 32-byte master key (hex). Keys for sealing and for the index are derived apart (HKDF-SHA-256),
 * per suite, so that neither reveals the other. Reads values of both suites, writes the configured one.
 */
export function personalCodec(masterKeyHex: string, suite: "sm" | "international" = "sm"): PersonalCodec {
  const master = Buffer.from(masterKeyHex, "hex");
  if (master.length !== 32) throw new Error("the master key must be 32 bytes, as 64 hex digits");
  const derive = (purpose: string): Buffer => Buffer.from(hkdfSync("sha256", master, "yiwang", purpose, 48));
  const suites = new Map<string, { suite: Suite; keys: Keys }>();
  for (const each of [sm, international]) suites.set(each.tag, { suite: each, keys: each.keys(derive(`personal ${each.tag}`)) });
  const writer = suites.get(suite === "sm" ? sm.tag : international.tag)!;
  const indexKeys = writer.suite.keys(derive(`index ${writer.suite.tag}`));
  return {
    seal: (text) => `${writer.suite.tag}.1.${writer.suite.seal(writer.keys, text).toString("base64url")}`,
    open(sealed) {
      const [tag, version, body] = sealed.split(".", 3);
      const reader = version === "1" && suites.get(tag!);
      if (!reader) throw new Error("not a sealed value");
      return reader.suite.open(reader.keys, Buffer.from(body!, "base64url"));
    },
    index: (text) => writer.suite.mac(indexKeys, text.replace(/\s+/g, "").toUpperCase()).subarray(0, 18).toString("base64url"),
  };
}
