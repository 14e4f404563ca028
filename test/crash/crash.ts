import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "#kernel/config";
import { openCity } from "../../src/city.ts";
import { signIn, work, type Acknowledged } from "./client.ts";
import { serverOn, untilWell } from "./server.ts";
import { judge, type Verdict } from "./verdict.ts";

const CLIENTS = 6;

/**
 * Kills server and database, in turn and at random moments, while clients apply and clerks accept; after each kill the city has
 * to come back by itself. Then every acknowledgement is compared with what is there. Nothing is left running.
 */
export async function crash(kills: number, tell: (line: string) => void = () => {}): Promise<Verdict> {
  const dataDir = mkdtempSync(join(tmpdir(), "yiwang-crash-"));
  const server = await serverOn(dataDir);
  const ledger: Acknowledged[] = [];
  let halted = false;
  try {
    await server.start();
    const tokens = await signIn(server.url);
    const clients = Array.from({ length: CLIENTS }, () => work(server.url, tokens, ledger, () => halted));
    const loaded = Promise.all(clients);
    for (let kill = 1; kill <= kills; kill += 1) {
      await Promise.race([loaded, new Promise((resume) => setTimeout(resume, 200 + Math.random() * 1300))]);
      const database = kill % 2 === 0;
      if (database) server.killDatabase();
      else server.kill();
      // The server is started again by whoever runs it; the database by the server's own guard.
      if (!database) await server.start();
      else await untilWell(server.url);
      tell(
        `${kill}/${kills} ${database ? "database" : "server"} killed and back, ${ledger.filter((entry) => entry.submitted).length} submissions acknowledged`,
      );
    }
    await new Promise((resume) => setTimeout(resume, 1000));
    halted = true;
    await loaded;
    await server.stop();
    const city = await openCity(readConfig({ DATA_DIR: dataDir, PORT: "0" }));
    try {
      return await judge(city, ledger, kills);
    } finally {
      await city.close();
    }
  } finally {
    halted = true;
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
