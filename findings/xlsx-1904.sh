#!/usr/bin/env bash
# Workbooks begun on old Macs count days from 1904 (<workbookPr date1904="1"/>). xlsx 0.18.5, the newest on npm, reads the flag and yet gives days by
# the calendar of 1900 when asked for dates: four years and a day early. A birth day of 1944-05-12 becomes 1940-05-11.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null && npm install --no-audit --no-fund --silent xlsx@0.18.5
cat > try.mjs <<'JS'
import XLSX from "xlsx";
const serial = (Date.UTC(1944, 4, 12) - Date.UTC(1904, 0, 1)) / 86400000;
const sheet = { "!ref": "A1", A1: { t: "n", v: serial, z: "yyyy-mm-dd" } };
const bytes = XLSX.write({ SheetNames: ["名单"], Sheets: { 名单: sheet }, Workbook: { WBProps: { date1904: true } } }, { type: "buffer", bookType: "xlsx" });
const book = XLSX.read(bytes, { cellDates: true });
const told = book.Workbook?.WBProps?.date1904;
const { v } = book.Sheets.名单.A1;
const day = v instanceof Date ? new Date(v.getTime() + 43200000 - v.getTimezoneOffset() * 60000).toISOString().slice(0, 10) : String(v);
console.log(`xlsx 0.18.5: date1904 ${told}, stored ${serial} (1944-05-12), read as ${day}`);
if (day.startsWith("1944")) { console.log("CHANGED"); process.exit(1); }
JS
node try.mjs
