/**
 * Gives BPMN files a drawing where nobody drew one, in place; `--again` draws anew over an old drawing.
 *
 *   node --import tsx bin/layout-flow.ts [--again] FILE…
 *
 * Only the drawing is added: the text of the model, with its comments, stays as it was written.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { isDrawn, layout } from "#process/diagram";

const again = process.argv.includes("--again");
for (const file of process.argv.slice(2).filter((argument) => argument !== "--again")) {
  const xml = readFileSync(file, "utf8");
  if (isDrawn(xml) && !again) {
    console.log(`${file}: has a drawing`);
    continue;
  }
  writeFileSync(file, await layout(xml));
  console.log(`${file}: drawn`);
}
