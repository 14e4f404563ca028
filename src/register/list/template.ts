import { escapeXml, newPart, tag, writePackage, xmlFile } from "#drawing/package";
import type { ListColumn } from "./heading.ts";
import { columnLetters } from "./list.ts";

/** A column of a template: what stands above it, and what may be written there. */
export interface TemplateColumn extends ListColumn {
  /** "18 位", "例如 2026-11-21". */
  hint: string;
}

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const [TEXT, HEADING] = [1, 2];

function row(line: number, cells: string[], style: number): string {
  return tag(
    "row",
    { r: line },
    ...cells.map((text, i) => tag("c", { r: `${columnLetters(i)}${line}`, s: style, t: "inlineStr" }, tag("is", {}, tag("t", {}, escapeXml(text))))),
  );
}

/** Whole columns are text, not only the cells that are there: what is typed or pasted below keeps its digits and zeros. */
function sheet(widths: number[], rows: string[], freeze: boolean): string {
  const columns = widths.map((width, i) => tag("col", { min: i + 1, max: i + 1, width, style: TEXT, customWidth: 1 }));
  const pane = freeze ? [tag("pane", { ySplit: 1, topLeftCell: "A2", activePane: "bottomLeft", state: "frozen" })] : [];
  return xmlFile(
    tag(
      "worksheet",
      { xmlns: MAIN },
      tag("sheetViews", {}, tag("sheetView", { workbookViewId: 0 }, ...pane)),
      tag("cols", {}, ...columns),
      tag("sheetData", {}, ...rows),
    ),
  );
}

const STYLES = xmlFile(
  tag(
    "styleSheet",
    { xmlns: MAIN },
    tag(
      "fonts",
      { count: 2 },
      tag("font", {}, tag("sz", { val: 11 }), tag("name", { val: "宋体" })),
      tag("font", {}, tag("b"), tag("sz", { val: 11 }), tag("name", { val: "宋体" })),
    ),
    tag("fills", { count: 2 }, tag("fill", {}, tag("patternFill", { patternType: "none" })), tag("fill", {}, tag("patternFill", { patternType: "gray125" }))),
    tag("borders", { count: 1 }, tag("border", {}, tag("left"), tag("right"), tag("top"), tag("bottom"), tag("diagonal"))),
    tag("cellStyleXfs", { count: 1 }, tag("xf", { numFmtId: 0, fontId: 0, fillId: 0, borderId: 0 })),
    // 49 is "@", text.
    tag(
      "cellXfs",
      { count: 3 },
      ...[0, 1, 2].map((i) =>
        tag("xf", { numFmtId: i === 0 ? 0 : 49, fontId: i === HEADING ? 1 : 0, fillId: 0, borderId: 0, xfId: 0, applyNumberFormat: 1, applyFont: 1 }),
      ),
    ),
  ),
);

/** A workbook to be filled in: one sheet with the headings over columns of text, one that says what goes where. */
export function templateWorkbook(name: string, columns: readonly TemplateColumn[]): Buffer {
  // Excel refuses names of sheets with these, or longer than 31.
  const title = name.replace(/[\\/?*[\]:]/g, "").slice(0, 31) || "表格";
  const labels = columns.map(({ label }) => label);
  const parts: Record<string, string> = {
    "[Content_Types].xml": xmlFile(
      tag(
        "Types",
        { xmlns: `${PACKAGE}/content-types` },
        tag("Default", { Extension: "rels", ContentType: "application/vnd.openxmlformats-package.relationships+xml" }),
        tag("Default", { Extension: "xml", ContentType: "application/xml" }),
        tag("Override", { PartName: "/xl/workbook.xml", ContentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml" }),
        tag("Override", { PartName: "/xl/styles.xml", ContentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml" }),
        ...[1, 2].map((i) =>
          tag("Override", {
            PartName: `/xl/worksheets/sheet${i}.xml`,
            ContentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml",
          }),
        ),
      ),
    ),
    "_rels/.rels": xmlFile(
      tag(
        "Relationships",
        { xmlns: `${PACKAGE}/relationships` },
        tag("Relationship", { Id: "r1", Type: `${RELATIONS}/officeDocument`, Target: "xl/workbook.xml" }),
      ),
    ),
    "xl/workbook.xml": xmlFile(
      tag(
        "workbook",
        { xmlns: MAIN, "xmlns:r": RELATIONS },
        tag("sheets", {}, tag("sheet", { name: title, sheetId: 1, "r:id": "r1" }), tag("sheet", { name: "填写说明", sheetId: 2, "r:id": "r2" })),
      ),
    ),
    "xl/_rels/workbook.xml.rels": xmlFile(
      tag(
        "Relationships",
        { xmlns: `${PACKAGE}/relationships` },
        ...[1, 2].map((i) => tag("Relationship", { Id: `r${i}`, Type: `${RELATIONS}/worksheet`, Target: `worksheets/sheet${i}.xml` })),
        tag("Relationship", { Id: "r3", Type: `${RELATIONS}/styles`, Target: "styles.xml" }),
      ),
    ),
    "xl/styles.xml": STYLES,
    "xl/worksheets/sheet1.xml": sheet(
      labels.map((label) => Math.max(12, label.length * 2 + 4)),
      [row(1, labels, HEADING)],
      true,
    ),
    "xl/worksheets/sheet2.xml": sheet(
      [28, 22, 60],
      [
        row(1, ["列", "字段名", "怎样填写"], HEADING),
        ...columns.map(({ name: field, label, hint, required }, i) => row(i + 2, [label, field, `${required ? "必填。" : ""}${hint}`], TEXT)),
      ],
      false,
    ),
  };
  return writePackage(new Map(Object.entries(parts).map(([path, xml]) => [path, newPart(path, xml)])));
}

/** The same headings as text, with the mark by which spreadsheets know UTF-8. */
export function templateText(columns: readonly TemplateColumn[]): Buffer {
  const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return Buffer.from(`\ufeff${columns.map(({ label }) => quoted(label)).join(",")}\r\n`, "utf8");
}
