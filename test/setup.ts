import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Data folder of the cluster whose database `yiwang` is the template. */
    dataDir: string;
  }
}

/** Name of the file that holds the address of the template database, once there is one. */
export const TEMPLATE = "template";

/** Gives the run a folder; what was started in it is stopped and removed at the end. Imports no city: most tests of pure rules need none. */
export function setup(project: TestProject): () => Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "yiwang-test-"));
  project.provide("dataDir", dataDir);
  return async () => {
    if (existsSync(join(dataDir, `${TEMPLATE}.begun`))) {
      const { secretFile, startCluster } = await import("#kernel/db");
      const cluster = await startCluster(dataDir, secretFile(join(dataDir, "secrets", "database-owner")));
      await cluster.stop();
      rmSync(cluster.folder, { recursive: true, force: true });
    }
    rmSync(dataDir, { recursive: true, force: true });
  };
}
