import { isUtf8 } from "node:buffer";
import type { FastifyRequest } from "fastify";

/** Longest head of a part that is looked at. */
const HEAD = 8192;

/**
 * Reads the bytes of the names of files as a form goes by. The parser of forms takes every name for UTF-8 and gives on what became of it; of one that was
 * not, nothing can be told from that any more. Gives the name of the n-th
 * file where it is not UTF-8: read as GB 18030, as programs of Chinese Windows write it.
 */
export function watchNames(request: FastifyRequest): (index: number) => string | undefined {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(request.headers["content-type"] ?? "");
  const names: Buffer[] = [];
  if (!boundary) return () => undefined;
  const mark = Buffer.from(`--${boundary[1] ?? boundary[2]}\r\n`, "latin1");
  let rest = Buffer.alloc(0);
  const read = (chunk: Buffer): void => {
    let bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    for (;;) {
      const at = bytes.indexOf(mark);
      if (at < 0) {
        rest = Buffer.from(bytes.subarray(Math.max(0, bytes.length - mark.length)));
        return;
      }
      const end = bytes.indexOf("\r\n\r\n", at + mark.length);
      if (end < 0 && bytes.length - at < HEAD) {
        rest = Buffer.from(bytes.subarray(at));
        return;
      }
      const head = bytes.toString("latin1", at + mark.length, end < 0 ? at + HEAD : end);
      // To the last quotation mark of the line: the second byte of a GBK character may be a backslash.
      const name = /^content-disposition:[^\r\n]*?;\s*filename="([^\r\n]*?)"[ \t]*(?:;|\r|$)/im.exec(head);
      if (name) names.push(Buffer.from(name[1]!, "latin1"));
      bytes = bytes.subarray(end < 0 ? at + mark.length : end);
    }
  };
  request.raw.prependListener("data", read);
  // A listener sets a stream flowing, and nobody reads it yet.
  request.raw.pause();
  return (index) => (names[index] && !isUtf8(names[index]) ? new TextDecoder("gb18030").decode(names[index]) : undefined);
}
