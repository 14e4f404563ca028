import { posix } from "node:path";
import { badInput } from "#values/errors";
import { brokenWorkbook, openArchive, type Archive } from "./archive.ts";
import type { ListForm } from "./list.ts";
import { numberFormOf, type NumberForm } from "./number-format.ts";
import { attribute, insides, richText, tags } from "./xml.ts";

/** What the cells of a sheet lean on. */
export interface Workbook {
  archive: Archive;
  /** Where the sheet lies in the archive. */
  sheet: string;
  strings: string[];
  /** Form of a number by the style of its cell. */
  forms: NumberForm[];
  from1904: boolean;
  form: ListForm;
}

interface Relation {
  id: string;
  kind: string;
  target: string;
}

/** What a part refers to. Targets lie beside the part, or begin at the root of the archive (as .NET writes them); nobody promises file names. */
async function relationsOf(archive: Archive, part: string): Promise<Relation[]> {
  const { dir, base } = posix.parse(part);
  const name = posix.join(dir, "_rels", `${base}.rels`);
  if (!archive.has(name)) return [];
  return tags(await archive.text(name), "Relationship").map((tag) => {
    const target = attribute(tag, "Target") ?? "";
    return {
      id: attribute(tag, "Id") ?? "",
      kind: (attribute(tag, "Type") ?? "").split("/").at(-1)!,
      target: target.startsWith("/") ? target.slice(1) : posix.join(dir, target),
    };
  });
}

/** Programs that write other workbooks into a zip. */
function refuseOthers(archive: Archive): never {
  const names = archive.names();
  if (names.some((name) => name.endsWith("workbook.bin")))
    throw badInput("LIST_KIND", "这是二进制的 Excel 文件（.xlsb），请用表格软件打开，另存为 .xlsx 再导入。");
  if (archive.has("content.xml")) throw badInput("LIST_KIND", "这是 OpenDocument 表格（.ods），请用表格软件打开，另存为 .xlsx 再导入。");
  if (archive.has("word/document.xml")) throw badInput("LIST_KIND", "这是 Word 文档，请把表格复制到表格软件里，存为 .xlsx 再导入。");
  if (names.some((name) => /^index\/.*\.iwa$/.test(name))) throw badInput("LIST_KIND", "这是 Numbers 表格，请导出为 .xlsx 再导入。");
  throw badInput("LIST_KIND", "这是一个压缩包，不是 Excel 文件。请解压后选择里面的表格文件。");
}

function formsOf(styles: string): NumberForm[] {
  const codes = new Map(tags(styles, "numFmt").map((tag) => [Number(attribute(tag, "numFmtId")), attribute(tag, "formatCode") ?? ""]));
  return tags(insides(styles, "cellXfs")[0] ?? "", "xf").map((tag) => numberFormOf(Number(attribute(tag, "numFmtId") ?? 0), codes));
}

/** Reads what a workbook says of itself, and chooses its first visible sheet; the others are told. */
export async function openWorkbook(bytes: Buffer): Promise<Workbook> {
  const archive = await openArchive(bytes);
  const main = (await relationsOf(archive, "")).find(({ kind }) => kind === "officeDocument")?.target ?? "xl/workbook.xml";
  if (!archive.has(main) || /\.bin$|document\.xml$/.test(main)) refuseOthers(archive);
  const [xml, relations] = [await archive.text(main), await relationsOf(archive, main)];
  const sheets = tags(xml, "sheet").flatMap((tag) => {
    const relation = relations.find(({ id }) => id === attribute(tag, "id"));
    const hidden = /hidden/i.test(attribute(tag, "state") ?? "");
    return relation?.kind === "worksheet" ? [{ name: attribute(tag, "name") ?? "", hidden, target: relation.target }] : [];
  });
  const chosen = sheets.find(({ hidden }) => !hidden);
  if (!chosen || !archive.has(chosen.target))
    throw sheets.length > 0 && !chosen ? badInput("LIST_HIDDEN", "这个文件的工作表都是隐藏的，请取消隐藏再导入。") : brokenWorkbook();
  const others = sheets.filter((sheet) => sheet !== chosen);
  const told = (word: string, of: typeof sheets): string[] => (of.length > 0 ? [`${word}工作表没有读：${of.map(({ name }) => `“${name}”`).join("、")}`] : []);
  const part = (kind: string): string | undefined => relations.find((relation) => relation.kind === kind && archive.has(relation.target))?.target;
  const [strings, styles] = [part("sharedStrings"), part("styles")];
  return {
    archive,
    sheet: chosen.target,
    strings: strings ? insides(await archive.text(strings), "si").map((inside) => richText(inside).trim()) : [],
    forms: styles ? formsOf(await archive.text(styles)) : [],
    from1904: /^(1|true)$/i.test(attribute(tags(xml, "workbookPr")[0] ?? "", "date1904") ?? ""),
    form: {
      kind: "xlsx",
      sheet: chosen.name,
      notes: [
        ...told(
          "其他",
          others.filter(({ hidden }) => !hidden),
        ),
        ...told(
          "隐藏的",
          others.filter(({ hidden }) => hidden),
        ),
      ],
    },
  };
}
