import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Reads a secret kept in a file, making it the first time: `bytes` random bytes as hex, readable by the owner alone. */
export function secretFile(path: string, bytes = 32): string {
  if (!existsSync(path)) {
    // The data folder itself stays passable: the database below it runs as another user when we are root.
    mkdirSync(dirname(dirname(path)), { recursive: true, mode: 0o755 });
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, randomBytes(bytes).toString("hex"), { mode: 0o600, flag: "wx" });
  }
  return readFileSync(path, "utf8").trim();
}
