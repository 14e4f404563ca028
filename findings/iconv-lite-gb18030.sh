#!/usr/bin/env bash
# iconv-lite 0.7.3 reads GB 18030 by the table of 2005, Node's TextDecoder by that of 2022 (WHATWG). Eighteen two-byte codes differ: iconv-lite gives
# characters of the private use area for 龴 龵 龶 …, which no font and no search knows. Both call the encoding gb18030.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null && npm install --no-audit --no-fund --silent iconv-lite@0.7.3
cat > try.mjs <<'JS'
import iconv from "iconv-lite";
const node = new TextDecoder("gb18030");
const differ = [];
for (let high = 0x81; high <= 0xfe; high += 1)
  for (let low = 0x40; low <= 0xfe; low += 1) {
    if (low === 0x7f || low === 0xff) continue;
    const bytes = Buffer.from([high, low]);
    const [a, b] = [iconv.decode(bytes, "gb18030"), node.decode(bytes)];
    if (a !== b) differ.push(`${bytes.toString("hex")}: iconv-lite U+${a.codePointAt(0).toString(16)}, Node ${b} U+${b.codePointAt(0).toString(16)}`);
  }
console.log(`iconv-lite 0.7.3, Node ${process.version}: ${differ.length} two-byte codes differ`);
console.log(differ.slice(0, 4).join("\n"));
const shown = iconv.decode(Buffer.from("fe59", "hex"), "gb18030").codePointAt(0);
if (differ.length !== 18 || shown !== 0xe81e || node.decode(Buffer.from("fe59", "hex")) !== "龴") { console.log("CHANGED"); process.exit(1); }
JS
node try.mjs
