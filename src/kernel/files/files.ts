import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileTypeFromBuffer } from "file-type";
import { SEALED_BYTES_HEAD, sm3, versionOfBytes, type PersonalCodec } from "#kernel/crypto";
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

/** What came of sealing a part of the files anew. */
export interface ResealedFiles {
  /** Under another version, and readable. */
  found: number;
  resealed: number;
  unreadable: number;
}

/** The folder of files. Made once at start and handed to those who need it. On the disk each is sealed by the codec of personal fields. */
export interface Files {
  /** Checks a file by content (PDF, JPEG, PNG; begun and ended; not empty; ≤ 10 MB) and keeps it durably. */
  put(content: Buffer): Promise<StoredFile>;
  /** Content of a kept file; NotFound when there is none. */
  read(fileId: string): Promise<Buffer>;
  /** Whether a file is kept. */
  has(fileId: string): Promise<boolean>;
  /** Removes a file for good. For whoever knows that nothing names it. */
  remove(fileId: string): Promise<void>;
  /** Seals the files of one of the 256 folders anew that are not under a version. A file never changes, so nobody is in the way. */
  reseal(part: number, version: number): Promise<ResealedFiles>;
  /** How many files of a folder are under another version and can be read. */
  count(part: number, version: number): Promise<number>;
}

async function checked(content: Buffer): Promise<StoredFile["type"]> {
  if (content.length === 0) throw badInput("FILE_EMPTY", "这个文件是空的，请重新选择。");
  if (content.length > MAX_FILE_SIZE) throw badInput("FILE_TOO_LARGE", "文件超过 10 MB，请压缩后再上传。");
  const type = (await fileTypeFromBuffer(content))?.mime ?? "";
  if (!ACCEPTED.has(type)) throw badInput("FILE_TYPE", "只能上传 PDF、JPG 或 PNG 文件；改文件名的后缀没有用，请用原来的文件。");
  if (!ENDS[type]!(content)) throw badInput("FILE_BROKEN", "这个文件不完整，可能没有下载完，请打开看一下再上传。");
  return type as StoredFile["type"];
}

/** Written whole under another name, then given its own: a crash leaves a partial file that nobody asks for. */
async function written(target: string, content: Buffer): Promise<void> {
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

async function versionOf(path: string): Promise<number> {
  const handle = await open(path, "r");
  try {
    const head = Buffer.alloc(SEALED_BYTES_HEAD);
    await handle.read(head, 0, SEALED_BYTES_HEAD, 0);
    return versionOfBytes(head);
  } finally {
    await handle.close();
  }
}

/** Opens the folder of files below `dataDir`, sealed by a codec. */
export function openFiles(dataDir: string, codec: PersonalCodec): Files {
  const root = join(dataDir, "files");
  const path = (fileId: string): string => {
    if (!/^[0-9a-f]{64}$/.test(fileId)) throw notFound("文件");
    return join(root, fileId.slice(0, 2), fileId.slice(2));
  };

  /** Paths of a folder's files that are under another version. */
  async function others(part: number, version: number): Promise<string[]> {
    const folder = join(root, part.toString(16).padStart(2, "0"));
    const names = (await readdir(folder).catch(() => [])).filter((name) => /^[0-9a-f]{62}$/.test(name));
    const found: string[] = [];
    for (const name of names) if ((await versionOf(join(folder, name))) !== version) found.push(join(folder, name));
    return found;
  }

  return {
    async put(content) {
      const type = await checked(content);
      const fileId = sm3(content).toString("hex");
      const target = path(fileId);
      if (!(await stat(target).catch(() => undefined))) {
        await mkdir(join(root, fileId.slice(0, 2)), { recursive: true, mode: 0o700 });
        await written(target, codec.sealBytes(content));
      }
      return { fileId, size: content.length, type };
    },
    async read(fileId) {
      const sealed = await readFile(path(fileId)).catch(() => {
        throw notFound("文件");
      });
      return codec.openBytes(sealed);
    },
    has: async (fileId) => (await stat(path(fileId)).catch(() => undefined)) !== undefined,
    remove: (fileId) => rm(path(fileId), { force: true }),
    async reseal(part, version) {
      const done: ResealedFiles = { found: 0, resealed: 0, unreadable: 0 };
      for (const target of await others(part, version)) {
        let content: Buffer;
        try {
          content = codec.openBytes(await readFile(target));
        } catch {
          done.unreadable += 1;
          continue;
        }
        await written(target, codec.sealBytes(content));
        done.found += 1;
        done.resealed += 1;
      }
      return done;
    },
    async count(part, version) {
      let count = 0;
      for (const target of await others(part, version)) {
        const readable = readFile(target).then((sealed) => codec.openBytes(sealed).length >= 0);
        if (await readable.catch(() => false)) count += 1;
      }
      return count;
    },
  };
}
