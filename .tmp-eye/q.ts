import { readConfig } from "#kernel/config";
import { openCity } from "../src/city.ts";
const city = await openCity(readConfig());
for (const q of process.argv.slice(2)) { const t=performance.now(); const r = await city.database.owner.query(q); console.table(r.rows.slice(0,40)); console.log((performance.now()-t).toFixed(0),"ms"); }
await city.close();
