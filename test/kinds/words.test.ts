import { expect, test } from "vitest";
import { sourcesBelow, withoutComments } from "../sources.ts";

// What is special to one kind of matter is said by its pack: the pages that draw every kind hold no word of licensing.

const WORDS = /申请人|受理|准予|许可|补正|审批|特别程序/;
const PAGES = ["matter", "act", "begin", "list", "paper", "inbox", "board"].map((folder) => `src/sites/console/${folder}/`);

test("the pages that draw matters of every kind hold no word of licensing", () => {
  const drawing = sourcesBelow("src/sites/console").filter(({ path, isTest }) => !isTest && PAGES.some((folder) => path.startsWith(folder)));
  expect(drawing.length).toBeGreaterThan(50);
  const said = drawing.flatMap(({ path, text }) => {
    const lines = withoutComments(text).split("\n");
    return lines.filter((line) => WORDS.test(line)).map((line) => `${path}: ${line.trim()}`);
  });
  expect(said).toEqual([]);
});
