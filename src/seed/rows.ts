import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Ctx } from "#kernel/ctx";
import { writeRecord } from "#register/register";

/** Rows of registers that the demo city begins with (demo/rows.yaml), by register. */
export async function seedRows(ctx: Ctx): Promise<void> {
  const text = readFileSync(join(import.meta.dirname, "../../demo/rows.yaml"), "utf8");
  for (const [register, rows] of Object.entries(parse(text) as Record<string, Record<string, unknown>[]>))
    for (const row of rows) await writeRecord(ctx, register, row, { source: "import" });
}
