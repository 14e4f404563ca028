import { badInput } from "#values/errors";
import { decode } from "./encoding.ts";
import type { Batch, ListForm } from "./list.ts";
import { NAMED, separatedRows, separatorOf } from "./separated.ts";
import { sheetRows } from "./sheet.ts";
import { openWorkbook } from "./workbook.ts";

/** A list as it is read: how it came, and its rows. The notes of its form are whole when the rows are through. */
export interface OpenList {
  form: ListForm;
  batches: AsyncIterable<Batch>;
}

const beginsWith = (bytes: Buffer, ...begin: number[]): boolean => begin.every((byte, i) => bytes[i] === byte);

/** Files of other kinds, by their first bytes: what to do with each. */
function refuseOthers(bytes: Buffer): void {
  if (bytes.length === 0) throw badInput("LIST_EMPTY", "这个文件是空的，请重新选择。");
  if (beginsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    if (bytes.includes(Buffer.from("EncryptedPackage", "utf16le")))
      throw badInput("LIST_ENCRYPTED", "这个 Excel 文件设了打开密码，读不了。请用表格软件打开，取消密码后另存为 .xlsx 再导入。");
    throw badInput("LIST_KIND", "这是旧版的 Excel 文件（.xls），请用表格软件打开，另存为 .xlsx 再导入。");
  }
  if (beginsWith(bytes, 0x25, 0x50, 0x44, 0x46)) throw badInput("LIST_KIND", "这是 PDF 文件，不是表格。请向提供的单位要原来的表格文件（.xlsx 或 .csv）。");
  if (/^\s*(\ufeff)?<(!doctype html|html|\?xml|table)/i.test(bytes.toString("latin1", 0, 200).replace(/^\u00ef\u00bb\u00bf/, "")))
    throw badInput("LIST_KIND", "这是网页或者 XML 格式的文件，不是真正的 Excel 文件。请用表格软件打开，另存为 .xlsx 再导入。");
}

/** Letters looked at to find out what a text is. */
const BEGINNING = 256 * 1024;

function beginningOf(pieces: Iterable<string>): string {
  let text = "";
  for (const piece of pieces) {
    text += piece;
    if (text.length >= BEGINNING) break;
  }
  return text;
}

async function* batchesOf(batches: Iterable<Batch>): AsyncGenerator<Batch> {
  yield* batches;
}

/** Opens a list in this thread. */
export async function openHere(bytes: Buffer): Promise<OpenList> {
  refuseOthers(bytes);
  if (beginsWith(bytes, 0x50, 0x4b)) {
    const workbook = await openWorkbook(bytes);
    return { form: workbook.form, batches: sheetRows(workbook) };
  }
  const { pieces, encoding, guessed } = decode(bytes);
  const beginning = beginningOf(pieces());
  // Other binary files decode as something, never as lines of text.
  if ((beginning.slice(0, 4096).match(/(?![\t\n\v\f\r])[\p{Cc}\ufffd]/gu)?.length ?? 0) > 8)
    throw badInput("LIST_KIND", "这个文件不是表格，请选择 .xlsx、.csv 或 .tsv 文件。");
  const form: ListForm = { kind: "text", encoding, guessed, separator: separatorOf(beginning), notes: [] };
  return { form, batches: batchesOf(separatedRows(pieces(), NAMED.test(beginning), form)) };
}
