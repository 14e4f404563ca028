import { readConfig, type Config } from "#kernel/config";
import type { Log } from "#kernel/ctx";
import { cityOf, findCity } from "#people/city";
import { holdOpen } from "#matter/map";
import { openCity, serve, startWork, type City } from "./city.ts";
import { failedStart } from "./failed-start.ts";
import { CityFaults, foundCity, readCityFolder, signInsText, type CityFolder } from "./founding/index.ts";
import { seedDemo, showDemo } from "./seed/demo.ts";

const log: Log = {
  info: (fields, message) => console.log(JSON.stringify({ at: new Date().toISOString(), message, ...fields })),
  error: (fields, message) =>
    console.error(JSON.stringify({ at: new Date().toISOString(), message, ...fields, err: String((fields as { err?: unknown }).err) })),
};

// The queue leaves promises behind when the database goes away under it; the city outlives that, so it is told and not the end.
process.on("unhandledRejection", (error) => log.error({ err: error }, "nobody waited for this"));
// A terminal that was closed takes no more words; that is no reason to leave the database running.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

/** What was started, in order; it is stopped from the last to the first, however far the start came. */
const started: (() => Promise<unknown>)[] = [];
/** Milliseconds that each of them is given to stop. */
const PATIENCE = 12_000;

/** Begins what the data folder is to hold: a city in earnest by its folder, or the demo. Gives what the terminal is to say of accounts. */
async function begin(city: City, folder: CityFolder | undefined): Promise<string> {
  const begun = await findCity(city.ctx());
  if (folder) return signInsText(await foundCity(city, folder));
  if (begun?.standing === "earnest") {
    if (begun.readyAt === null) throw new Error(`the city in ${city.config.dataDir} has not begun wholly: start it with YIWANG_CITY once more`);
    return "";
  }
  const accounts = await seedDemo(city, { stories: true });
  showDemo(city);
  return accounts;
}

async function start(given: Config): Promise<void> {
  const begun = performance.now();
  const { city: folder, faults } = given.cityDir === undefined ? { faults: [] } : await readCityFolder(given.cityDir);
  if (faults.length > 0) throw new CityFaults(faults);
  const config = folder?.address === undefined ? given : readConfig(undefined, folder.address);
  const city = await openCity(config, { log, own: true });
  started.push(() => city.close());
  if (halted) return;
  const accounts = await begin(city, folder);
  const app = await serve(city);
  started.push(() => app.close());
  await app.listen({ port: config.port, host: config.host });
  // What the map asks is read before somebody waits for it: seconds, where a hundred thousand matters are open.
  holdOpen(city.ctx()).catch((error: unknown) => log.error({ err: error }, "open matters could not be read for the map"));
  const stopWork = startWork(city);
  started.splice(1, 0, stopWork);

  const { port } = app.server.address() as { port: number };
  const at = `http://localhost:${port}`;
  console.log(`
一网 Yiwang · ${cityOf(city).name} is ready (${((performance.now() - begun) / 1000).toFixed(1)} s)

  Portal   ${at}/            办事大厅
  Console  ${at}/console     工作台
  API      ${at}/openapi.json
${accounts}
Stop with Ctrl-C.`);
}

let halted = false;
let stopping: Promise<void> | undefined;
function stop(code: number): Promise<void> {
  stopping ??= (async () => {
    for (const each of started.reverse()) {
      const ended = each().catch((error: Error) => log.error({ err: error }, "this did not stop as it should"));
      await Promise.race([ended, new Promise((resume) => setTimeout(resume, PATIENCE))]);
    }
    process.exit(code);
  })();
  return stopping;
}

/** Says why there is no city, and stops what there is of it. */
async function fail(error: unknown, config?: Config): Promise<void> {
  if (stopping) return;
  if (error instanceof CityFaults) console.error(error.faults.join("\n"));
  console.error(`一网 Yiwang did not start: ${config ? failedStart(error, config) : (error as Error).message}.`);
  await stop(1);
}

let config: Config | undefined;
try {
  config = readConfig();
} catch (error) {
  await fail(error);
}
if (config) {
  const given = config;
  const starting = start(given);
  // A signal while the database is being opened waits until there is something to stop.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      halted = true;
      if (started.length > 0) void stop(0);
      else void starting.catch(() => {}).finally(() => stop(0));
    });
  starting.catch((error: unknown) => fail(error, given));
}
