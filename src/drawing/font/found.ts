import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openTypeface, type Typeface } from "./typeface.ts";

/** A font that lies on this machine. */
export interface FoundFont {
  /** "HanaMinB" */
  name: string;
  typeface: Typeface;
}

// Fonts with rare characters that systems have, the better first; of a system's other fonts nothing is wanted.
const KNOWN = [
  /^NotoSerif(CJK)?SC/i,
  /^Plangothic/i,
  /^HanaMinA/i,
  /^HanaMinB/i,
  /^HanaMin/i,
  /^BabelStoneHan/i,
  /^(simsunb|SimSunExtG|simsun)/i,
  /^TH-Tshyn/i,
  /^LXGWWenKai/i,
  /^(wqy|uming|ukai)/i,
  /^Nanum/i,
  /^NotoSans(-|Thai|Lao|Yi|Lisu|Armenian|Georgian)/i,
  /^DejaVuSans$/i,
];
const SYSTEM = ["/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts", "C:\\Windows\\Fonts"];
const DEPTH = 4;
const FILES = 20_000;
// 内嵌限制 in OS/2: this bit alone says that the font must not be put into files.
const RESTRICTED = 0x00_02;

let own: string[] = [];
let found: FoundFont[] | undefined;

/** Where the city's own fonts lie: whatever is in there is used, in the order of names, before those of the system. */
export function lookForFontsIn(folders: readonly string[]): void {
  own = [...folders];
  found = undefined;
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /[.](ttf|otf|ttc)$/i.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => path.slice(folder.length).split(/[\\/]/).length <= DEPTH + 1)
      .sort()
      .slice(0, FILES);
  } catch {
    // Not there, or not ours to read.
    return [];
  }
}

const nameOf = (path: string): string =>
  path
    .split(/[\\/]/)
    .at(-1)!
    .replace(/[.]\w+$/, "");

function opened(path: string): FoundFont[] {
  try {
    const typeface = openTypeface(readFileSync(path));
    const rights = typeface.table("OS/2")?.readUInt16BE(8) ?? 0;
    return (rights & 0x0f) === RESTRICTED ? [] : [{ name: nameOf(path), typeface }];
  } catch {
    // Outlines of another kind, or no font at all: as if it were not there.
    return [];
  }
}

/** The fonts of this machine that may stand in, looked for once, when first a character is missing. */
export function foundFonts(): readonly FoundFont[] {
  if (found) return found;
  const system = SYSTEM.flatMap(filesIn);
  const known = KNOWN.flatMap((name) => system.filter((path) => name.test(nameOf(path))));
  found = [...new Set([...own.flatMap(filesIn), ...known])].flatMap(opened);
  return found;
}
