import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Ctx } from "#kernel/ctx";
import { findPlace } from "#place/address";
import { writeRecord } from "#register/register";

/** A row with what the map knows of its address, where it leaves that out: the made city lays the map, the rows follow it. */
async function placed(ctx: Ctx, row: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { address, at } = row;
  if (typeof address !== "string" || at !== "by address") return row;
  const [found] = (await findPlace(ctx, address)).candidates;
  if (!found) throw new Error(`demo/rows.yaml: the made city has no ${address}`);
  return { ...row, at: found.point, grid: found.cell, area: found.area };
}

/** Rows of registers that the demo city begins with (demo/rows.yaml), by register. */
export async function seedRows(ctx: Ctx): Promise<void> {
  const text = readFileSync(join(import.meta.dirname, "../../demo/rows.yaml"), "utf8");
  for (const [register, rows] of Object.entries(parse(text) as Record<string, Record<string, unknown>[]>))
    for (const row of rows) await writeRecord(ctx, register, await placed(ctx, row), { source: "import" });
}
