import { readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import type { Source } from "#language/dmn";
import { written, type Value } from "#language/feel";
import { invoke, loadDecisions, type Decisions } from "#content/rule";
import { readCases, type Case } from "./dmn-cases.ts";
import { isExpected } from "./dmn-compare.ts";

/** One case that failed, in one of its results or as a whole. */
export interface Failure {
  file: string;
  id: string;
  result: string;
  expected: string;
  found: string;
}

/** The cases of one folder. */
export interface FolderResult {
  folder: string;
  passed: number;
  total: number;
  failures: Failure[];
}

/** Runs every folder below `directory` that holds cases, in the order of their names. A model that cannot be loaded fails all its cases. */
export async function* runSuite(directory: string): AsyncGenerator<FolderResult> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((file) => file.isFile() && file.name.endsWith(".xml"));
  const folders = Map.groupBy(files, (file) => file.parentPath);
  for (const folder of [...folders.keys()].sort()) {
    const result: FolderResult = { folder: relative(directory, folder) || basename(folder), passed: 0, total: 0, failures: [] };
    for (const file of folders
      .get(folder)!
      .map(({ name }) => name)
      .sort())
      await runFile(join(folder, file), folder, result);
    if (result.total > 0) yield result;
  }
}

async function runFile(path: string, folder: string, result: FolderResult): Promise<void> {
  const xml = readFileSync(path, "utf8");
  if (!xml.includes("testCases")) return;
  const file = basename(path);
  const fail = (id: string, name: string, expected: string, found: string): void => void result.failures.push({ file, id, result: name, expected, found });
  try {
    const { model, cases } = readCases(xml);
    result.total += cases.length;
    const decisions = await load(folder, model, file).catch(oneLine);
    for (const each of cases) {
      if (typeof decisions === "string") fail(each.id, "", "a model that loads", decisions);
      else if (runCase(each, decisions, (name, expected, found) => fail(each.id, name, expected, found))) result.passed += 1;
    }
  } catch (error) {
    result.total += 1;
    fail("", "", "a file of test cases", oneLine(error));
  }
}

/** The model that the cases name; where they name none, the one whose name theirs begins with, or the only one. */
async function load(folder: string, model: string, file: string): Promise<Decisions> {
  const sources: Source[] = readdirSync(folder)
    .filter((name) => name.endsWith(".dmn"))
    .map((name) => ({ name, xml: readFileSync(join(folder, name), "utf8") }));
  const alike = sources.find(({ name }) => file.startsWith(name.slice(0, -".dmn".length)));
  const source = sources.find(({ name }) => name === model) ?? alike ?? (sources.length === 1 ? sources[0] : undefined);
  if (!source) throw new Error(`${model} is not in the folder`);
  // As in the suite's other runners, FEEL that cannot be read is an error of the one decision it stands in, and its value null.
  return loadDecisions(source.xml, sources, "null");
}

/** A case passes when every one of its results is as expected. */
function runCase({ through, namespace, inputs, results }: Case, decisions: Decisions, fail: (name: string, expected: string, found: string) => void): boolean {
  let passed = true;
  for (const { name, value, ...result } of results) {
    const found = attempt(() => invoke(decisions, { name, namespace: result.namespace ?? namespace, through }, inputs));
    if (found.value !== undefined && isExpected(found.value, value)) continue;
    passed = false;
    fail(name, written(value), found.value === undefined ? found.problem : written(found.value));
  }
  return passed;
}

function attempt(evaluate: () => Value): { value: Value | undefined; problem: string } {
  try {
    return { value: evaluate(), problem: "" };
  } catch (error) {
    return { value: undefined, problem: oneLine(error) };
  }
}

function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").slice(0, 300);
}
