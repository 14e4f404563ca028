import { codeNow } from "#base/identity";
import { readConfig } from "#kernel/config";
import type { Log } from "#kernel/ctx";
import { setDemoCode } from "#sites/console";
import { setDemoPeople, setPublicUrl } from "#sites/portal";
import { openCity, serve, startWork } from "./city.ts";
import { seedDemo } from "./seed/demo.ts";
import { demoCast, DEMO_TOTP } from "./seed/people.ts";

const started = performance.now();
const config = readConfig();
const log: Log = {
  info: (fields, message) => console.log(JSON.stringify({ at: new Date().toISOString(), message, ...fields })),
  error: (fields, message) =>
    console.error(JSON.stringify({ at: new Date().toISOString(), message, ...fields, err: String((fields as { err?: unknown }).err) })),
};

// The queue leaves promises behind when the database goes away under it; the city outlives that, so it is told and not the end.
process.on("unhandledRejection", (error) => log.error({ err: error }, "nobody waited for this"));

const city = await openCity(config, { log, own: true });
const accounts = await seedDemo(city, { stories: true });
setPublicUrl(config.publicUrl);
setDemoPeople([...demoCast().people.values()].map(({ name, id_number: idNumber, note = "" }) => ({ name, idNumber, note })));
setDemoCode((ctx) => codeNow(ctx, DEMO_TOTP));
const app = await serve(city);
const stopWork = startWork(city);
await app.listen({ port: config.port, host: config.host });

const { port } = app.server.address() as { port: number };
const at = `http://localhost:${port}`;
console.log(`
一网 Yiwang · 云州市 is ready (${((performance.now() - started) / 1000).toFixed(1)} s)

  Portal   ${at}/            办事大厅
  Console  ${at}/console     工作台
  API      ${at}/openapi.json
${accounts}
Stop with Ctrl-C.`);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await app.close();
  await stopWork();
  await city.close();
  process.exit(0);
}
process.on("SIGINT", () => void stop());
process.on("SIGTERM", () => void stop());
