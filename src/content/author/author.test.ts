import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { parse } from "yaml";
import { readCast } from "#content/rehearsal";
import { city, vocabulary } from "../../../test/packs.ts";
import { checkFolders, editorSchemas, packFolders, schemaLine, startFor, starterPack, watchFolders, type Bench } from "./index.ts";

const cast = readCast(readFileSync("demo/people.yaml", "utf8"));

/** A folder with these files, away again after the test. */
function folderWith(files: Record<string, string>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "author-")));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const bench = (root: string): Bench => ({ folders: packFolders(root), vocabulary, city, cast });

/** A root with a starter pack in a folder, of which texts are changed. */
async function rootWithStarter(id: string, change: (path: string, text: string) => string = (_, text) => text): Promise<string> {
  const files = await starterPack(startFor(id, city, cast), `packs/${id}`, "packs/schemas", "item");
  const root = folderWith(Object.fromEntries(Object.entries(files).map(([path, text]) => [`${id}/${path}`, change(path, text)])));
  for (const needed of ["application", "common"]) cpSync(join("packs", needed), join(root, needed), { recursive: true });
  return root;
}

describe("a pack to begin with", () => {
  test("is for a desk where somebody accepts, and about a person whom the register knows well", () => {
    const start = startFor("street-market", city, cast);
    expect(city.holders).toContain(`${start.desk} acceptor`);
    expect(cast.people.get(start.person)).toMatchObject({ register: "known", phone: start.phone });
    expect(cast.people.get(start.person)!.identity).toBeGreaterThanOrEqual(3);
  });

  test("is refused in a city where nobody accepts, or where nobody is known well enough", () => {
    const [someone] = cast.people.values();
    const people = (more: object) => ({ ...cast, people: new Map([["x", { ...someone!, ...more }]]) });
    const named = (code: string) => expect.objectContaining({ code });
    expect(() => startFor("x1", { ...city, holders: new Set([`${[...city.units][0]} decider`]) }, cast)).toThrow(named("NO_DESK"));
    for (const more of [{ register: "unknown" }, { register: "known", identity: 2 }])
      expect(() => startFor("x1", city, people(more))).toThrow(named("NO_DESK"));
    expect(startFor("x1", city, people({ id: "known-3", register: "known", identity: 3 })).person).toBe("known-3");
  });

  test("has a name of small letters, digits and strokes, from two to forty", () => {
    for (const id of ["ab", "a1", "street-market", "a".repeat(40)]) expect(startFor(id, city, cast).id).toBe(id);
    for (const id of ["", "a", "1a", "Ab", "a_b", "a.b", "../a", "a/b", "摊位", "a".repeat(41)])
      expect(() => startFor(id, city, cast), id).toThrow(expect.objectContaining({ code: "BAD_ID" }));
  });

  test("is the same each time: pack, item, form, example and a flow that is drawn, each YAML with its schema", async () => {
    const start = { id: "stalls", desk: "11990100MB0000001T-02", person: "chenxiaoman", phone: "13800000001" };
    const files = await starterPack(start, "packs/stalls", "packs/schemas", "item");
    expect(Object.keys(files).toSorted()).toEqual([
      "items/stalls/cases.yaml",
      "items/stalls/flow.bpmn",
      "items/stalls/form.yaml",
      "items/stalls/item.yaml",
      "pack.yaml",
    ]);
    expect(await starterPack(start, "packs/stalls", "packs/schemas", "item")).toEqual(files);
    expect(parse(files["pack.yaml"]!)).toMatchObject({ id: "stalls", owner: "11990100MB0000001T" });
    expect(parse(files["items/stalls/item.yaml"]!)).toMatchObject({ id: "stalls", unit: "11990100MB0000001T" });
    expect(parse(files["items/stalls/cases.yaml"]!)).toMatchObject([{ person: "chenxiaoman", form: { phone: "13800000001" } }]);
    expect(files["items/stalls/item.yaml"]!.split("\n")[0]).toBe("# yaml-language-server: $schema=../../../schemas/item.schema.json");
    const flow = files["items/stalls/flow.bpmn"]!;
    expect(flow).toContain(`yw:unit='="11990100MB0000001T-02"' yw:role="acceptor"`);
    for (const shape of ["counter", "supplement", "counter_again", "accept", "grant", "close", "decline"]) expect(flow).toContain(`bpmnElement="${shape}"`);
  });
});

describe("a check", () => {
  test("of a starter passes at once, in one line that counts items and examples", async () => {
    const root = await rootWithStarter("stalls");
    const { lines, failed } = await checkFolders([`${root}//stalls/`], bench(root));
    expect(failed).toBe(0);
    expect(lines.filter((line) => !line.endsWith("（提醒）"))).toEqual([
      expect.stringMatching(new RegExp(`^${join(root, "stalls")}: 通过，1 个事项，1 个例子（\\d+ 毫秒）$`)),
    ]);
  });

  test("tells each fault with file and line, and how many there are", async () => {
    const root = await rootWithStarter("stalls", (path, text) => (path.endsWith("form.yaml") ? text.replace("type: paragraph", "type: paragraphh") : text));
    const { lines, failed } = await checkFolders([join(root, "stalls")], bench(root));
    expect(failed).toBe(1);
    expect(lines[0]).toMatch(/items\/stalls\/form\.yaml:\d+: .*paragraphh/);
    expect(lines.at(-1)).toContain("1 处问题");
  });

  test("lives the examples, but only of packs without faults", async () => {
    const wrong = (path: string, text: string): string => (path.endsWith("cases.yaml") ? text.replace("outcome: granted", "outcome: refused") : text);
    const root = await rootWithStarter("stalls", wrong);
    const { lines, failed } = await checkFolders([join(root, "stalls")], bench(root));
    expect([failed, lines[0]]).toEqual([1, expect.stringContaining("cases.yaml")]);
    const both = await rootWithStarter("stalls", (path, text) => wrong(path, path.endsWith("form.yaml") ? text.replace("type: phone", "type: fone") : text));
    expect((await checkFolders([join(both, "stalls")], bench(both))).lines.join()).not.toContain("cases.yaml");
  });

  test("tells of the packs that were asked for, and reads their neighbours for what they offer", async () => {
    const root = await rootWithStarter("stalls");
    cpSync(join(root, "stalls"), join(root, "broken"), { recursive: true });
    writeFileSync(join(root, "broken/pack.yaml"), "nothing: here\n");
    const asked = async (...names: string[]) =>
      checkFolders(
        names.map((name) => join(root, name)),
        bench(root),
      );
    expect((await asked("stalls")).lines.join("\n")).not.toContain("broken");
    expect((await asked("broken")).failed).toBeGreaterThan(0);
    expect((await asked("broken")).lines.join("\n")).not.toContain("stalls:");
    expect((await asked()).lines).toEqual([]);
  });

  test("finds two packs beside each other that bring the same; a copy that lies elsewhere may stand for one of them", async () => {
    const root = await rootWithStarter("stalls");
    const elsewhere = folderWith({});
    cpSync(join(root, "stalls"), join(elsewhere, "copy"), { recursive: true });
    expect((await checkFolders([join(elsewhere, "copy")], bench(root))).failed).toBe(0);
    cpSync(join(root, "stalls"), join(root, "twin"), { recursive: true });
    expect((await checkFolders([join(root, "twin")], bench(root))).failed).toBeGreaterThan(0);
  });

  test("takes every folder for a pack, sorted, but not files, hidden ones, or the schemas", () => {
    const root = folderWith({ "b/pack.yaml": "", "a/other.txt": "", ".git/x": "", "schemas/x.json": "", "readme.md": "" });
    expect(packFolders(root)).toEqual([join(root, "a"), join(root, "b")]);
  });
});

describe("editors", () => {
  const schemas = editorSchemas();

  test("are given a schema for each kind of file, which refuses what the check refuses", async () => {
    expect(Object.keys(schemas).toSorted()).toEqual(
      "cases checklists codes elements form indicators item items kind kind-cases licences lists papers pack plain-item register roles watches"
        .split(" ")
        .map((name) => `${name}.schema.json`)
        .toSorted(),
    );
    const files = await starterPack(startFor("stalls", city, cast), "packs/stalls", "packs/schemas");
    for (const [path, text] of Object.entries(files)) {
      const name = /\/(\w+\.schema\.json)$/.exec(text.split("\n")[0]!)?.[1];
      if (!name) continue;
      const schema = JSON.parse(schemas[name]!) as { $schema: string; title: string };
      expect([schema.$schema, schema.title]).toEqual(["http://json-schema.org/draft-07/schema#", expect.stringContaining(".yaml")]);
      const fits = new Ajv({ strict: false, logger: false }).compile(schema);
      const value = parse(text) as unknown;
      expect(fits(value), `${path} ${JSON.stringify(fits.errors)}`).toBe(true);
      // A row has the columns that its kind gives it.
      if (name === "items.schema.json") continue;
      expect(fits(Array.isArray(value) ? [{ ...(value[0] as object), odd: 1 }] : { ...(value as object), odd: 1 }), path).toBe(false);
    }
  });

  test("find it from wherever the file lies; what is no YAML of a pack has none", () => {
    const line = (path: string, folder = "packs/market", where = "packs/schemas") =>
      schemaLine(path, folder, where)?.replace("# yaml-language-server: $schema=", "");
    expect(line("pack.yaml")).toBe("../schemas/pack.schema.json");
    expect(line("licences.yaml")).toBe("../schemas/licences.schema.json");
    expect(line("registers/stall.yaml")).toBe("../../schemas/register.schema.json");
    expect(line("items/stall/item.yaml")).toBe("../../../schemas/item.schema.json");
    expect(line("items/stall/cases.yaml", "elsewhere/stalls")).toBe("../../../../packs/schemas/cases.schema.json");
    for (const path of ["items/stall/flow.bpmn", "notes.yaml", "items/item.yaml", "registers/x/stall.yaml", "README.md"])
      expect(line(path), path).toBeUndefined();
  });
});

describe("a watch", () => {
  /** Waits until what was counted comes to so many. */
  const until = (counted: () => number, wanted: number): Promise<void> =>
    vi.waitFor(() => expect(counted()).toBeGreaterThanOrEqual(wanted), { timeout: 5000, interval: 10 });

  test("runs at once, and again for what a file changes in any of its folders, saved in several steps or in one", async () => {
    const [one, two] = [folderWith({ "a/x.yaml": "1" }), folderWith({ "y.yaml": "1" })];
    let runs = 0;
    onTestFinished(
      watchFolders(
        [one, two],
        async () => void (runs += 1),
        () => {},
      ),
    );
    expect(runs).toBe(1);
    for (let part = 0; part < 5; part += 1) writeFileSync(join(one, "a/x.yaml"), `${part}`);
    await until(() => runs, 2);
    await new Promise((done) => setTimeout(done, 200));
    expect(runs).toBe(2);
    writeFileSync(join(two, "y.yaml"), "2");
    await until(() => runs, 3);
  });

  test("runs one at a time: what changes meanwhile is looked at after, once", async () => {
    const root = folderWith({ "x.yaml": "1" });
    let [runs, now, most] = [0, 0, 0];
    let finish = (): void => {};
    const run = async (): Promise<void> => {
      runs += 1;
      now += 1;
      most = Math.max(most, now);
      if (runs === 1) await new Promise<void>((done) => (finish = done));
      now -= 1;
    };
    onTestFinished(watchFolders([root], run, () => {}));
    for (const text of ["2", "3"]) {
      writeFileSync(join(root, "x.yaml"), text);
      await new Promise((done) => setTimeout(done, 150));
    }
    expect(runs).toBe(1);
    finish();
    await until(() => runs, 2);
    await new Promise((done) => setTimeout(done, 150));
    expect([runs, most]).toEqual([2, 1]);
  });

  test("goes on after a run that throws, and ends when it is told", async () => {
    const root = folderWith({ "x.yaml": "1" });
    const said: unknown[] = [];
    let runs = 0;
    const stop = watchFolders(
      [root],
      async () => {
        runs += 1;
        throw new Error(`run ${runs}`);
      },
      (error) => said.push(String(error)),
    );
    await until(() => said.length, 1);
    writeFileSync(join(root, "x.yaml"), "2");
    await until(() => said.length, 2);
    expect(said).toEqual(["Error: run 1", "Error: run 2"]);
    writeFileSync(join(root, "x.yaml"), "3");
    stop();
    await new Promise((done) => setTimeout(done, 200));
    writeFileSync(join(root, "x.yaml"), "4");
    await new Promise((done) => setTimeout(done, 200));
    expect(runs).toBe(2);
  });
});
