import { badInput } from "#values/errors";

/**
 * The text of an XML file as it was uploaded: by its mark, else by the encoding that its first line names, else UTF-8. GB 2312 and GBK are read as
 * GB 18030, which holds both.
 * @throws Refusal BAD_FILE for an encoding that nobody knows, and for bytes that do not fit the one that is named
 */
export function fileText(bytes: Buffer): string {
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    const why = error instanceof RangeError ? `文件写明的编码“${encoding}”不认识` : `文件的内容和它写明的编码（${encoding}）对不上`;
    throw badInput("BAD_FILE", `${why}，请另存为 UTF-8 编码再上传。`, { file: "请另存为 UTF-8 编码。" });
  }
}

function encodingOf(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first === 0x3c && second === 0) return "utf-16le";
  if (first === 0 && second === 0x3c) return "utf-16be";
  const named = /^(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(bytes.subarray(0, 200).toString("latin1"))?.[1]?.toLowerCase();
  if (bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) return "utf-8";
  return named === "gb2312" || named === "gbk" ? "gb18030" : (named ?? "utf-8");
}
