import { createHash } from "node:crypto";
import { open, readFile, rm } from "node:fs/promises";
import type { PersonalCodec } from "#crypto/crypto";
import { Refusal } from "#values/errors";

/** The largest file taken, bytes. */
export const MAX_FILE_SIZE = 10 * 1024 * 1024;

const PIECE = 64 * 1024;

/** A file that has come and is not kept yet: on the disk, encrypted, under a name that nobody asks for. */
export interface Received {
  /** SM3 of the content, hex. */
  fileId: string;
  size: number;
  /** Where it lies. */
  path: string;
  content(): Promise<Buffer>;
  /** Forgets it. Nothing happens when it was kept meanwhile. */
  drop(): Promise<void>;
}

/** Bytes in pieces, none larger than what is encrypted at a time. */
async function* inPieces(source: AsyncIterable<Uint8Array> | Uint8Array): AsyncGenerator<Uint8Array> {
  for await (const chunk of source instanceof Uint8Array ? [source] : source) {
    for (let at = 0; at < chunk.length; at += PIECE) yield chunk.subarray(at, at + PIECE);
  }
}

/**
 * Takes a file in as it comes, to `path`: encrypted piece by piece, its SM3 counted on the way, so that neither the memory nor the disk ever holds it
 * in clear, and whoever stalls holds a few kilobytes. One that is too large is read to its end and refused (413), that breaks off is an Error; neither leaves
 * anything behind.
 */
export async function receive(codec: PersonalCodec, path: string, source: AsyncIterable<Uint8Array> | Uint8Array): Promise<Received> {
  const handle = await open(path, "wx", 0o600);
  const hash = createHash("sm3");
  const encryption = codec.encryption();
  const drop = (): Promise<void> => rm(path, { force: true });
  let size = 0;
  try {
    for await (const piece of inPieces(source)) {
      size += piece.length;
      if (size > MAX_FILE_SIZE) continue;
      hash.update(piece);
      await handle.write(encryption.update(piece));
    }
    if (size > MAX_FILE_SIZE) throw new Refusal(413, "FILE_TOO_LARGE", "文件超过 10 MB，请压缩后再上传。");
    await handle.write(encryption.final());
    await handle.sync();
  } catch (error) {
    await handle.close();
    await drop();
    throw error;
  }
  await handle.close();
  return { fileId: hash.digest("hex"), size, path, content: async () => codec.decryptGently(await readFile(path)), drop };
}
