import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { demoCity } from "../seed/people.ts";

/** The packs that come with the program, written for the demo city. */
export const SHIPPED = join(import.meta.dirname, "../../packs");

/** Every unit and area of the demo city that a pack names. */
function named(folder: string): string[] {
  const codes = new Set<string>();
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
    if (entry.isFile() && /[.](yaml|bpmn|dmn)$/.test(entry.name))
      for (const [code] of readFileSync(join(entry.parentPath, entry.name), "utf8").matchAll(/(?<![0-9A-Za-z])([0-9A-Z]{18}(-\d{2})?|\d{12})(?![0-9A-Za-z])/g))
        codes.add(code);
  return [...codes].sort();
}

/** Why a pack that comes with the program cannot be used as it is written: there is none, or it names bodies of the demo city for which the city has said none. */
export function shippedFaults(name: string, replace: Readonly<Record<string, string>>): string[] {
  const folder = join(SHIPPED, name);
  if (!/^[a-z0-9-]+$/.test(name) || !existsSync(join(folder, "pack.yaml"))) return [`随程序带的业务包里没有“${name}”`];
  const { units, areas } = demoCity();
  const known = new Map([...units, ...areas].map((each) => [each.code, each.name]));
  return named(folder).flatMap((code) =>
    known.has(code) && !Object.hasOwn(replace, code)
      ? [`业务包 ${name} 里写着演示城市的 ${code}（${known.get(code)!}），请在 replace 里写上换成本市的哪一个`]
      : [],
  );
}
