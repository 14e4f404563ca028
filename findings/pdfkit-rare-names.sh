#!/usr/bin/env bash
# pdfkit 0.20.2 draws glyph 0, an empty box, for a character that the font has not got, without an error or an event. All such characters of a document
# share that glyph and its one entry of text: of two rare names the second is copied out, searched and read aloud with a NUL in place of its character.
# Whoever prints names has to ask the font first.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null && npm install --no-audit --no-fund --silent pdfkit@0.20.2 pdfjs-dist@6.5.438 @expo-google-fonts/noto-sans-sc@0.4.3 node@24.21.0
cat > try.mjs <<'JS'
import PDFDocument from "pdfkit";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
const name = "王\u{20164}明、李\u{20BB7}生"; // two characters of Extension B that the font has not got
const chunks = [];
const pdf = new PDFDocument();
let complaint = null;
pdf.on("error", (error) => (complaint = error));
pdf.on("data", (chunk) => chunks.push(chunk));
const ended = new Promise((done) => pdf.on("end", done));
pdf.font("node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf").fontSize(20).text(name);
pdf.end();
await ended;
const read = await getDocument({ data: new Uint8Array(Buffer.concat(chunks)), verbosity: 0 }).promise;
const { items } = await (await read.getPage(1)).getTextContent();
const text = items.map((item) => item.str).join("");
console.log(`pdfkit 0.20.2, Noto Sans SC 0.4.3: wrote ${JSON.stringify(name)}, the page says ${JSON.stringify(text)}, complaint: ${complaint}`);
if (text !== name.replace("\u{20BB7}", "\0") || complaint) { console.log("CHANGED"); process.exit(1); }
JS
node_modules/node/bin/node try.mjs
