import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { demoCity, DEMO_PASSWORD } from "../src/seed/people.ts";
import { filesBelow, ROOT } from "./sources.ts";

// What documents say is compared with what is there, so that they cannot drift apart unseen.

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const documents = filesBelow().filter((path) => path.endsWith(".md"));
const manifest = JSON.parse(read("package.json")) as { version: string; scripts: Record<string, string> };

describe("documents", () => {
  test("lead only to files that are there", () => {
    const dead = documents.flatMap((path) =>
      [...read(path).matchAll(/\]\((?!https?:|#)([^)\s]+)\)/g)]
        .map((match) => match[1]!)
        // Pictures are taken of the running city.
        .filter((target) => !target.includes("docs/images/") && !existsSync(join(ROOT, dirname(path), target)))
        .map((target) => `${path} → ${target}`),
    );
    expect(documents.length).toBeGreaterThan(20);
    expect(dead).toEqual([]);
  });

  test("name only commands that exist, and every command of use", () => {
    const named = [...new Set(documents.flatMap((path) => [...read(path).matchAll(/npm run ([a-z]+)/g)].map((match) => match[1]!)))];
    expect(named.filter((name) => !(name in manifest.scripts))).toEqual([]);
    expect(["pack", "import", "seed", "bench", "crash", "schema"].filter((name) => !named.includes(name))).toEqual([]);
    for (const script of Object.values(manifest.scripts))
      for (const file of script.match(/bin\/[a-z-]+\.[jt]s/g) ?? []) expect(existsSync(join(ROOT, file)), file).toBe(true);
  });

  test.each(["README.md", "README.zh-CN.md"])("%s names the settings that are read, and accounts that can sign in", (path) => {
    const text = read(path);
    const settings = [...read("src/kernel/config/config.ts").matchAll(/env\["([A-Z_]+)"\]/g)].map((match) => match[1]!);
    expect([...new Set(settings)].filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
    const accounts = [...text.matchAll(/^\| `([a-z]+)` \|/gm)].map((match) => match[1]!);
    const usernames = demoCity().staff.map(({ username }) => username);
    expect(accounts).toHaveLength(9);
    expect(accounts.filter((account) => !usernames.includes(account))).toEqual([]);
    expect(text).toContain(DEMO_PASSWORD);
  });

  test("decisions are numbered without a gap, dated, of one shape, and listed", () => {
    const records = filesBelow("docs/decisions")
      .filter((path) => /\/\d{4}-/.test(path))
      .sort();
    const index = read("docs/decisions/README.md");
    for (const [i, path] of records.entries()) {
      const name = path.split("/").at(-1)!;
      expect(Number(name.slice(0, 4)), path).toBe(i + 1);
      expect(read(path), path).toMatch(
        /^# \d{4} .+\n\n(Accepted|Superseded by \d{4}), \d{4}-\d\d-\d\d\n\n## Context\n[\s\S]+\n## Decision\n[\s\S]+\n## Consequences\n/,
      );
      expect(index).toContain(`(${name})`);
    }
    expect(records.length).toBeGreaterThanOrEqual(10);
  });

  test("the changelog begins with the version that package.json names", () => {
    expect(/^## (\d+\.\d+\.\d+)/m.exec(read("CHANGELOG.md"))?.[1]).toBe(manifest.version);
  });
});
