import { decodeLoosely, set } from "#crypto/der";
import { hashed, sm3 } from "#crypto/crypto";
import { readPublicKey } from "#crypto/sm2";
import { madeBy } from "#trust/certificate";
import type { CmsData } from "./cms-reading.ts";

/** What lies before us and is said to be signed: its SM3, and its bytes where another hash, or the bytes themselves, are wanted. */
export interface Subject {
  sm3: Buffer;
  bytes?: (() => Buffer) | undefined;
}

/** One thing that may have been handed to the signer. */
interface Form {
  bytes?: Buffer;
  hash: (name: string) => Buffer | undefined;
}

const whole = (bytes: Buffer): Form => ({ bytes, hash: (name) => hashed(name, bytes) });

/**
 * What signers take as content: the bytes themselves, or their hash as bytes, as hex or as base64. A railway ticket signs the hash of its Signature.xml
 * where an invoice signs the file.
 */
function formsOf({ sm3: digest, bytes }: Subject, name: string): Form[] {
  const own: Form = bytes ? whole(bytes()) : { hash: (wanted) => (wanted === "sm3" ? digest : undefined) };
  const hash = own.hash(name);
  const texts = hash ? [hash.toString("hex"), hash.toString("hex").toUpperCase(), hash.toString("base64")].map((text) => Buffer.from(text)) : [];
  return [own, ...[...(hash ? [hash] : []), ...texts].map(whole)];
}

/** SM3 with the signer's identity before the content, as the signature itself is made (GB/T 35275 §9, read so by some). */
function withIdentity({ signer }: CmsData, bytes: Buffer): Buffer | undefined {
  try {
    return signer.keyKind === "SM2" ? sm3(Buffer.concat([readPublicKey(signer.publicKey).hash, bytes])) : undefined;
  } catch {
    return undefined;
  }
}

function candidates(data: CmsData, subject: Subject): Form[] {
  const forms = formsOf(subject, data.hash);
  const { content } = data;
  if (content === undefined) return forms;
  const inside = forms.some(({ bytes, hash }) => bytes?.equals(content) || hash("sm3")?.equals(sm3(content)));
  return inside ? [whole(content)] : [];
}

/** Whether signed data is of this very content. Of one without attributes, the signature alone can tell: see `signatureFits`. */
export function contentFits(data: CmsData, subject: Subject): boolean {
  const forms = candidates(data, subject);
  const { digest, hash } = data;
  if (digest === undefined) return forms.length > 0;
  return forms.some((form) => form.hash(hash)?.equals(digest) || (form.bytes !== undefined && withIdentity(data, form.bytes)?.equals(digest)));
}

/** The signed attributes in the order in which DER has them, for who signed them so and wrote them otherwise. */
function inOrder(attributes: Buffer): Buffer {
  return set(...decodeLoosely(attributes).parts.map(({ bytes }) => bytes));
}

/**
 * Whether the signature value fits: over the attributes, or over the content where there are none. Undefined where nobody here can tell: the way of signing
 * is not known, or there are only hashes where the bytes are wanted.
 */
export function signatureFits(data: CmsData, subject: Subject | undefined): boolean | undefined {
  const { signed, signature, algorithm, hash, signer, content } = data;
  const messages = signed
    ? [signed, inOrder(signed), Buffer.concat([Buffer.from([0xa0]), signed.subarray(1)])]
    : [...(content ? [content] : []), ...(subject ? formsOf(subject, hash).flatMap(({ bytes }) => bytes ?? []) : [])];
  const answers = messages.flatMap((message) => [message, hashed(hash, message)]).map((message) => madeBy(signer, { algorithm, hash }, message, signature));
  if (answers.includes(true)) return true;
  return answers.includes(false) ? false : undefined;
}

/** Whether a signature holds for a content with this SM3, by the certificate it brings. Whether that certificate is to be trusted is another question. */
export function cmsHolds(data: CmsData, contentDigest: Buffer): boolean {
  const subject: Subject = { sm3: contentDigest };
  if (data.content !== undefined && !sm3(data.content).equals(contentDigest)) return false;
  return contentFits(data, subject) && signatureFits(data, subject) === true;
}
