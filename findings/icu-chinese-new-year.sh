#!/usr/bin/env bash
# The Chinese calendar of Intl (ICU 78.3 in Node 24.21.0) computes new moons itself. It puts New Year's Day of 2027 on 7 February and that of 2030 on
# 2 February; the almanac of the Purple Mountain Observatory (GB/T 33661-2017) has 6 February 2027 and 3 February 2030. All other years from 2020 to 2040
# agree with it. Whoever counts working days by it is a day off twice, with every other day of the festival.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null && npm install --no-audit --no-fund --silent node@24.21.0
cat > try.mjs <<'JS'
const almanac = ["01-25", "02-12", "02-01", "01-22", "02-10", "01-29", "02-17", "02-06", "01-26", "02-13", "02-03", "01-23", "02-11", "01-31", "02-19", "02-08", "01-28", "02-15", "02-04", "01-24", "02-12"].map((day, i) => `${2020 + i}-${day}`);
const format = new Intl.DateTimeFormat("en-u-ca-chinese", { month: "numeric", day: "numeric", timeZone: "Asia/Shanghai" });
const isNewYear = (day) => format.formatToParts(day).filter(({ type }) => type === "month" || type === "day").every(({ value }) => value === "1");
const differ = [];
for (const known of almanac) {
  const year = Number(known.slice(0, 4));
  for (let n = 20; n < 55; n += 1) {
    const day = new Date(Date.UTC(year, 0, n, 4));
    if (isNewYear(day) && day.toISOString().slice(0, 10) !== known) differ.push(`${known} is ${day.toISOString().slice(0, 10)} by Intl`);
  }
}
console.log(`Node ${process.version}, ICU ${process.versions.icu}:`, differ);
if (differ.join() !== "2027-02-06 is 2027-02-07 by Intl,2030-02-03 is 2030-02-02 by Intl") { console.log("CHANGED"); process.exit(1); }
JS
node_modules/node/bin/node try.mjs
