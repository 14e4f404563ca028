import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { ENCRYPTED_BYTES_HEAD, versionOfBytes, type PersonalCodec } from "#crypto/crypto";
import { notFound } from "#values/errors";
import { newId } from "#values/ids";
import { contentOf, type Content } from "./content.ts";
import { receive, type Received } from "./received.ts";
import type { Gate } from "./scanner.ts";

/** A file kept by its content: the same bytes are kept once, and a changed byte has another id. */
export interface StoredFile extends Content {
  /** SM3 of the content, hex. */
  fileId: string;
  size: number;
}

/** What came of encryption a part of the files anew. */
export interface ReencryptedFiles {
  /** Under another version, and readable. */
  found: number;
  reencrypted: number;
  unreadable: number;
}

/** The folder of files. Made once at start and handed to those who need it. On the disk each is encrypted by the codec of personal fields. */
export interface Files {
  /** Takes a file in as it comes, without holding it in memory; it is not kept yet. Refusal 413 of one that is too large. */
  receive(source: AsyncIterable<Uint8Array> | Uint8Array): Promise<Received>;
  /** Has content looked through by the city's scanner; what was received, once. Refusal 422 of what it found, 503 while it is away. */
  scan(content: Uint8Array | Received): Promise<void>;
  /** Judges what was received: by the scanner, then by its content (PDF, OFD, JPEG, PNG; whole; to be opened by anybody). Refusal 422 that says what to do, 503 while the scanner is away. */
  check(received: Received): Promise<StoredFile>;
  /** Keeps durably what was received. */
  keep(received: Received): Promise<void>;
  /** All three for content at hand. */
  put(content: Uint8Array): Promise<StoredFile>;
  /** Content of a kept file; NotFound when there is none. */
  read(fileId: string): Promise<Buffer>;
  /** Removes a file for good. For whoever knows that nothing names it. */
  remove(fileId: string): Promise<void>;
  /** Re-encrypts the files of one of the 256 folders anew that are not under a version. A file never changes, so nobody is in the way. */
  reencrypt(part: number, version: number): Promise<ReencryptedFiles>;
  /** How many files of a folder are under another version and can be read. */
  count(part: number, version: number): Promise<number>;
  /** Kept files of one of the 256 folders that have lain there since before an instant. */
  list(part: number, before: Date): Promise<string[]>;
  /** Removes a kept file for good; the caller knows that nothing names it. */
  remove(fileId: string): Promise<void>;
  /** Removes what was received, or half written, before an instant and never kept; gives how many. */
  sweep(before: Date): Promise<number>;
}

const PARTS = 256;

/** A name that was given is on the disk only when its folder is. */
async function synced(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}

async function versionOf(path: string): Promise<number> {
  const handle = await open(path, "r");
  try {
    const head = Buffer.alloc(ENCRYPTED_BYTES_HEAD);
    await handle.read(head, 0, ENCRYPTED_BYTES_HEAD, 0);
    return versionOfBytes(head);
  } finally {
    await handle.close();
  }
}

/** Opens the folder of files below `dataDir`, encrypted by a codec; `pass` is asked of everything that comes in. */
export function openFiles(dataDir: string, codec: PersonalCodec, pass: Gate = async () => {}): Files {
  const root = join(dataDir, "files");
  const incoming = join(root, "incoming");
  const folderOf = (part: number): string => join(root, part.toString(16).padStart(2, "0"));
  const path = (fileId: string): string => {
    if (!/^[0-9a-f]{64}$/.test(fileId)) throw notFound("文件");
    return join(root, fileId.slice(0, 2), fileId.slice(2));
  };

  /** Paths of a folder's files that are under another version. */
  async function others(part: number, version: number): Promise<string[]> {
    const folder = folderOf(part);
    const names = (await readdir(folder).catch(() => [])).filter((name) => /^[0-9a-f]{62}$/.test(name));
    const found: string[] = [];
    for (const name of names) if ((await versionOf(join(folder, name))) !== version) found.push(join(folder, name));
    return found;
  }

  // Files are judged one after the other, each held whole meanwhile: a hundred that come at once cost no more memory than one.
  let judged: Promise<unknown> = Promise.resolve();
  const passed = new WeakSet<Received>();
  async function scan(content: Uint8Array | Received): Promise<void> {
    if (content instanceof Uint8Array) return pass(() => content);
    if (passed.has(content)) return;
    await pass(content.content);
    passed.add(content);
  }

  async function check(received: Received): Promise<StoredFile> {
    const { fileId, size } = received;
    await scan(received);
    const found = judged.then(async () => ({ fileId, size, ...(await contentOf(await received.content())) }));
    judged = found.catch(() => {});
    return found;
  }

  async function keep(received: Received): Promise<void> {
    const target = path(received.fileId);
    if (await stat(target).catch(() => undefined)) return received.drop();
    const folder = join(root, received.fileId.slice(0, 2));
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await rename(received.path, target);
    await synced(folder);
  }

  async function take(source: AsyncIterable<Uint8Array> | Uint8Array): Promise<Received> {
    await mkdir(incoming, { recursive: true, mode: 0o700 });
    return receive(codec, join(incoming, newId()), source);
  }

  return {
    receive: take,
    scan,
    check,
    keep,
    async put(content) {
      const received = await take(content);
      try {
        const stored = await check(received);
        await keep(received);
        return stored;
      } finally {
        await received.drop();
      }
    },
    async list(part, before) {
      const names = (await readdir(folderOf(part)).catch(() => [])).filter((name) => /^[0-9a-f]{62}$/.test(name));
      const old = names.map(async (name) => ((await stat(join(folderOf(part), name)).catch(() => undefined))?.mtime ?? before) < before);
      const lain = await Promise.all(old);
      return names.filter((_name, index) => lain[index]).map((name) => `${part.toString(16).padStart(2, "0")}${name}`);
    },
    remove: (fileId) => rm(path(fileId), { force: true }),
    async sweep(before) {
      let swept = 0;
      const folders = [incoming, ...Array.from({ length: PARTS }, (_each, part) => folderOf(part))];
      for (const folder of folders) {
        const partial = (await readdir(folder).catch(() => [])).filter((name) => folder === incoming || name.includes("."));
        for (const name of partial) {
          const found = await stat(join(folder, name)).catch(() => undefined);
          if (!found || found.mtime >= before) continue;
          await rm(join(folder, name), { force: true });
          swept += 1;
        }
      }
      return swept;
    },
    async read(fileId) {
      const encrypted = await readFile(path(fileId)).catch(() => {
        throw notFound("文件");
      });
      return codec.decryptGently(encrypted);
    },
    async reencrypt(part, version) {
      const done: ReencryptedFiles = { found: 0, reencrypted: 0, unreadable: 0 };
      for (const target of await others(part, version)) {
        let content: Buffer;
        try {
          content = await codec.decryptGently(await readFile(target));
        } catch {
          done.unreadable += 1;
          continue;
        }
        const anew = await receive(codec, `${target}.${newId()}`, content);
        await rename(anew.path, target);
        done.found += 1;
        done.reencrypted += 1;
      }
      return done;
    },
    async count(part, version) {
      let count = 0;
      for (const target of await others(part, version)) {
        const readable = readFile(target).then(async (encrypted) => (await codec.decryptGently(encrypted)).length >= 0);
        if (await readable.catch(() => false)) count += 1;
      }
      return count;
    },
  };
}
