import { escapeXml, newPart, tag, writePackage, xmlFile } from "#drawing/package";
import { columnLetters } from "./list.ts";

/** A cell: a number that a spreadsheet may add up, or text. */
export type Cell = string | number;

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
/** Styles of cells: any, text, text of a heading. */
export const [PLAIN, TEXT, HEADING] = [0, 1, 2] as const;

/** A sheet of a workbook. */
export interface Sheet {
  title: string;
  widths: number[];
  rows: { cells: readonly Cell[]; style: number }[];
  /** The first row stays in sight. */
  freeze: boolean;
}

function row(line: number, cells: readonly Cell[], style: number): string {
  return tag(
    "row",
    { r: line },
    ...cells.map((cell, i) => {
      const r = `${columnLetters(i)}${line}`;
      if (typeof cell === "number") return tag("c", { r, s: PLAIN }, tag("v", {}, String(cell)));
      return tag("c", { r, s: style, t: "inlineStr" }, tag("is", {}, tag("t", { "xml:space": "preserve" }, escapeXml(cell))));
    }),
  );
}

/** Whole columns are text, not only the cells that are there: what is typed or pasted below keeps its digits and zeros. */
function sheetXml({ widths, rows, freeze }: Sheet): string {
  const columns = widths.map((width, i) => tag("col", { min: i + 1, max: i + 1, width, style: TEXT, customWidth: 1 }));
  const pane = freeze ? [tag("pane", { ySplit: 1, topLeftCell: "A2", activePane: "bottomLeft", state: "frozen" })] : [];
  return xmlFile(
    tag(
      "worksheet",
      { xmlns: MAIN },
      tag("sheetViews", {}, tag("sheetView", { workbookViewId: 0 }, ...pane)),
      tag("cols", {}, ...columns),
      tag("sheetData", {}, ...rows.map(({ cells, style }, i) => row(i + 1, cells, style))),
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
      ...[PLAIN, TEXT, HEADING].map((i) =>
        tag("xf", { numFmtId: i === PLAIN ? 0 : 49, fontId: i === HEADING ? 1 : 0, fillId: 0, borderId: 0, xfId: 0, applyNumberFormat: 1, applyFont: 1 }),
      ),
    ),
  ),
);

/** A workbook of these sheets. Excel refuses names of sheets with some marks, or longer than 31. */
export function writeWorkbook(sheets: readonly Sheet[]): Buffer {
  const ids = sheets.map((_sheet, i) => i + 1);
  const parts: Record<string, string> = {
    "[Content_Types].xml": xmlFile(
      tag(
        "Types",
        { xmlns: `${PACKAGE}/content-types` },
        tag("Default", { Extension: "rels", ContentType: "application/vnd.openxmlformats-package.relationships+xml" }),
        tag("Default", { Extension: "xml", ContentType: "application/xml" }),
        tag("Override", { PartName: "/xl/workbook.xml", ContentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml" }),
        tag("Override", { PartName: "/xl/styles.xml", ContentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml" }),
        ...ids.map((i) =>
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
        tag(
          "sheets",
          {},
          ...sheets.map(({ title }, i) =>
            tag("sheet", { name: title.replace(/[\\/?*[\]:]/g, "").slice(0, 31) || "表格", sheetId: i + 1, "r:id": `r${i + 1}` }),
          ),
        ),
      ),
    ),
    "xl/_rels/workbook.xml.rels": xmlFile(
      tag(
        "Relationships",
        { xmlns: `${PACKAGE}/relationships` },
        ...ids.map((i) => tag("Relationship", { Id: `r${i}`, Type: `${RELATIONS}/worksheet`, Target: `worksheets/sheet${i}.xml` })),
        tag("Relationship", { Id: `r${sheets.length + 1}`, Type: `${RELATIONS}/styles`, Target: "styles.xml" }),
      ),
    ),
    "xl/styles.xml": STYLES,
    ...Object.fromEntries(sheets.map((each, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(each)])),
  };
  return writePackage(new Map(Object.entries(parts).map(([path, xml]) => [path, newPart(path, xml)])));
}

/** A list as a workbook of one sheet. */
export function listWorkbook(title: string, headings: readonly string[], rows: readonly (readonly Cell[])[]): Buffer {
  const widths = headings.map((heading, i) =>
    Math.min(60, Math.max(heading.length * 2 + 4, 12, ...rows.slice(0, 200).map((cells) => String(cells[i] ?? "").length + 4))),
  );
  return writeWorkbook([{ title, widths, freeze: true, rows: [{ cells: headings, style: HEADING }, ...rows.map((cells) => ({ cells, style: TEXT }))] }]);
}

/** Figures that a spreadsheet would make a number of, and cut or round: behind a tab it keeps them as text. */
const FIGURES = /^(0\d+|\d{12,})$/;
/** What a spreadsheet would take for a formula, and run. */
const FORMULA = /^[=+\-@\t\r]/;

function textCell(cell: Cell): string {
  if (typeof cell === "number") return String(cell);
  const safe = FIGURES.test(cell) ? `${cell}\t` : FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A list as .csv: UTF-8 with the mark by which Excel and WPS know it, lines as they end there. */
export function listText(headings: readonly string[], rows: readonly (readonly Cell[])[]): Buffer {
  return Buffer.from(`\ufeff${[headings, ...rows].map((cells) => `${cells.map(textCell).join(",")}\r\n`).join("")}`, "utf8");
}
