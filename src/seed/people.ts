import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { readCast, type Cast } from "#content/rehearsal";
import type { Identity } from "#people/city";

/** A member of staff of demo/city.yaml. */
export interface DemoStaff {
  username: string;
  name: string;
  unit: string;
  post: string;
  /** Of how many cells of the grid in their area they are in charge. */
  cells?: number;
  duties: { role: string; unit: string; area: string; scope: "own" | "unit" | "area" }[];
}

/** Who the city is, its areas, units and staff, of demo/city.yaml. */
export interface DemoCity {
  city: Identity;
  areas: { code: string; name: string; level: number; parent?: string }[];
  units: { code: string; name: string; short: string; area: string; parent?: string }[];
  staff: DemoStaff[];
}

const folder = join(import.meta.dirname, "../../demo");

/** What `read` gives, read once a process: the files of the demo city are part of the program, and reading the people takes 0.1 s. */
function once<T>(read: () => T): () => T {
  let kept: { value: T } | undefined;
  return () => (kept ??= { value: read() }).value;
}

/** The named people and firms that tests and the demo city share. */
export const demoCast = once((): Cast => readCast(readFileSync(join(folder, "people.yaml"), "utf8")));

/** The demo city's areas, units and staff. */
export const demoCity = once((): DemoCity => parse(readFileSync(join(folder, "city.yaml"), "utf8")) as DemoCity);

/** Password of every demo account of staff, and the secret of its code generator: a demo city hides nothing. */
export const DEMO_PASSWORD = "yunzhou-2026";
export const DEMO_TOTP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
