// Fills the city with matters: npm run seed -- --matters 100000, or with a year of orders to 12345 and events: npm run seed -- --orders 20000
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readConfig } from "#kernel/config";
import { openCity } from "../src/city.ts";
import { seedBulk } from "../src/seed/bulk.ts";
import { seedDemo } from "../src/seed/demo.ts";
import { seedYear } from "../src/seed/year.ts";

const { values } = parseArgs({ options: { matters: { type: "string" }, orders: { type: "string" } } });
const [count, orders] = [Number(values.matters ?? 0), Number(values.orders ?? 0)];
if (![count, orders].every((each) => Number.isInteger(each) && each >= 0)) {
  console.error("用法：npm run seed -- --matters 100000 --orders 20000");
  process.exit(2);
}

const city = await openCity(readConfig());
try {
  // A year of orders is lived in the whole city.
  await seedDemo(city, orders > 0 ? { stories: true } : {});
  if (count > 0) {
    const { seconds } = await seedBulk(city, join(import.meta.dirname, "../packs"), count, (done) => void (done % 20_000 === 0 && console.log(`${done} …`)));
    await city.database.owner.query("vacuum analyze");
    console.log(`已写入 ${count} 件，用时 ${seconds.toFixed(1)} 秒，每秒 ${Math.round(count / seconds)} 件。`);
  }
  if (orders > 0) {
    const { count: cast, seconds } = await seedYear(city, orders, (done) => void (done % 5000 === 0 && console.log(`${done} …`)));
    await city.database.owner.query("vacuum analyze");
    console.log(`已写入一年的工单和事件 ${cast} 件，用时 ${seconds.toFixed(1)} 秒。`);
  }
} finally {
  await city.close();
}
