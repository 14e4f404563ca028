import { createHash } from "node:crypto";

/** A signature found in a PDF. Whether its CMS holds over `content`, and whose it is, is for the seal. */
export interface PdfSignature {
  range: [number, number, number, number];
  /** DER, without the noughts that fill its room. */
  cms: Buffer;
  /** What it signs, put together on demand, and its SM3. */
  content: () => Buffer;
  hash: Buffer;
  /** It covers the file to its end; false: something was added behind it, such as a later signature. */
  whole: boolean;
  /** "adbe.pkcs7.detached", as written. */
  format: string;
}

const MOST = 64;
const LARGEST_FILE = 64 * 1024 * 1024;
// Of all signatures together: a large file that only names many signatures is not hashed for each of them.
const HASHED = 80 * 1024 * 1024;
const LARGEST_CMS = 1024 * 1024;

/** DER tells its own length; what follows in the room must be nought. */
function unfilled(room: Buffer): Buffer | undefined {
  if (room.length < 2 || room[0] !== 0x30) return undefined;
  const first = room[1]!;
  const count = first < 0x80 ? 0 : first & 0x7f;
  if (count > 4 || room.length < 2 + count) return undefined;
  const length = 2 + count + (count === 0 ? first : room.readUIntBE(2, count));
  return length <= room.length && room.subarray(length).every((byte) => byte === 0) ? room.subarray(0, length) : undefined;
}

function signatureAt(pdf: Buffer, at: number): PdfSignature | undefined {
  const numbers = /^\/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/.exec(pdf.toString("latin1", at, at + 120));
  if (!numbers) return undefined;
  const range = numbers.slice(1).map(Number) as PdfSignature["range"];
  const [from, length, behind, rest] = range;
  const hole = behind - length;
  // From the first byte, one hole, and the hole is the string of this very signature.
  if (from !== 0 || hole < 4 || hole > LARGEST_CMS * 2 || behind + rest > pdf.length || pdf[length] !== 0x3c || pdf[behind - 1] !== 0x3e) return undefined;
  const hex = pdf.toString("latin1", length + 1, behind - 1);
  const before = pdf.toString("latin1", Math.max(0, length - 40), length);
  if (!/\/Contents\s*$/.test(before) || !/^([0-9a-fA-F]{2})+$/.test(hex) || (at > length && at < behind)) return undefined;
  const cms = unfilled(Buffer.from(hex, "hex"));
  if (!cms) return undefined;
  const dictionary =
    pdf
      .toString("latin1", Math.max(0, at - 2000), at)
      .split(/\d+ 0 obj/)
      .at(-1) ?? "";
  const pieces = [pdf.subarray(0, length), pdf.subarray(behind, behind + rest)];
  const hash = createHash("sm3").update(pieces[0]!).update(pieces[1]!).digest();
  return {
    range,
    cms,
    content: () => Buffer.concat(pieces),
    hash,
    whole: behind + rest === pdf.length,
    format: /\/SubFilter\s*\/([\w.]+)/.exec(dictionary)?.[1] ?? "",
  };
}

/**
 * The signatures of a PDF that may come from anybody, in the order of what they cover; none where nothing is signed, or what looks like a
 * signature does not cover the file from its first byte with one gap for its own CMS. No more than 64, of files up to 64 MB.
 */
export function pdfSignatures(pdf: Buffer): PdfSignature[] {
  if (pdf.length > LARGEST_FILE || !pdf.subarray(0, 1024).includes("%PDF-")) return [];
  const found: PdfSignature[] = [];
  const most = Math.min(MOST, Math.floor(HASHED / pdf.length));
  for (let at = pdf.indexOf("/ByteRange"), seen = 0; at >= 0 && seen < most; at = pdf.indexOf("/ByteRange", at + 1), seen++) {
    const signature = signatureAt(pdf, at);
    if (signature) found.push(signature);
  }
  return found.sort((a, b) => a.range[2] + a.range[3] - b.range[2] - b.range[3]);
}

const TRACES = ["/ByteRange", "/Type /Sig", "/Type/Sig", "/adbe.pkcs7", "/ETSI.", "/SigFlags"];

/**
 * How many places of a PDF look like the beginning of a signature but are none of the `found` ones that `pdfSignatures` gave: spoilt ones, or ones that
 * do not cover the file from its first byte. Where none was found, other traces of one count as one place.
 */
export function spoiltSignatures(pdf: Buffer, found: number): number {
  let seen = 0;
  for (let at = pdf.indexOf("/ByteRange"); at >= 0 && seen < MOST; at = pdf.indexOf("/ByteRange", at + 1)) seen++;
  return Math.max(seen - found, found === 0 && TRACES.some((trace) => pdf.includes(trace)) ? 1 : 0);
}
