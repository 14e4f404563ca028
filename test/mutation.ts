// Loaded before each test file while a block is broken on purpose (bin/mutate.ts), after Stryker's own. Tests here go on from one another and from
// what `beforeAll` made, so: what `beforeAll` runs counts as run by the last test of its file, and whoever asks for a test has those before it too.
// After a test has failed no further file is loaded: Vitest would run nothing of it, but would load all that it imports.
import { afterEach, beforeAll, inject, type RunnerTestSuite, type RunnerTask } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    globalNamespace: string;
    mode: "dry-run" | "mutant";
    activeMutant: string;
    testNameSeparator: string;
  }
}

interface Stryker {
  currentTestId?: string | undefined;
  /** The mutant that a test of this process has found. */
  found?: string;
}
const stryker = ((globalThis as Record<string, unknown>)[inject("globalNamespace")] ??= {}) as Stryker;

if (inject("mode") === "mutant") {
  const mutant = inject("activeMutant");
  if (stryker.found === mutant) throw new Error("found already");
  afterEach(({ task }) => {
    if (task.result?.state === "fail") stryker.found = mutant;
  });
}

const testsOf = (tasks: RunnerTask[]): RunnerTask[] => tasks.flatMap((task) => (task.type === "suite" ? testsOf(task.tasks) : [task]));

/** The name Stryker gives a test. */
function idOf(test: RunnerTask): string {
  const names: string[] = [];
  for (let task: RunnerTask | undefined = test; task; task = task.suite) names.unshift(task.name);
  return `${test.file.filepath}#${names.join(inject("testNameSeparator")).trim()}`;
}

let fallback: string | undefined;
let current = stryker.currentTestId;
Object.defineProperty(stryker, "currentTestId", {
  configurable: true,
  get: () => current ?? fallback,
  set: (id: string | undefined) => {
    current = id;
  },
});

function before(_context: unknown, file: RunnerTestSuite): (() => void) | undefined {
  const tests = testsOf(file.tasks);
  if (inject("mode") === "dry-run") {
    fallback = tests.length > 0 ? idOf(tests.at(-1)!) : undefined;
    return () => void (fallback = undefined);
  }
  const last = tests.findLastIndex(({ mode }) => mode === "run");
  for (const test of tests.slice(0, last)) for (let task: RunnerTask | undefined = test; task; task = task.suite) task.mode = "run";
  return undefined;
}
// Bound, since Vitest reads the text of a hook and wants its first argument taken apart there.
beforeAll(before.bind(undefined));
