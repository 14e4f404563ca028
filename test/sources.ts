import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** The project's root. */
export const ROOT = join(import.meta.dirname, "..");

const LEFT_OUT = new Set(["node_modules", ".git", ".data", "shots"]);

/** Paths of the project's own files below `folder`, from the root, with "/" between. */
export function filesBelow(folder = "."): string[] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => !LEFT_OUT.has(name))
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(join(ROOT, path)).isDirectory() ? filesBelow(path) : [relative(ROOT, join(ROOT, path)).replaceAll(sep, "/")];
    });
}

/** A file of code: its text, and what it imports. */
export interface Source {
  path: string;
  text: string;
  lines: number;
  imports: string[];
  /** Where it belongs: "kernel/db", "matter/work", "sites/api", "ui", or the name of a file of the root. */
  place: string;
  isTest: boolean;
}

/** The folders below a block, each a list in which one file is one entry. They have a door of their own and import nothing of the block around them. */
export const FOLDERS_BELOW: Readonly<Record<string, { folder: string }>> = { "content/form": { folder: "field" } };

/** Whether a file lies in one of those folders. */
export function liesBelow({ path, place }: Pick<Source, "path" | "place">): boolean {
  return FOLDERS_BELOW[place] !== undefined && path.startsWith(`src/${place}/${FOLDERS_BELOW[place].folder}/`);
}

/** What a file imports, types and dynamic imports counted too. */
function importsOf(text: string): string[] {
  return [...text.matchAll(/^\s*(?:import|export)\b[^"'`;]*?\bfrom\s+"([^"]+)"|^\s*import\s+"([^"]+)"|\bimport\(\s*"([^"]+)"/gm)].map(
    (match) => match[1] ?? match[2] ?? match[3]!,
  );
}

function placeOf(path: string): string {
  const [ring, ...inner] = path.replace(/^src\//, "").split("/");
  if (inner.length === 0 || ring === "ui" || ring === "seed" || ring === "founding") return ring!;
  return `${ring}/${inner[0]}`;
}

/** The TypeScript below a folder. */
export function sourcesBelow(folder: string): Source[] {
  return filesBelow(folder)
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => {
      const text = readFileSync(join(ROOT, path), "utf8");
      return { path, text, lines: text.split("\n").length - 1, imports: importsOf(text), place: placeOf(path), isTest: /\.(test|fixture)\.tsx?$/.test(path) };
    });
}

/** The text without its comments; good enough for code that keeps `//` out of its strings but for addresses. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|[^:"'`\\])\/\/.*$/gm, "$1");
}
