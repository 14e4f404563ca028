import { Worker } from "node:worker_threads";
import { badInput } from "#values/errors";
import type { Batch, ListForm } from "./list.ts";
import { openHere, type OpenList } from "./opening.ts";
import { unpacked, type FromThread } from "./packing.ts";

/** Lists up to here are read at once, where they are: a thread takes longer to start. */
const SMALL = 128 * 1024;
/** Batches that the thread may be ahead of whoever takes them. */
const AHEAD = 16;
/** Nobody waits longer for the next batch. */
const PATIENCE = 120_000;
const LIMITS = { maxOldGenerationSizeMb: 768, maxYoungGenerationSizeMb: 6 };

const tooMuch = (): Error => badInput("LIST_TOO_LARGE", "这个文件太大或者太复杂，读不了。请分成几个文件，或者另存为 .csv 再导入。");

/** What the thread says, one after the other; ends the thread when nobody listens any more. */
async function* said(bytes: Uint8Array): AsyncGenerator<FromThread, void, undefined> {
  // Handed over: what is cloned on its way lies there three times for a moment.
  const own = new Uint8Array(bytes);
  const thread = new Worker(new URL("./reader-thread.ts", import.meta.url), {
    workerData: { bytes: own, ahead: AHEAD },
    transferList: [own.buffer],
    execArgv: [],
    resourceLimits: LIMITS,
  });
  const heard: (FromThread | Error)[] = [];
  let wake: (() => void) | undefined;
  const hear = (message: FromThread | Error): void => {
    heard.push(message);
    wake?.();
  };
  thread.on("message", hear);
  thread.on("error", (error: Error & { code?: string }) => hear(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? tooMuch() : error));
  thread.on("exit", () => hear(new Error("the reading thread ended before the list did")));
  try {
    for (;;) {
      const message = heard.shift();
      if (message instanceof Error) throw message;
      if (message) {
        yield message;
        if (message.kind === "batch") thread.postMessage("more");
        if (message.kind === "done") return;
        continue;
      }
      let late: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve, reject) => {
        wake = resolve;
        late = setTimeout(() => reject(tooMuch()), PATIENCE);
      }).finally(() => clearTimeout(late));
    }
  } finally {
    await thread.terminate();
  }
}

function answered(message: FromThread | undefined): Exclude<FromThread, { kind: "refused" | "broken" }> {
  if (message?.kind === "refused") throw badInput(message.code, message.message);
  if (message === undefined || message.kind === "broken") throw new Error(`reading a list failed: ${message?.message ?? "nothing was said"}`);
  return message;
}

async function openApart(bytes: Uint8Array): Promise<OpenList> {
  const messages = said(bytes);
  const begin = answered((await messages.next()).value ?? undefined);
  if (begin.kind !== "form") throw new Error(`a list began with ${begin.kind}`);
  const { form }: { form: ListForm } = begin;
  async function* batches(): AsyncGenerator<Batch> {
    for await (const message of messages) {
      const next = answered(message);
      if (next.kind === "batch") yield unpacked(next.batch);
      if (next.kind === "done") form.notes.splice(0, form.notes.length, ...next.notes);
    }
  }
  return { form, batches: batches() };
}

/**
 * Opens a list as officials have them: .xlsx; text with tabs, commas or semicolons in UTF-8, UTF-16 or GB 18030. Rows come in batches, read in a
 * thread of its own where the list is large, so that neither memory nor the answers to others suffer.
 * @throws Refusal LIST_… saying what the file is and what to do: encrypted, .xls, .xlsb, .ods, a PDF, a web page, bytes in no known encoding.
 */
export function openList(bytes: Buffer): Promise<OpenList> {
  return bytes.length <= SMALL ? openHere(bytes) : openApart(bytes);
}
