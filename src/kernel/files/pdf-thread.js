// Opens one PDF of a stranger at a time, away from everybody else's work, and says what a program that shows it would meet.
import { parentPort } from "node:worker_threads";
import { getDocument, VerbosityLevel } from "pdfjs-dist/legacy/build/pdf.mjs";

// Pages whose own actions are looked for; those of the document and its form are known whatever its length.
const LOOKED_AT = 20;

async function look(bytes) {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: VerbosityLevel.ERRORS, stopAtErrors: false, isEvalSupported: false, useWasm: false });
  try {
    const file = await task.promise;
    if (file.numPages < 1) return { fault: "no-pages" };
    let scripts = await file.hasJSActions();
    for (let number = 1; number <= Math.min(file.numPages, LOOKED_AT); number += 1) {
      const page = await file.getPage(number);
      scripts ||= (await page.getJSActions()) !== null;
      page.cleanup();
    }
    return { pages: file.numPages, scripts };
  } catch (error) {
    if (error?.name === "PasswordException") return { fault: "password" };
    return { fault: "unreadable" };
  } finally {
    await task.destroy().catch(() => {});
  }
}

parentPort.on("message", async ({ bytes }) => parentPort.postMessage(await look(bytes)));
