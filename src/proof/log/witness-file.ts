import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Ctx } from "#kernel/ctx";
import { readWitness, witnessed, witnessText, type Witness } from "./witness.ts";

/**
 * Adds the newest checkpoint to the witness file at a path, or begins one; the city must still be what the witness saw (`Misfit` otherwise). Gives
 * the witness as it now is, undefined while the log is empty. Written whole or not at all: half a witness would speak against an honest city.
 */
export async function keepWitness(ctx: Ctx, path: string): Promise<Witness | undefined> {
  const after = await witnessed(ctx, existsSync(path) ? readWitness(readFileSync(path, "utf8")) : undefined);
  if (!after) return undefined;
  writeFileSync(`${path}.partial`, witnessText(after));
  renameSync(`${path}.partial`, path);
  return after;
}
