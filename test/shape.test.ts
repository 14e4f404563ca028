import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { filesBelow, FOLDERS_BELOW, liesBelow, ROOT, sourcesBelow, withoutComments, type Source } from "./sources.ts";

// The walls of ARCHITECTURE.md and the habits of STYLE.md, held by a machine. Each test gives the list of offenders.

const sources = sourcesBelow("src");
const all = [...sources, ...sourcesBelow("test"), ...sourcesBelow("bin"), ...sourcesBelow("bench"), ...sourcesBelow("conformance")];
const production = sources.filter((source) => !source.isTest);
const areaOf = (place: string): string => place.split("/")[0]!;

// From the ground up: an area imports only what stands before it.
const AREAS = "values crypto kernel ui language drawing people place process register trust content outcome matter proof sites".split(" ");
const blocks = [...new Set(sources.map((source) => source.place))].filter((place) => place.includes("/") && areaOf(place) !== "sites");
// Parts of an area that its other blocks alone enter: FEEL has one door.
const INNER = ["decimal", "temporal", "pattern", "feel-value", "feel-text", "feel-function", "external"].map((block) => `language/${block}`);

// Files that tie the parts together; what they import is their work.
const COMPOSITION = ["main.ts", "city.ts", "wiring.ts", "schedule.ts", "vocabulary.ts", "blocks.ts", "lost.ts", "safekeeping.ts", "founding", "seed"];
// A block that draws may use the drawing of the pages: the seal on paper is the seal on the screen.
const BLOCKS_THAT_DRAW = ["drawing/paper", "trust/seal", "content/form"];

/** "#area/x" as the place it leads to; undefined for what is not ours. */
function targetOf(specifier: string): string | undefined {
  return specifier.startsWith("#") ? specifier.slice(1) : undefined;
}

function offenders(of: Source[], offends: (specifier: string, source: Source) => boolean): string[] {
  return of.flatMap((source) => source.imports.filter((specifier) => offends(specifier, source)).map((specifier) => `${source.path} imports ${specifier}`));
}

function containing(of: Source[], pattern: RegExp): string[] {
  return of.flatMap((source) =>
    withoutComments(source.text)
      .split("\n")
      .filter((line) => pattern.test(line))
      .map((line) => `${source.path}: ${line.trim().slice(0, 120)}`),
  );
}

describe("walls", () => {
  test("an area imports only what stands before it", () => {
    const floor = (place: string): number => AREAS.indexOf(areaOf(place));
    expect(sources.map(({ place }) => place).filter((place) => place.includes("/") && floor(place) < 0)).toEqual([]);
    expect(
      offenders(
        production.filter(({ place }) => floor(place) >= 0),
        (to, from) => to.startsWith("#") && floor(targetOf(to)!) > floor(from.place),
      ),
    ).toEqual([]);
    expect(offenders(production, (to, from) => INNER.includes(targetOf(to) ?? "") && areaOf(targetOf(to)!) !== areaOf(from.place))).toEqual([]);
  });

  test("only pages, and blocks that draw, know how a page looks; how it looks depends on nothing", () => {
    expect(
      offenders(
        production.filter(({ place }) => blocks.includes(place)),
        (to, from) => to === "#ui" && !BLOCKS_THAT_DRAW.includes(from.place),
      ),
    ).toEqual([]);
    expect(
      offenders(
        sources.filter(({ place }) => place === "ui"),
        (to) => to.startsWith("#") && to !== "#ui",
      ),
    ).toEqual([]);
  });

  test("sites never import each other", () => {
    expect(
      offenders(
        production.filter(({ place }) => areaOf(place) === "sites"),
        (to, from) => to.startsWith("#sites/") && targetOf(to) !== from.place,
      ),
    ).toEqual([]);
  });

  test("only the composition root knows the sites", () => {
    expect(
      offenders(
        production.filter(({ place }) => !COMPOSITION.includes(place)),
        (to) => to.startsWith("#sites/"),
      ),
    ).toEqual([]);
  });

  test("what runs reads nothing of the tests", () => {
    expect(containing(production, /["'`/]test\/(?!\$)|\.\.\/test["'`/]/)).toEqual([]);
  });

  test("nothing imports packs", () => {
    expect(offenders(sources, (to) => to.includes("packs/"))).toEqual([]);
  });

  test("a block is entered by its one door, a file of one's own by ./name", () => {
    const known = new RegExp(`^#(${AREAS.join("|")})/[a-z0-9-]+$|^#ui$`);
    // A test of a block may reach for the city that all tests share; seeding and founding are part of the root and know the city.
    // A site with many pages has a folder for each job; its pages reach no further than the site.
    const insideSite = (to: string, from: Source): boolean => areaOf(from.place) === "sites" && join(dirname(from.path), to).startsWith(`src/${from.place}/`);
    const allowed = (to: string, from: Source): boolean =>
      insideSite(to, from) ||
      (from.isTest && /^(\.\.\/)+test\/[a-z-]+\.ts$/.test(to)) ||
      (from.place === "seed" && /^\.\.\/(city|blocks|wiring|vocabulary)\.ts$/.test(to)) ||
      (from.place === "founding" && /^\.\.\/(city|seed\/(packs|people))\.ts$/.test(to));
    expect(offenders(sources, (to) => to.startsWith("#") && !known.test(to))).toEqual([]);
    expect(offenders(sources, (to, from) => to.startsWith("..") && !allowed(to, from))).toEqual([]);
    expect(
      offenders(
        sources.filter(({ place }) => !COMPOSITION.includes(place)),
        (to, from) => /^\.\/.*\//.test(to) && !insideSite(to, from) && to !== `./${FOLDERS_BELOW[from.place]?.folder}/index.ts`,
      ),
    ).toEqual([]);
    expect(offenders(production, (to, from) => targetOf(to) === from.place)).toEqual([]);
  });

  test("no ring of imports among blocks and sites", () => {
    const edges = new Map<string, Set<string>>();
    for (const { place, imports } of production) {
      const to = imports.flatMap((specifier) => targetOf(specifier) ?? []).filter((target) => target !== place);
      edges.set(place, new Set([...(edges.get(place) ?? []), ...to]));
    }
    const rings: string[] = [];
    const finished = new Set<string>();
    const visit = (place: string, path: string[]): void => {
      if (path.includes(place)) rings.push([...path.slice(path.indexOf(place)), place].join(" → "));
      if (path.includes(place) || finished.has(place)) return;
      for (const next of edges.get(place) ?? []) visit(next, [...path, place]);
      finished.add(place);
    };
    for (const place of edges.keys()) visit(place, []);
    expect(edges.get("matter/work")?.size).toBeGreaterThan(5);
    expect(rings).toEqual([]);
  });

  test("the environment is read in kernel/config alone, the driver and the queue are known to the kernel alone", () => {
    expect(
      containing(
        sources.filter(({ place }) => place !== "kernel/config"),
        /process\.env/,
      ),
    ).toEqual([]);
    expect(
      offenders(
        sources.filter(({ place }) => place !== "kernel/db"),
        (to) => to === "pg",
      ),
    ).toEqual([]);
    expect(
      offenders(
        sources.filter(({ place }) => place !== "kernel/jobs"),
        (to) => to === "graphile-worker",
      ),
    ).toEqual([]);
  });

  test("the SQL of a block names its own schema only, and pages hold no SQL at all", () => {
    const own: Record<string, string[]> = {
      "register/register": ["register", "register_data"],
      // What is read of a register lies where it was written.
      "register/reading": ["register", "register_data"],
      "kernel/db": ["kernel"],
      "kernel/jobs": ["graphile_worker"],
    };
    // The blocks of a matter share its rows.
    const ownOf = (place: string): string[] => own[place] ?? (areaOf(place) === "matter" ? [place.split("/")[1]!, "matter"] : [place.split("/")[1]!]);
    const statements = filesBelow("src")
      .filter((path) => path.endsWith(".sql"))
      .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8"), place: path.split("/").slice(1, 3).join("/") }));
    const schemas = new Set([
      "graphile_worker",
      "kernel",
      "register_data",
      ...statements.flatMap(({ text }) => [...text.matchAll(/create schema (?:if not exists )?(\w+)/g)].map((match) => match[1]!)),
    ]);
    const foreign = [...production.filter(({ place }) => !COMPOSITION.includes(place)), ...statements].flatMap(({ path, text, place }) =>
      [...text.matchAll(/\b(?:from|join|into|update|using|references|table|only|on|sequence|nextval\(')\s+([a-z_]+)\.[a-z_]+/gi)]
        .map((match) => match[1]!)
        .filter((schema) => schemas.has(schema) && !ownOf(place).includes(schema))
        .map((schema) => `${path} names ${schema}`),
    );
    expect(schemas.size).toBeGreaterThan(12);
    expect(foreign).toEqual([]);
    expect(
      containing(
        production.filter(({ place }) => ["sites", "ui"].includes(areaOf(place))),
        /\bdb\.(query|transaction)\b|\b(insert into|delete from)\b/,
      ),
    ).toEqual([]);
  });
});

describe("size", () => {
  test("files are small: 300 lines at most, half below 70, nine in ten below 170", () => {
    expect(all.filter(({ lines }) => lines > 300).map(({ path, lines }) => `${path} ${lines}`)).toEqual([]);
    const lines = production.map((source) => source.lines).sort((a, b) => a - b);
    expect(lines[Math.floor(lines.length / 2)]).toBeLessThanOrEqual(70);
    expect(lines[Math.floor(lines.length * 0.9)]).toBeLessThanOrEqual(170);
  });

  test("a block has at most 20 files of code, and a name of its own", () => {
    const counted = new Map<string, number>();
    for (const source of production) if (!liesBelow(source)) counted.set(source.place, (counted.get(source.place) ?? 0) + 1);
    expect([...counted].filter(([place, count]) => blocks.includes(place) && count > 20)).toEqual([]);
    const deep = sources.filter(({ place, path }) => blocks.includes(place) && path.split("/").length > 4);
    expect(deep.filter((source) => !liesBelow(source)).map(({ path }) => path)).toEqual([]);
    expect(blocks.map((place) => place.split("/")[1]).filter((name, i, names) => names.indexOf(name) !== i)).toEqual([]);
  });

  test("every block has a door and a README of at most 40 lines", () => {
    for (const place of [...blocks, "ui"]) {
      expect(existsSync(join(ROOT, "src", place, "index.ts")), place).toBe(true);
      const readme = join(ROOT, "src", place, "README.md");
      expect(existsSync(readme), readme).toBe(true);
      expect(readFileSync(readme, "utf8").trimEnd().split("\n").length, place).toBeLessThanOrEqual(40);
    }
  });
});

describe("words", () => {
  test("names are the field's words in kebab-case, without empty suffixes", () => {
    const empty = /(^|-)(utils?|helpers?|common|managers?|services?|misc|shared|lib|impl)$/;
    // A pack of format 1 has the folder that the format had.
    const paths = [...filesBelow("src"), ...filesBelow("bin"), ...filesBelow("test").filter((path) => !path.startsWith("test/first-format/"))];
    const names = new Set(paths.flatMap((path) => path.replace(/\.[a-z.]+$/, "").split("/")));
    expect([...names].filter((name) => empty.test(name))).toEqual([]);
    expect(
      paths.filter((path) => /\.(tsx?|css|js|sql)$/.test(path) && !/^[a-z0-9]+([-_][a-z0-9]+)*(\.(test|fixture|d))?\.\w+$/.test(path.split("/").at(-1)!)),
    ).toEqual([]);
  });

  test("no syntax that must be compiled away, no way around the types, nothing left for later", () => {
    const later = new RegExp(`\\b(${["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"].join("|")})\\b`);
    expect(containing(all, /^\s*(export\s+)?(declare\s+)?(const\s+)?enum\s|^\s*(export\s+)?(declare\s+)?namespace\s/)).toEqual([]);
    expect(containing(all, /constructor\([^)]*\b(private|public|protected|readonly)\s/)).toEqual([]);
    expect(containing(all, /\bas any\b|[:<]\s*any\b(?! )/)).toEqual([]);
    expect(
      all.filter(({ text }) => /@ts-(ignore|nocheck|expect-error)|(?:oxlint|eslint)-disable/.test(text.replace(/\/@ts.*$/gm, ""))).map(({ path }) => path),
    ).toEqual([]);
    expect(all.filter(({ text }) => later.test(text)).map(({ path }) => path)).toEqual([]);
    // Vitest wants its setup as a default export.
    expect(
      containing(
        all.filter(({ path }) => path !== "test/template.ts"),
        /^export default\b|\bas default\b/,
      ),
    ).toEqual([]);
    expect(containing(all, /\b(test|it|describe)(\.\w+)*\.(only|skip|todo|fails)\b/)).toEqual([]);
  });

  test("what people typed is cut between their letters, never between units", () => {
    const cut =
      /(?:\b(?:reason|words|said|typed|comment|title|label|note|basis|opinion|result|message|document|body|address|filename|city)|\b\w*[nN]ame|\.trim\(\))!?\.(?:slice\((?:0,|-)|substring\(|substr\(|charAt\()/;
    // Names of files, parts and elements that programs made.
    const written = ["process/bpmn", "drawing/package", "drawing/ofd", "drawing/pdf", "content/pack", "trust/certificate", "language/feel", "crypto/keys"];
    expect(
      containing(
        production.filter(({ place }) => !written.includes(place)),
        cut,
      ),
    ).toEqual([]);
  });

  test("what a door gives is explained where it is made", () => {
    const silent = blocks.flatMap((place) => {
      const own = sources.filter((source) => source.place === place && !source.isTest);
      const door = own.find(({ path }) => path.endsWith("/index.ts"))!;
      const named = [...door.text.matchAll(/^export \{([^}]*)\} from "\.\/([^"]+)"/gm)].flatMap(([, names, file]) =>
        names!.split(",").map((name) => ({ name: name.trim().split(" as ")[0]!, file: own.find(({ path }) => path.endsWith(`/${file}`))! })),
      );
      const here = [...door.text.matchAll(/^export (?:async )?function (\w+)/gm)].map(([, name]) => ({ name: name!, file: door }));
      return [...named, ...here]
        .filter(({ name, file }) => new RegExp(`^export (async )?function ${name}\\b`, "m").test(file.text))
        .filter(({ name, file }) => !new RegExp(`\\*/\\nexport (async )?function ${name}\\b`).test(file.text))
        .map(({ name, file }) => `${file.path} ${name}`);
    });
    expect(silent).toEqual([]);
  });

  test("no file names a place of somebody's machine or a package registry", () => {
    const machine = new RegExp(["(?<![\\w.])/(wo" + "rk|ro" + "ot|home|Users)/[a-z]", "registry\\.np" + "mjs", "np" + "mmirror"].join("|"));
    const texts = filesBelow().filter((path) => !/\.(png|jpe?g|ttf|pdf|woff2?)$/.test(path));
    expect(texts.filter((path) => machine.test(readFileSync(join(ROOT, path), "utf8")))).toEqual([]);
  });
});
