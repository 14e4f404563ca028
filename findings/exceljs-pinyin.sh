#!/usr/bin/env bash
# Excel writes the pinyin above a name (拼音指南) as phonetic runs, <rPh>, beside its text in the shared strings. exceljs 4.4.0 reads the text when it
# loads a workbook; its streaming reader, for large lists, gives the pinyin in place of the name. No error.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null && npm install --no-audit --no-fund --silent exceljs@4.4.0 fflate@0.8.3
cat > try.mjs <<'JS'
import ExcelJS from "exceljs";
import { zipSync, strToU8 } from "fflate";
import { writeFileSync } from "node:fs";
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"', rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships", head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const files = {
  "[Content_Types].xml": `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`,
  "_rels/.rels": `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  "xl/workbook.xml": `${head}<workbook ${main} xmlns:r="${rel}"><sheets><sheet name="名单" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${rel}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${rel}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
  "xl/sharedStrings.xml": `${head}<sst ${main} count="1" uniqueCount="1"><si><t>林秀英</t><rPh sb="0" eb="3"><t>lín xiù yīng</t></rPh><phoneticPr fontId="1"/></si></sst>`,
  "xl/worksheets/sheet1.xml": `${head}<worksheet ${main}><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>`,
};
writeFileSync("list.xlsx", zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))));
const loaded = new ExcelJS.Workbook();
await loaded.xlsx.readFile("list.xlsx");
const whole = loaded.worksheets[0].getCell("A1").text;
let streamed;
for await (const sheet of new ExcelJS.stream.xlsx.WorkbookReader("list.xlsx", { sharedStrings: "cache", worksheets: "emit" })) for await (const row of sheet) streamed = row.getCell(1).value;
console.log(`exceljs 4.4.0: loaded ${JSON.stringify(whole)}, streamed ${JSON.stringify(streamed)}`);
if (whole !== "林秀英" || streamed === "林秀英") { console.log("CHANGED"); process.exit(1); }
JS
node try.mjs
