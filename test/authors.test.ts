import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { checkFolders, editorSchemas, packFolders, schemaLine, startFor, starterPack, watchFolders } from "#content/author";
import { TYPES, WRITABLE } from "#content/form";
import { LAYOUT, readPack, SCHEMAS, type Folder } from "#content/pack";
import { SERVICE_ACTS } from "#matter/matter";
import { demoBench } from "../src/seed/packs.ts";
import { vocabulary } from "../src/vocabulary.ts";
import { cityWith, live, outcomeOf } from "./lived.ts";
import { appointed, liveCase } from "./kinds/city.ts";
import { aroundWith } from "./packs.ts";

// What whoever writes a pack is given: the guide, whose example runs as it is printed; a pack to begin with; schemas; a check that watches.

const GUIDE = readFileSync("docs/guides/packs.md", "utf8");

/** A folder like `packs`, with the packs that ship and one more. */
function rootWith(name: string, files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "packs-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  cpSync("packs", root, { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name, path)), { recursive: true });
    writeFileSync(join(root, name, path), text);
  }
  return root;
}

/** The files that the guide prints of a pack, by their path in it; what is said of one stands between its name and its text. */
function printed(pack: "stalls" | "rooms"): Record<string, string> {
  const pattern = new RegExp(`\\*\\*\`packs/${pack}/(.+?)\`\\*\\*(?:: (?:.+\\n)+)?\\n+\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``, "g");
  return Object.fromEntries([...GUIDE.matchAll(pattern)].map((match) => [match[1]!, match[2]!]));
}

/** Every case of a pack is lived in a real database, and comes to what it expects. */
async function livesIn(root: string, name: string): Promise<Awaited<ReturnType<typeof cityWith>>["city"]> {
  const { city, left } = await cityWith(root);
  expect(left).toBe(0);
  const [service] = readPack(join(root, name)).pack!.services;
  for (const example of service!.cases) {
    if (example.expect.outcome === "incomplete") await expect(live(city, service!, example)).rejects.toMatchObject({ status: 422 });
    else expect(await outcomeOf(city, await live(city, service!, example)), example.name).toBe(example.expect.outcome);
  }
  return city;
}

/** Every case of the kinds of a pack is lived in a real database by people who were appointed, and comes to where it should. */
async function kindLivesIn(root: string, name: string): Promise<void> {
  const { city, left } = await cityWith(root);
  expect(left).toBe(0);
  const { pack } = readPack(join(root, name));
  const { item } = pack!.services[0]!;
  for (const role of Object.keys(pack!.roles)) await appointed(city, "linjing", role, item.unit);
  for (const example of pack!.kinds.flatMap(({ cases }) => cases)) {
    const { outcome, state } = await liveCase(city, example, "linjing");
    expect({ outcome: outcome ?? "incomplete", state }, example.name).toMatchObject({
      outcome: example.expect.outcome,
      ...(example.expect.state !== undefined && { state: example.expect.state }),
    });
  }
}

describe("the guide", () => {
  test("its example passes the check as it is printed, and is lived in a real city", async () => {
    const root = rootWith("stalls", printed("stalls"));
    const { lines, failed } = await checkFolders([join(root, "stalls")], demoBench(root));
    expect(lines.filter((line) => !line.endsWith("（提醒）"))).toEqual([expect.stringContaining("通过，1 个事项，4 个例子")]);
    expect(failed).toBe(0);
    const city = await livesIn(root, "stalls");
    const rows = await city
      .ctx()
      .db.query<{ f_goods: string; f_width: number }>("select f_goods, f_width from register_data.street_stall order by f_width", []);
    expect(rows).toEqual([
      { f_goods: "produce", f_width: 2 },
      { f_goods: "snacks", f_width: 3 },
    ]);
  });

  test("its kind passes the check as it is printed, and is lived in a real city", async () => {
    const root = rootWith("rooms", printed("rooms"));
    const { lines, failed } = await checkFolders([join(root, "rooms")], demoBench(root));
    expect(lines.filter((line) => !line.endsWith("（提醒）"))).toEqual([expect.stringContaining("通过，1 个件类，2 个事项，3 个例子")]);
    expect(failed).toBe(0);
    await kindLivesIn(root, "rooms");
  });

  test("says every file and every key of the format", () => {
    const keys = new Set<string>();
    const walk = (schema: unknown): void => {
      if (typeof schema !== "object" || schema === null) return;
      const { properties } = schema as { properties?: Record<string, unknown> };
      for (const key of Object.keys(properties ?? {})) keys.add(key);
      for (const below of Object.values(schema)) walk(below);
    };
    walk(SCHEMAS);
    expect(keys.size).toBeGreaterThan(100);
    const said = new Set([...GUIDE.matchAll(/`([^`\n]+)`/g)].flatMap((match) => match[1]!.match(/[A-Za-z][\w.-]*/g) ?? []));
    expect([...keys].filter((key) => !said.has(key))).toEqual([]);
    const files = ({ files: own, folders = {} }: Folder): string[] => [...Object.keys(own), ...Object.values(folders).flatMap(files)];
    expect(files(LAYOUT).filter((file) => !GUIDE.includes(file.replace("*", "ID")))).toEqual([]);
  });

  test("what a form may ask is what the city does", () => {
    const table = GUIDE.split("| type | asks for |")[1]!.split("\n\n")[0]!;
    const rows = [...table.matchAll(/^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \| [^|]+ \|([^|]*)\|/gm)].flatMap(([, names = "", keys = ""]) =>
      [...names.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => [name, keys] as const),
    );
    expect(rows.map(([name]) => name).sort()).toEqual(Object.keys(WRITABLE).sort());
    for (const [name, keys] of rows) for (const key of TYPES[name as keyof typeof TYPES].keys) expect(keys, `${name} ${key}`).toContain(`\`${key}`);
  });

  test("says every work with its outcomes, every act with what it takes and gives, every theme", () => {
    const tables = GUIDE.split("\n").filter((each) => each.startsWith("|"));
    const line = (word: string, from = 0): string => tables.slice(from).find((each) => each.split("|")[1]!.includes(`\`${word}\``)) ?? "";
    const works = tables.indexOf("| work | outcomes |");
    for (const [work, { outcomes }] of Object.entries(aroundWith().kinds.get("application")!.kind.works))
      expect(
        Object.keys(outcomes).filter((outcome) => !line(work, works).includes(`\`${outcome}\``)),
        work,
      ).toEqual([]);
    for (const { name, input, gives } of Object.values(vocabulary.acts)) {
      const rows = tables.filter((each) => each.includes(`\`${name}\``));
      expect(
        [...Object.keys(input), ...Object.keys(gives)].filter((word) => !rows.join().includes(word)),
        name,
      ).toEqual([]);
      expect(rows.length, name).toBeGreaterThan(0);
    }
    const themes = readPack("packs/common").pack!.codes["theme"]!;
    expect(themes.filter(({ value }) => !line("themes").includes(value))).toEqual([]);
  });
});

test("what flows may say is what the city does", async () => {
  const { city } = await cityWith("packs");
  expect(Object.keys(vocabulary.acts).sort()).toEqual(Object.keys(city.ports.get(SERVICE_ACTS)).sort());
});

describe("a pack to begin with", () => {
  test("passes the check at once, and is lived in a real city", async () => {
    const { city, cast } = demoBench("packs");
    const files = await starterPack(startFor("parcels", city, cast), "packs/parcels", "packs/schemas", "item");
    const root = rootWith("parcels", files);
    const { lines, failed } = await checkFolders([join(root, "parcels")], demoBench(root));
    expect([failed, lines.at(-1)]).toEqual([0, expect.stringContaining("通过，1 个事项，1 个例子")]);
    await livesIn(root, "parcels");
  });

  test("with a kind of its own passes the check at once, and is lived in a real city", async () => {
    const { city, cast } = demoBench("packs");
    const root = rootWith("parcels", await starterPack(startFor("parcels", city, cast), "packs/parcels", "packs/schemas"));
    const { lines, failed } = await checkFolders([join(root, "parcels")], demoBench(root));
    expect([failed, lines.at(-1)]).toEqual([0, expect.stringContaining("通过，1 个件类，2 个事项，2 个例子")]);
    await kindLivesIn(root, "parcels");
  });

  test("has a name that a folder and an item can have", () => {
    const { city, cast } = demoBench("packs");
    for (const id of ["", "A", "9a", "摊位", "../a", "a".repeat(41)]) expect(() => startFor(id, city, cast), id).toThrow("小写字母");
  });
});

describe("editors", () => {
  test("find schemas that are those of the check", () => {
    const written = Object.fromEntries(readdirSync("packs/schemas").map((name) => [name, readFileSync(join("packs/schemas", name), "utf8")]));
    expect(written, "npm run pack -- schemas").toEqual(editorSchemas());
  });

  test("are told by the first line of every YAML file where its schema lies", () => {
    const files = packFolders("packs").flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => ({ folder, path })));
    // What a new item of a kind begins with is filled in before it is YAML.
    const yaml = files.filter(({ path }) => path.endsWith(".yaml") && !path.includes("/starter/"));
    expect(yaml.length).toBeGreaterThan(25);
    for (const { folder, path } of yaml) {
      const [first] = readFileSync(join(folder, path), "utf8").split("\n");
      expect(first, join(folder, path)).toBe(schemaLine(path, folder, "packs/schemas"));
      expect(readdirSync(join(dirname(join(folder, path)), dirname(first!.split("$schema=")[1]!)))).toContain(first!.split("/").at(-1));
    }
  });
});

describe("a check that watches", () => {
  test("says what a saved file changes, one run at a time, whatever a run throws", async () => {
    const root = rootWith("stalls", printed("stalls"));
    const folder = join(root, "stalls");
    const said: string[] = [];
    let told = (): void => {};
    let runs = 0;
    const stop = watchFolders(
      [root],
      async () => {
        runs += 1;
        const { lines } = await checkFolders([folder], demoBench(root));
        said.push(lines.filter((line) => !line.endsWith("（提醒）")).join("\n"));
        told();
        if (runs === 1) throw new Error("the first run fails after it has spoken");
      },
      (error) => said.push(String(error)),
    );
    onTestFinished(stop);
    const next = (): Promise<void> => new Promise((done) => (told = done));
    if (said.length === 0) await next();
    const path = join(folder, "items/stall/form.yaml");
    const text = readFileSync(path, "utf8");
    const saved = (changed: string): Promise<void> => {
      const heard = next();
      writeFileSync(path, changed);
      return heard;
    };
    await saved(text.replace("type: integer", "type: integr"));
    expect(said.at(-1)).toContain("您是不是想写“integer”？");
    await saved(text);
    expect(said.at(-1)).toContain("通过");
    expect(said).toContain("Error: the first run fails after it has spoken");
  });
});

describe("a pack that was copied beside its original", () => {
  const told = async (change: (manifest: string) => string, at: "inside" | "elsewhere"): Promise<string[]> => {
    const files = Object.fromEntries(
      readdirSync("packs/civil", { recursive: true, encoding: "utf8" })
        .filter((path) => /\.\w+$/.test(path))
        .map((path) => [path, readFileSync(join("packs/civil", path), "utf8")]),
    );
    const root = rootWith("veterans", { ...files, "pack.yaml": change(files["pack.yaml"]!) });
    const bench = demoBench(at === "inside" ? root : "packs");
    return (await checkFolders([join(root, "veterans")], bench)).lines.filter((line) => !line.endsWith("（提醒）")).slice(0, -1);
  };

  test("takes nothing of its place", async () => {
    expect(await told((text) => text, "inside")).toEqual([expect.stringMatching(/pack\.yaml:3: 业务包“civil”有 2 个业务包都有/)]);
    expect(await told((text) => text.replace("id: civil", "id: veterans").replace("name: 民政", "name: 退役军人"), "inside")).toEqual(
      ["库“old-age-allowance”", "库“population”", "证照类型“resident-identity-card”", "事项“old-age-allowance”"].map((what) =>
        expect.stringContaining(`${what}业务包「民政」里也有`),
      ),
    );
  });

  test("may be worked on elsewhere", async () => {
    expect(await told((text) => text, "elsewhere")).toEqual([]);
  });
});
