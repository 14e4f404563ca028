import { crc32 } from "node:zlib";
import { fromBuffer, type Entry, type ZipFile } from "yauzl";
import { inflate64 } from "#drawing/package";
import { badInput, type Refusal } from "#values/errors";

/** What lies in a zip, by name. */
export interface Archive {
  has(name: string): boolean;
  /** Chunks of a file as they are inflated. */
  stream(name: string): Promise<AsyncIterable<Buffer>>;
  text(name: string): Promise<string>;
  names(): string[];
}

/** A file of that many bytes within a zip is no list but a trap: 100,000 rows of ten columns are 103 MB. */
const LARGEST = 600 * 1024 * 1024;
const LARGEST_TEXT = 200 * 1024 * 1024;

/** What is said of a workbook that cannot be opened. */
export function brokenWorkbook(): Refusal {
  return badInput("LIST_BROKEN", "这个 Excel 文件不完整或者已经损坏，请用表格软件打开、另存为 .xlsx 再导入。");
}

function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  return new Promise((resolve, reject) => {
    const found = new Map<string, Entry>();
    zip.on("entry", (entry: Entry) => {
      found.set(entry.fileName.replaceAll("\\", "/").replace(/^\/+/, "").toLowerCase(), entry);
      zip.readEntry();
    });
    zip.on("end", () => resolve(found));
    zip.on("error", reject);
    zip.readEntry();
  });
}

const DEFLATE64 = 9;

function bytesIn(zip: ZipFile, entry: Entry): Promise<AsyncIterable<Buffer>> {
  const raw = entry.compressionMethod === DEFLATE64 && !entry.isEncrypted() ? { decodeFileData: false } : {};
  return new Promise((resolve, reject) =>
    zip.openReadStream(entry, raw, (error, opened) => (error ? reject(brokenWorkbook()) : resolve(opened as AsyncIterable<Buffer>))),
  );
}

/** Unpacks Deflate64, which yauzl has nothing for, as it does the others: no more than the entry says. The next piece comes in a turn of its own. */
async function* unpacked64(packed: AsyncIterable<Buffer>, { uncompressedSize, crc32: told }: Entry): AsyncGenerator<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of packed) chunks.push(chunk);
  let [size, sum] = [0, 0];
  try {
    for (const piece of inflate64(Buffer.concat(chunks))) {
      size += piece.length;
      if (size > uncompressedSize) break;
      sum = crc32(piece, sum);
      yield Buffer.from(piece);
      await new Promise((resume) => setImmediate(resume));
    }
  } catch {
    throw brokenWorkbook();
  }
  if (size !== uncompressedSize || sum !== told) throw brokenWorkbook();
}

/** Opens a zip that is held in memory. Names are found whatever their case: some programs write Xl/Workbook.xml. */
export async function openArchive(bytes: Buffer): Promise<Archive> {
  try {
    const zip = await new Promise<ZipFile>((resolve, reject) =>
      fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true }, (error, opened) => (error ? reject(error) : resolve(opened))),
    );
    const entries = await entriesOf(zip);
    const stream = async (name: string): Promise<AsyncIterable<Buffer>> => {
      const entry = entries.get(name.toLowerCase());
      if (!entry || entry.uncompressedSize > LARGEST) throw brokenWorkbook();
      const bytes = await bytesIn(zip, entry);
      return entry.compressionMethod === DEFLATE64 ? unpacked64(bytes, entry) : bytes;
    };
    return {
      has: (name) => entries.has(name.toLowerCase()),
      names: () => [...entries.keys()],
      stream,
      async text(name) {
        const chunks: Buffer[] = [];
        let size = 0;
        for await (const chunk of await stream(name)) {
          size += chunk.length;
          if (size > LARGEST_TEXT) throw brokenWorkbook();
          chunks.push(chunk);
        }
        const whole = Buffer.concat(chunks);
        return new TextDecoder(whole[0] === 0xff ? "utf-16le" : whole[0] === 0xfe ? "utf-16be" : "utf-8").decode(whole);
      },
    };
  } catch {
    throw brokenWorkbook();
  }
}
