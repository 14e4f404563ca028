import { asSeq, decodeLoosely, malformed, TAGS } from "#crypto/der";
import { readSigners, type ReadSigner } from "./cms-reading.ts";
import { readSignature, type SignatureData } from "./signature-data.ts";

/** What a signature value turned out to be, whatever the file calls it. */
export type SignedValue = { kind: "sealing"; data: SignatureData } | { kind: "cms"; signers: readonly ReadSigner[] };

/** The bytes of a value that is kept as text: base64 with or without its frame lines, or hex. */
export function unwrapped(value: Buffer): Buffer {
  if (value[0] === TAGS.sequence || value.length > 8 * 1024 * 1024) return value;
  const text = value
    .toString("latin1")
    .replaceAll(/-----[A-Z0-9 ]+-----/g, "")
    .replaceAll(/\s/g, "");
  if (/^(?:[0-9a-f]{2})+$/i.test(text)) return Buffer.from(text, "hex");
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, "base64") : value;
}

/**
 * Reads a signature value by what it is: SES_Signature (GB/T 38540, GM/T 0031) or SignedData (GB/T 35275, GM/T 0010, PKCS #7). Refused (`DER`) when it is
 * neither, with what it is where that can be told.
 */
export function readValue(value: Buffer): SignedValue {
  const der = unwrapped(value);
  if (der.length === 64) throw malformed("里面只有一个签名值，没有签名人的证书");
  const [first, second] = asSeq(decodeLoosely(der), 1);
  if (first?.tag === TAGS.oid) return { kind: "cms", signers: readSigners(der) };
  if (first?.tag === TAGS.integer && second?.tag === TAGS.integer) throw malformed("里面只有一个签名值，没有签名人的证书");
  return { kind: "sealing", data: readSignature(der) };
}
