import { isAscii, isUtf8 } from "node:buffer";
import { badInput } from "#values/errors";

/** A list's bytes as text. */
export interface Decoded {
  /** The text, piece by piece, from its beginning each time it is asked for: a list is never held whole as text. */
  pieces(): Generator<string>;
  encoding: "UTF-8" | "UTF-16" | "GB 18030";
  /** Nothing in the bytes says for certain that it is this encoding: whoever imports looks at the first lines. */
  guessed: boolean;
}

/** Bytes looked at to find the zero bytes of UTF-16. */
const SAMPLE = 64 * 1024;
/** Bytes decoded at once. */
const PIECE = 64 * 1024;

/** Text of bytes, piece by piece; throws where they are not of the encoding. A mark at their beginning is taken off. */
export function* piecesOf(bytes: Uint8Array, encoding: string, size = PIECE): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for (let at = 0; at < bytes.length; at += size) {
    const text = decoder.decode(bytes.subarray(at, at + size), { stream: at + size < bytes.length });
    if (text !== "") yield text;
  }
}

/** Whether all of the bytes are text of an encoding; every piece is shown to `look` on the way. */
function fits(bytes: Uint8Array, encoding: string, look?: (piece: string) => void): boolean {
  try {
    for (const piece of piecesOf(bytes, encoding)) look?.(piece);
    return true;
  } catch {
    return false;
  }
}

/** UTF-16 without a mark: the zero bytes of its tabs, figures and line ends lie in odd places only, or in even ones only. */
function utf16Without(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  const sample = bytes.subarray(0, SAMPLE);
  let [even, odd] = [0, 0];
  for (let i = 0; i < sample.length; i += 1) {
    if (sample[i] !== 0) continue;
    if (i % 2 === 0) even += 1;
    else odd += 1;
  }
  return even > 0 === odd > 0 || bytes.length % 2 !== 0 ? undefined : odd > 0 ? "utf-16le" : "utf-16be";
}

const MARKS = [
  { mark: [0xef, 0xbb, 0xbf], encoding: "utf-8", name: "UTF-8" },
  { mark: [0xff, 0xfe], encoding: "utf-16le", name: "UTF-16" },
  { mark: [0xfe, 0xff], encoding: "utf-16be", name: "UTF-16" },
] as const;

/** Whether UTF-8 has sequences of three bytes or four: nothing else has them by chance. */
const hasLong = (bytes: Uint8Array): boolean => bytes.some((byte) => byte >= 0xe0);

/** All that is not plain ASCII is Chinese: characters and the marks between them. */
const ALL_CHINESE = /^[\p{ASCII}\p{Script=Han}\u3000-\u303f\uff00-\uffef\u2014\u2018-\u201d\u2026\u00b7]*$/u;

/** A Chinese character grown into a word of small letters is none: `Jos茅` is José. */
const WITHIN_A_WORD = /[a-z]\p{Script=Han}|\p{Script=Han}[a-z]/u;

/** The number of the line where bytes stop being UTF-8: what somebody looks for who has to mend a file. */
function brokenLine(bytes: Uint8Array): number {
  let line = 1;
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(10, from);
    const until = end < 0 ? bytes.length : end + 1;
    if (!isUtf8(bytes.subarray(from, until))) return line;
    from = until;
    line += 1;
  }
  return line;
}

/**
 * Reads a text file by what its bytes say: a mark; the zero bytes of UTF-16; valid UTF-8; else GB 18030, as Chinese Excel saves. Valid UTF-8 of
 * two-byte sequences alone is no proof (`联通` in GB is such): then what reads as Chinese wins. Decoded here and not in the database, whose table
 * of GB 18030 is that of the year 2000.
 * @throws Refusal LIST_ENCODING when it is none of these.
 */
export function decode(bytes: Uint8Array): Decoded {
  const as = (label: string, encoding: Decoded["encoding"], guessed: boolean): Decoded => ({ pieces: () => piecesOf(bytes, label), encoding, guessed });
  for (const { mark, encoding, name } of MARKS) {
    if (!mark.every((byte, i) => bytes[i] === byte)) continue;
    if (fits(bytes, encoding)) return as(encoding, name, false);
    const where = name === "UTF-8" ? `，第 ${brokenLine(bytes)} 行起读不出来` : "";
    throw badInput("LIST_ENCODING", `文件开头写明是 ${name} 编码，但内容不是${where}。请用原来的软件另存为 .xlsx 再导入。`);
  }
  const wide = utf16Without(bytes);
  if (wide && fits(bytes, wide)) return as(wide, "UTF-16", true);
  const utf8 = isUtf8(bytes);
  if (utf8 && (isAscii(bytes) || hasLong(bytes))) return as("utf-8", "UTF-8", false);
  let [chinese, before] = [true, ""];
  const gb = fits(bytes, "gb18030", (piece) => {
    if (utf8) chinese &&= ALL_CHINESE.test(piece) && !WITHIN_A_WORD.test(before + piece);
    before = piece.at(-1)!;
  });
  if (gb && (!utf8 || chinese)) return as("gb18030", "GB 18030", true);
  if (utf8) return as("utf-8", "UTF-8", true);
  throw badInput("LIST_ENCODING", `文件既不是 UTF-8、UTF-16 也不是 GB 18030 编码，第 ${brokenLine(bytes)} 行起读不出来。请用原来的软件另存为 .xlsx 再导入。`);
}
