import { badInput } from "#values/errors";
import { openPdf } from "./pdf.ts";
import { endOfJpeg, endOfPng } from "./pictures.ts";

/** What a file is, by its content. */
export type FileType = "application/pdf" | "image/jpeg" | "image/png" | "application/ofd";

/** What was found in a file that is taken. */
export interface Content {
  type: FileType;
  /** A PDF that would run scripts in a program that lets it. */
  scripts: boolean;
}

/** The ending of a name that goes with a type. */
export const ENDINGS: Record<FileType, string> = { "application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "application/ofd": "ofd" };

// ISO 32000-1, annex H: programs accept the head anywhere in the first 1024 bytes.
const HEAD = 1024;
const OFD_TAIL = 0xff_ff + 22;

/** What the first bytes say; of a package that it names OFD.xml in its directory, as GB/T 33190 has it. */
function typeOf(bytes: Buffer): FileType | undefined {
  if (bytes.length >= 4 && bytes.readUInt16BE(0) === 0xffd8 && bytes[2] === 0xff) return "image/jpeg";
  if (bytes.toString("latin1", 0, 8) === "\x89PNG\r\n\x1a\n") return "image/png";
  if (bytes.subarray(0, HEAD).includes("%PDF-")) return "application/pdf";
  const packed = bytes.toString("latin1", 0, 4) === "PK\u0003\u0004" || bytes.subarray(-OFD_TAIL).includes("PK\u0005\u0006");
  return packed && bytes.subarray(-1024 * 1024).includes("OFD.xml") ? "application/ofd" : undefined;
}

const broken = (): Error => badInput("FILE_BROKEN", "这个文件不完整，可能没有下载完或者没有存好，请打开看一下再上传。");

const FAULTS = {
  password: () => badInput("FILE_LOCKED", "这个 PDF 要输密码才能打开，工作人员看不到内容。请去掉密码，或者打开后另存（打印）成没有密码的 PDF 再上传。"),
  "no-pages": () => badInput("FILE_BROKEN", "这个 PDF 里一页也没有，请换成有内容的文件再上传。"),
  unreadable: () => badInput("FILE_BROKEN", "这个 PDF 打不开，可能没有下载完或者已经损坏。请打开看一下，重新下载或者导出后再上传。"),
  "too-much": () => badInput("FILE_TOO_COMPLEX", "这个 PDF 太复杂，没能打开检查。请打印成新的 PDF，或者拍照上传。"),
};

/**
 * Cut off in the middle: there is no end mark, or objects follow the last one, as they do in a file that was written in two parts and has lost the
 * end of the second. Whatever else follows, the tail of a web server, zeros of a scanner, programs pass over.
 */
function isCut(bytes: Buffer): boolean {
  const end = bytes.lastIndexOf("%%EOF");
  return end < 0 || /(^|\s)\d{1,10} \d{1,5} obj\b/.test(bytes.toString("latin1", end + 5));
}

async function ofPdf(bytes: Buffer): Promise<Content> {
  if (isCut(bytes)) throw broken();
  const found = await openPdf(bytes);
  if (!("fault" in found)) return { type: "application/pdf", scripts: found.scripts };
  // Locked by a certificate, or by a method nobody knows: to whoever opens it that is the same as a password.
  throw FAULTS[found.fault === "unreadable" && bytes.includes("/Encrypt") ? "password" : found.fault]();
}

/** Judges a file by its content, to its very end. Refusal 422 of what nobody could open, with what to do. */
export async function contentOf(bytes: Buffer): Promise<Content> {
  if (bytes.length === 0) throw badInput("FILE_EMPTY", "这个文件是空的，请重新选择。");
  const type = typeOf(bytes);
  if (type === "application/pdf") return ofPdf(bytes);
  if (type === undefined) {
    if (/^\uFEFF?HTTP\/\d/.test(bytes.toString("utf8", 0, 16)))
      throw badInput("FILE_TYPE", "这个文件前面多了一段网页传输的内容，是下载时出的错，打不开。请重新下载原来的文件再上传。");
    throw badInput("FILE_TYPE", "只能上传 PDF、OFD、JPG 或 PNG 文件；改文件名的后缀没有用，请用原来的文件。");
  }
  const whole = type === "application/ofd" ? bytes.subarray(-OFD_TAIL).includes("PK\u0005\u0006") : (type === "image/jpeg" ? endOfJpeg : endOfPng)(bytes);
  if (!whole) throw broken();
  return { type, scripts: false };
}
