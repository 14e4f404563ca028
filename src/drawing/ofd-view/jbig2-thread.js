// Runs by itself, as plain JavaScript: a thread is started by Node without what reads TypeScript.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { Jbig2Image } from "pdfjs-dist/image_decoders/pdf.image_decoders.mjs";

const folder = new URL("./", `file://${createRequire(import.meta.url).resolve("pdfjs-dist/wasm/jbig2.wasm")}`);
const handler = { sendWithPromise: async (_what, { filename }) => new Uint8Array(await readFile(new URL(filename, folder))) };
Jbig2Image.setOptions({ useWasm: true, useWorkerFetch: false, getHandler: () => handler });
const { segments, width, height } = workerData;
parentPort.postMessage("ready");
const bits = await Jbig2Image.instance.decode(new Uint8Array(segments), width, height);
parentPort.postMessage(Uint8Array.from(bits));
