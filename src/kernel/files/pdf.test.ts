import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { samplePdf } from "../../../test/application.ts";

// A command that has opened somebody's PDF ends when its work does: the thread that opened it holds nothing up (Node 24.21: a listener added later would).
test("a process that opened a PDF ends by itself", { timeout: 60_000 }, () => {
  const script = `import { openPdf } from ${JSON.stringify(join(import.meta.dirname, "pdf.ts"))};
    const found = await openPdf(Buffer.from(${JSON.stringify(samplePdf("样本").toString("base64"))}, "base64"));
    console.log(Object.keys(found).join());`;
  const { status, stdout } = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], { encoding: "utf8", timeout: 30_000 });
  expect([status, stdout.trim()]).toEqual([0, "pages,scripts"]);
});
