// Fills the city with matters: npm run seed -- --matters 100000
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readConfig } from "#kernel/config";
import { openCity } from "../src/city.ts";
import { seedBulk } from "../src/seed/bulk.ts";
import { seedDemo } from "../src/seed/demo.ts";

const { values } = parseArgs({ options: { matters: { type: "string" } } });
const count = Number(values.matters ?? 0);
if (!Number.isInteger(count) || count < 0) {
  console.error("用法：npm run seed -- --matters 100000");
  process.exit(2);
}

const city = await openCity(readConfig());
try {
  await seedDemo(city);
  if (count > 0) {
    const { seconds } = await seedBulk(city, join(import.meta.dirname, "../packs"), count, (done) => void (done % 20_000 === 0 && console.log(`${done} …`)));
    await city.database.owner.query("vacuum analyze");
    console.log(`已写入 ${count} 件，用时 ${seconds.toFixed(1)} 秒，每秒 ${Math.round(count / seconds)} 件。`);
  }
} finally {
  await city.close();
}
