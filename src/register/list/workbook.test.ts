import fc from "fast-check";
import { readXlsx, writeXlsx } from "hucre";
import { describe, expect, test } from "vitest";
import { newPart, openPackage, withParts, writePackage } from "#drawing/package";
import { part64, saidBy, type Block } from "../../../test/far-deflate.ts";
import { numberFormOf, numberText } from "./number-format.ts";
import { read } from "./whole.fixture.ts";

const SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
interface Written {
  sheet: string;
  strings?: string;
  styles?: string;
  workbook?: string;
  prefix?: string;
  relations?: string;
}
function workbook({ sheet, strings, styles, workbook: own, prefix = "", relations }: Written): Buffer {
  const p = prefix ? `${prefix}:` : "";
  const xmlns = prefix ? `xmlns:${prefix}="${SHEET}"` : `xmlns="${SHEET}"`;
  const kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const parts: Record<string, string> = {
    "_rels/.rels": `<Relationships><Relationship Id="a" Type="${kind}/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": own ?? `<${p}workbook ${xmlns} xmlns:r="${kind}"><${p}sheets><${p}sheet name="名单" sheetId="1" r:id="r1"/></${p}sheets></${p}workbook>`,
    "xl/_rels/workbook.xml.rels":
      relations ??
      `<Relationships><Relationship Id="r1" Type="${kind}/worksheet" Target="worksheets/a.xml"/><Relationship Id="r2" Type="${kind}/sharedStrings" Target="/xl/s.xml"/><Relationship Id="r3" Type="${kind}/styles" Target="st.xml"/></Relationships>`,
    "xl/worksheets/a.xml": `<?xml version="1.0"?><${p}worksheet ${xmlns}>${sheet}</${p}worksheet>`,
    ...(strings !== undefined && { "xl/s.xml": `<sst xmlns="${SHEET}">${strings}</sst>` }),
    ...(styles !== undefined && { "xl/st.xml": `<styleSheet xmlns="${SHEET}">${styles}</styleSheet>` }),
  };
  // Behind the sheet, as LibreOffice has them.
  return writePackage(new Map(Object.entries(parts).map(([name, xml]) => [name, newPart(name, xml)])));
}
const data = (rows: string): string => `<sheetData>${rows}</sheetData>`;

describe("a workbook", () => {
  test("whose strings are shared, with pinyin beside them, in runs, escaped", async () => {
    const strings =
      '<si><t>姓名</t></si><si><t>林秀英</t><rPh sb="0" eb="1"><t>lin</t></rPh><phoneticPr fontId="1"/></si><si><r><t>青</t></r><r><rPr/><t xml:space="preserve">瓷 </t></r></si><si><t>a_x000D_b&amp;_x005F_c&#x20BB7;</t></si><si/>';
    const rows =
      '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="3"><c r="A3" t="s"><v>1</v></c><c r="C3" t="s"><v>2</v></c><c r="D3" t="s"><v>3</v></c><c r="E3" t="s"><v>4</v></c></row>';
    expect(await read(workbook({ sheet: data(rows), strings }))).toMatchObject({
      rows: [["姓名"], ["林秀英", "", "青瓷", "a\nb&_c𠮷", ""]],
      lines: [1, 3],
    });
  });

  test("of a program that writes prefixes, or cells and rows without references, or strict days", async () => {
    const prefixed = '<x:sheetData><x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c><x:c r="C2"><x:v>7</x:v></x:c></x:row></x:sheetData>';
    expect(await read(workbook({ sheet: prefixed, prefix: "x" }))).toMatchObject({ rows: [["", "甲", "7"]], lines: [2] });
    const bare = data(
      '<row><c t="str"><v>a</v></c><c/><c><v>1.50</v></c></row><row/><row><c t="d"><v>2026-01-02T00:00:00.000Z</v></c><c t="b"><v>1</v></c></row>',
    );
    expect(await read(workbook({ sheet: bare }))).toMatchObject({
      rows: [
        ["a", "", "1.5"],
        ["2026-01-02", "是"],
      ],
      lines: [1, 3],
    });
  });

  test("tells what it cannot know: formulas without a value, errors, figures that are lost, days of two calendars", async () => {
    const styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>';
    const rows =
      '<row r="2"><c r="A2"><f>A1+1</f></c><c r="B2" t="e"><f>x</f><v>#N/A</v></c><c r="C2"><v>9.9010119440512E+17</v></c><c r="D2" s="1"><v>60</v></c><c r="E2"><f>1+1</f><v>2</v></c></row>';
    const { rows: read2, faults } = await read(workbook({ sheet: data(rows), styles }));
    expect(read2).toEqual([["", "", "", "", "2"]]);
    expect(faults.map((fault) => fault.slice(0, 12))).toEqual(["2/0 是公式，文件里没", "2/1 是出错的公式（#", "2/2 是一个超过 15", "2/3 是 1900 年"]);
  });

  test("reads its first visible sheet and tells of the others, of merged cells and hidden rows", async () => {
    const kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const own = `<workbook xmlns="${SHEET}" xmlns:r="${kind}"><sheets><sheet name="旧" sheetId="1" state="hidden" r:id="r9"/><sheet name="名单" sheetId="2" r:id="r1"/><sheet name="说明" sheetId="3" r:id="r9"/></sheets></workbook>`;
    const relations = `<Relationships><Relationship Id="r1" Type="${kind}/worksheet" Target="worksheets/a.xml"/><Relationship Id="r9" Type="${kind}/worksheet" Target="worksheets/b.xml"/></Relationships>`;
    const sheet = `${data('<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>')}<mergeCells count="1"><mergeCell ref="A3:A5"/></mergeCells>`;
    const { form } = await read(workbook({ sheet, workbook: own, relations }));
    expect(form).toMatchObject({
      sheet: "名单",
      notes: [
        "其他工作表没有读：“说明”",
        "隐藏的工作表没有读：“旧”",
        "有 1 处合并单元格（A3:A5），只有左上角的一格有内容，其余按空白读",
        "有 1 行在文件里是隐藏的，也读了",
      ],
    });
  });

  test.each([
    [14, "", 46024, "2026-01-02"],
    [31, "", 46024, "2026-01-02"],
    [57, "", 46024, "2026-01"],
    [58, "", 46024, "2026-01-02"],
    [22, "", 46024.5, "2026-01-02 12:00:00"],
    [176, 'yyyy"年"m"月"d"日";@', 46024, "2026-01-02"],
    [176, "[DBNum1][$-804]yyyy\\年m\\月d\\日", 46024, "2026-01-02"],
    [176, "aaaa", 46024, "46024"],
    [176, "000000", 42, "000042"],
    [176, '"No."0', 42, "42"],
    [176, "#,##0.00_ ", 1234.5, "1234.5"],
    [176, "0.00E+00", 12345, "12345"],
    [11, "", 0.1 + 0.2, "0.3"],
    [0, "", 1e-7, "0.0000001"],
    [46, "", 0.5, "12:00:00"],
  ])("a number in format %i %j: %d is %s", (id, code, value, text) => {
    expect(numberText(value, numberFormOf(id, new Map(code ? [[id, code]] : [])), false)).toEqual({ text });
  });

  test("days count from 1904 where the workbook says so", () => {
    expect(numberText(0, { kind: "day" }, true)).toEqual({ text: "1904-01-01" });
    expect(numberText(44562, { kind: "day" }, true)).toEqual({ text: "2026-01-02" });
  });

  test("any texts and numbers that another writer wrote are what its own reader reads", async () => {
    const cell = fc.oneof(
      fc.string({ unit: fc.constantFrom("甲", "𠮷", "a", "&", "<", '"', "_x000D_", "1", "\n") }).filter((text) => text.trim() === text && text !== ""),
      fc.integer({ min: -1_000_000, max: 999_999_999_999 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 }), async (rows) => {
        const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: "表", rows }] }));
        const theirs = (await readXlsx(bytes)).sheets[0]!.rows.map((row) =>
          row.map((each) =>
            String(each ?? "")
              .replace(/\r\n?/g, "\n")
              .trim(),
          ),
        );
        expect((await read(bytes)).rows.map((row, i) => [...row, ...Array(theirs[i]!.length - row.length).fill("")])).toEqual(theirs);
      }),
      { numRuns: 60, seed: 2 },
    );
  });

  test("that is large is read in a thread, and is the same", async () => {
    const rows = Array.from({ length: 6000 }, (_, i) => [`名字${i}`, i, `青瓷街道窑前社区${(i * 7919) % 6000}号${Math.sin(i)}`]);
    const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: "表", rows }] }));
    expect(bytes.length).toBeGreaterThan(128 * 1024);
    expect((await read(bytes)).rows).toEqual(rows.map((row) => row.map(String)));
    await expect(read(bytes.subarray(0, 140_000))).rejects.toMatchObject({ code: "LIST_BROKEN" });
    const text = Buffer.from(rows.map((row) => row.join(",")).join("\n"));
    expect((await read(text)).rows).toEqual(rows.map((row) => row.map(String)));
  });
});

test("a workbook packed by Deflate64, as Windows packs what is large, is read; one that says other than it holds is not", async () => {
  const plain = openPackage(workbook({ sheet: data(Array.from({ length: 400 }, (_, at) => `<row><c><v>${at}</v></c><c><v>7</v></c></row>`).join("")) }));
  const sheet = "xl/worksheets/a.xml";
  const content = plain.get(sheet)!.read();
  const [head, again] = [content.subarray(0, -300), content.subarray(-300)];
  const blocks: Block[] = [
    { kind: "stored", bytes: head },
    { kind: "fixed", symbols: [...again] },
  ];
  const part = part64(sheet, ...blocks);
  expect(saidBy(...blocks).equals(content)).toBe(true);
  const packed = (more: object): Buffer => writePackage(withParts(plain, { ...part, ...more }));
  expect((await read(packed({}))).rows.at(-1)).toEqual(["399", "7"]);
  for (const more of [{ crc: (part.crc ^ 1) >>> 0 }, { size: part.size - 1 }, { size: part.size + 1 }, { packed: part.packed.subarray(0, -9) }])
    await expect(read(packed(more))).rejects.toMatchObject({ code: "LIST_BROKEN" });
});

describe("files that are no list are refused with what to do", () => {
  test.each([
    ["an old workbook", Buffer.from("d0cf11e0a1b11ae1", "hex"), "LIST_KIND", "另存为 .xlsx"],
    [
      "a workbook with a password",
      Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.from("EncryptedPackage", "utf16le")]),
      "LIST_ENCRYPTED",
      "取消密码",
    ],
    ["a PDF", Buffer.from("%PDF-1.7"), "LIST_KIND", "PDF"],
    ["a web page named .xls", Buffer.from("<html><table>"), "LIST_KIND", "网页"],
    ["an OpenDocument sheet", writePackage(new Map([["content.xml", newPart("content.xml", "<a/>")]])), "LIST_KIND", ".ods"],
    ["a zip of something", writePackage(new Map([["a.txt", newPart("a.txt", "x")]])), "LIST_KIND", "压缩包"],
    ["half a workbook", workbook({ sheet: data("") }).subarray(0, 300), "LIST_BROKEN", "不完整"],
    ["nothing", Buffer.alloc(0), "LIST_EMPTY", "空"],
    ["some other bytes", Buffer.from(Array.from({ length: 400 }, (_, i) => i % 32)), "LIST_KIND", "不是表格"],
  ])("%s", async (_what, bytes, code, words) => {
    const refusal = await read(bytes).then(
      () => undefined,
      (error: { code: string; message: string }) => error,
    );
    expect(refusal).toMatchObject({ code });
    expect(refusal!.message).toContain(words);
  });
});
