import { createReadStream, type ReadStream } from "node:fs";
import { mkdir, open, readFile, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileTypeFromBuffer } from "file-type";
import { sm3 } from "#kernel/crypto";
import { badInput, notFound } from "#kernel/errors";
import { newId } from "#kernel/ids";

/** A file kept by its content: the same bytes are kept once, and a changed byte has another id. */
export interface StoredFile {
  /** SM3 of the content, hex. */
  fileId: string;
  size: number;
  /** What the content is, not what its name says. */
  type: "application/pdf" | "image/jpeg" | "image/png";
}

/** The largest file taken, bytes. */
export const MAX_FILE_SIZE = 10 * 1024 * 1024;

const ACCEPTED = new Set(["application/pdf", "image/jpeg", "image/png"]);
const ENDS: Record<string, (content: Buffer) => boolean> = {
  "application/pdf": (content) => content.subarray(-1024).includes("%%EOF"),
  "image/jpeg": (content) => content.subarray(-64).includes(Buffer.from([0xff, 0xd9])),
  "image/png": (content) => content.subarray(-16).includes("IEND"),
};

/** The folder of files. Made once at start and handed to those who need it. */
export interface Files {
  /** Checks a file by content (PDF, JPEG, PNG; begun and ended; not empty; ≤ 10 MB) and keeps it durably. */
  put(content: Buffer): Promise<StoredFile>;
  /** Content of a kept file; NotFound when there is none. */
  read(fileId: string): Promise<Buffer>;
  stream(fileId: string): ReadStream;
}

async function checked(content: Buffer): Promise<StoredFile["type"]> {
  if (content.length === 0) throw badInput("FILE_EMPTY", "这个文件是空的，请重新选择。");
  if (content.length > MAX_FILE_SIZE) throw badInput("FILE_TOO_LARGE", "文件超过 10 MB，请压缩后再上传。");
  const type = (await fileTypeFromBuffer(content))?.mime ?? "";
  if (!ACCEPTED.has(type)) throw badInput("FILE_TYPE", "只能上传 PDF、JPG 或 PNG 文件；改文件名的后缀没有用，请用原来的文件。");
  if (!ENDS[type]!(content)) throw badInput("FILE_BROKEN", "这个文件不完整，可能没有下载完，请打开看一下再上传。");
  return type as StoredFile["type"];
}

/** Opens the folder of files below `dataDir`. */
export function openFiles(dataDir: string): Files {
  const root = join(dataDir, "files");
  const path = (fileId: string): string => {
    if (!/^[0-9a-f]{64}$/.test(fileId)) throw notFound("文件");
    return join(root, fileId.slice(0, 2), fileId.slice(2));
  };
  return {
    async put(content) {
      const type = await checked(content);
      const fileId = sm3(content).toString("hex");
      const target = path(fileId);
      if (!(await stat(target).catch(() => undefined))) {
        await mkdir(join(root, fileId.slice(0, 2)), { recursive: true, mode: 0o700 });
        const partial = `${target}.${newId()}`;
        const handle = await open(partial, "wx", 0o600);
        try {
          await handle.writeFile(content);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(partial, target);
      }
      return { fileId, size: content.length, type };
    },
    read: (fileId) =>
      readFile(path(fileId)).catch(() => {
        throw notFound("文件");
      }),
    stream: (fileId) => createReadStream(path(fileId)),
  };
}
