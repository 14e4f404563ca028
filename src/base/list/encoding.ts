import { badInput } from "#kernel/errors";

/** A list's bytes as text. */
export interface Decoded {
  text: string;
  encoding: "UTF-8" | "UTF-16" | "GB 18030";
  /** Nothing in the bytes says for certain that it is this encoding: whoever imports looks at the first lines. */
  guessed: boolean;
}

/** Bytes looked at to find the zero bytes of UTF-16. */
const SAMPLE = 64 * 1024;

function tried(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    // ignoreBOM false: the mark is taken off.
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
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
    if (tried(bytes.subarray(from, until), "utf-8") === undefined) return line;
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
  for (const { mark, encoding, name } of MARKS) {
    if (!mark.every((byte, i) => bytes[i] === byte)) continue;
    const text = tried(bytes, encoding);
    if (text !== undefined) return { text, encoding: name, guessed: false };
    const where = name === "UTF-8" ? `，第 ${brokenLine(bytes)} 行起读不出来` : "";
    throw badInput("LIST_ENCODING", `文件开头写明是 ${name} 编码，但内容不是${where}。请用原来的软件另存为 .xlsx 再导入。`);
  }
  const wide = utf16Without(bytes);
  const wideText = wide && tried(bytes, wide);
  if (wideText !== undefined) return { text: wideText, encoding: "UTF-16", guessed: true };
  const utf8 = tried(bytes, "utf-8");
  if (utf8 !== undefined && (/^\p{ASCII}*$/u.test(utf8) || /[\u0800-\u{10ffff}]/u.test(utf8))) return { text: utf8, encoding: "UTF-8", guessed: false };
  const chinese = tried(bytes, "gb18030");
  if (chinese !== undefined && (utf8 === undefined || (ALL_CHINESE.test(chinese) && !WITHIN_A_WORD.test(chinese))))
    return { text: chinese, encoding: "GB 18030", guessed: true };
  if (utf8 !== undefined) return { text: utf8, encoding: "UTF-8", guessed: true };
  throw badInput("LIST_ENCODING", `文件既不是 UTF-8、UTF-16 也不是 GB 18030 编码，第 ${brokenLine(bytes)} 行起读不出来。请用原来的软件另存为 .xlsx 再导入。`);
}
