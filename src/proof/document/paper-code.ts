const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll("-", ""), "hex");
const idOf = (bytes: Buffer): string => bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

/**
 * The code that a paper bears: which document of which matter, 43 characters. Whoever has the code has seen the paper: the two ids hold 148
 * random bits, so nobody comes by one by trying.
 */
export function paperCode({ matterId, documentId }: { matterId: string; documentId: string }): string {
  return Buffer.concat([bytesOf(matterId), bytesOf(documentId)]).toString("base64url");
}

/** What a code names, copied with blanks or typed wide, its capitals as they are; undefined for what is none. */
export function readPaperCode(typed: string): { matterId: string; documentId: string } | undefined {
  const code = typed
    .normalize("NFKC")
    .replace(/[\s\p{Cf}]/gu, "")
    .replace(/[\u2010-\u2015\u2212]/g, "-");
  if (!/^[\w-]{43}$/.test(code)) return undefined;
  const bytes = Buffer.from(code, "base64url");
  return { matterId: idOf(bytes.subarray(0, 16)), documentId: idOf(bytes.subarray(16)) };
}
