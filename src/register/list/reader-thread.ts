// Runs in a thread of its own: reads a large list and hands its rows over, some batches ahead of whoever takes them.
import { parentPort, workerData } from "node:worker_threads";
import { openHere } from "./opening.ts";
import { packed, type FromThread } from "./packing.ts";

const { bytes, ahead } = workerData as { bytes: Uint8Array; ahead: number };
const tell = (message: FromThread): void => parentPort!.postMessage(message);

let free = ahead;
let wake: (() => void) | undefined;
parentPort!.on("message", () => {
  free += 1;
  wake?.();
});

try {
  const { form, batches } = await openHere(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  tell({ kind: "form", form });
  for await (const batch of batches) {
    while (free <= 0) await new Promise<void>((resolve) => (wake = resolve));
    free -= 1;
    tell({ kind: "batch", batch: packed(batch) });
  }
  tell({ kind: "done", notes: form.notes });
} catch (error) {
  const { status, code, message } = error as { status?: number; code?: string; message: string };
  tell(status === undefined ? { kind: "broken", message } : { kind: "refused", code: code ?? "LIST", message });
}
parentPort!.close();
