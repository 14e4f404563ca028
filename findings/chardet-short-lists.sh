#!/usr/bin/env bash
# chardet 2.2.0 guesses by frequency. Lists of offices are short: a heading and a few names. In GB 18030 two thirds of such lists are told as another
# encoding, in UTF-16 without a mark all of them. A reader that believes it imports unreadable names without an error.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null && npm install --no-audit --no-fund --silent chardet@2.2.0 iconv-lite@0.7.3
cat > try.mjs <<'JS'
import chardet from "chardet";
import iconv from "iconv-lite";
const surnames = [..."王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"], given = ["伟", "芳", "秀英", "小满", "明轩", "雨桐", "建国", "丽", "浩然", "静怡"];
const lists = Array.from({ length: 40 }, (_, i) => ["姓名,街道", ...Array.from({ length: 3 }, (_x, j) => `${surnames[(i * 7 + j * 3) % 20]}${given[(i + j * 4) % 10]},青瓷街道`)].join("\r\n"));
const right = { gb18030: /^(gb18030|gbk|gb2312)$/i, "utf-16le": /^utf-?16-?le$/i };
const found = {};
for (const [name, guess] of [["chardet", (bytes) => chardet.detect(bytes)]])
  for (const encoding of ["gb18030", "utf-16le"])
    found[`${name} ${encoding}`] = lists.filter((list) => right[encoding].test(guess(iconv.encode(list, encoding)) ?? "")).length;
console.log(`chardet 2.2.0: of ${lists.length} short lists told rightly`, found);
if (found["chardet gb18030"] !== 12 || found["chardet utf-16le"] !== 0) { console.log("CHANGED"); process.exit(1); }
JS
node try.mjs
