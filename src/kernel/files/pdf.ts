import { Worker } from "node:worker_threads";

/** What a program that shows a PDF would meet: its pages and whether it runs scripts, or why nobody can open it. */
export type OpenedPdf = { pages: number; scripts: boolean } | { fault: "password" | "no-pages" | "unreadable" | "too-much" };

// An ordinary file takes a few milliseconds, one of 10 MB of scans less than a second.
const SECONDS = 8;
// Starting the thread the first time reads two megabytes of program.
const STARTING = 20;
const MEMORY_MB = 256;

interface Asked {
  bytes: Buffer;
  done(found: OpenedPdf): void;
}

// One thread for all, one file at a time, kept while there is work and a while after: what a stranger sends costs one core and no more.
const waiting: Asked[] = [];
let worker: Worker | undefined;
let current: { asked: Asked; timer: NodeJS.Timeout } | undefined;
let used = false;

function finish(found: OpenedPdf): void {
  if (!current) return;
  clearTimeout(current.timer);
  const { asked } = current;
  current = undefined;
  asked.done(found);
  next();
}

/** A thread that hangs or has filled its memory is ended, and the next file gets a new one. */
function give(found: OpenedPdf): void {
  const ended = worker;
  worker = undefined;
  used = false;
  void ended?.terminate();
  finish(found);
}

function started(): Worker {
  if (worker) return worker;
  const made = new Worker(new URL("./pdf-thread.js", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    execArgv: [],
    // What the library remarks about a stranger's file is nobody's business.
    stdout: true,
    stderr: true,
  });
  made.on("message", (found: OpenedPdf) => {
    used = true;
    if (made === worker) finish(found);
  });
  made.on("error", () => made === worker && give({ fault: "too-much" }));
  made.on("exit", () => made === worker && give({ fault: "too-much" }));
  // Last: a listener would hold the process again.
  made.unref();
  worker = made;
  return made;
}

function next(): void {
  const asked = current ? undefined : waiting.shift();
  if (!asked) return;
  const thread = started();
  current = { asked, timer: setTimeout(() => give({ fault: "too-much" }), (used ? SECONDS : STARTING) * 1000) };
  thread.postMessage({ bytes: asked.bytes });
}

/** Opens a PDF of a stranger in a thread of its own, within bounds of time and memory. */
export function openPdf(bytes: Buffer): Promise<OpenedPdf> {
  return new Promise((done) => {
    waiting.push({ bytes, done });
    next();
  });
}
