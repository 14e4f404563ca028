import { badInput, type Refusal } from "#values/errors";

/** What one evaluation may do: turns of loops, calls, elements compared. Some tenths of a second. */
const STEPS = 1_000_000;
/** Elements and characters that one evaluation may make. */
const SIZE = 2_000_000;
/** Calls within calls: the stack of the runtime holds several times that. */
const DEPTH = 400;
/** Characters of one text. */
const LONGEST = 1_000_000;

let running = false;
let steps = 0;
let size = 0;
let depth = 0;

/** Runs an evaluation within its bounds; one that is started by another shares them. */
export function bounded<T>(run: () => T): T {
  if (running) return run();
  running = true;
  steps = STEPS;
  size = SIZE;
  depth = 0;
  try {
    return run();
  } catch (error) {
    // The runtime's own stack may end before our counting does, where expressions are long as well as deep.
    throw error instanceof RangeError ? tooDeep() : error;
  } finally {
    running = false;
  }
}

/** Counts steps. @throws Refusal FEEL_TOO_LONG_RUNNING */
export function spend(count: number): void {
  if (!running) return;
  steps -= count;
  if (steps < 0) throw badInput("FEEL_TOO_LONG_RUNNING", "这个表达式要算的步数太多，已经停下。请检查其中的循环和递归。");
}

/** Counts elements of lists and characters of texts that are made. @throws Refusal FEEL_TOO_LARGE */
export function occupy(count: number): void {
  if (!running && count <= SIZE) return;
  size -= count;
  if (size < 0 || count > SIZE) throw badInput("FEEL_TOO_LARGE", "这个表达式产生的数据太多，已经停下。请检查其中的循环和拼接。");
}

/** A text that was put together, if it is not too long. @throws Refusal FEEL_TOO_LARGE */
export function fitting(text: string): string {
  if (text.length > LONGEST) throw badInput("FEEL_TOO_LARGE", `这个表达式产生的文字超过 ${LONGEST} 个字符，已经停下。`);
  if (text.length > 1000) occupy(text.length);
  return text;
}

/** A call within a call. @throws Refusal FEEL_TOO_LONG_RUNNING */
export function nested<T>(call: () => T): T {
  spend(1);
  if (depth >= DEPTH) throw tooDeep();
  depth += 1;
  try {
    return call();
  } finally {
    depth -= 1;
  }
}

function tooDeep(): Refusal {
  return badInput("FEEL_TOO_LONG_RUNNING", `函数调用嵌套太深（最多 ${DEPTH} 层），已经停下。请检查递归。`);
}
