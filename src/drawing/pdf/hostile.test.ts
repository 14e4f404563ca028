import { expect, test } from "vitest";
import { additionBehind, embeddedFiles, pdfSignatures, readPdfSelf } from "./index.ts";

const withTable = (table: string): Buffer => Buffer.from(`%PDF-1.7\nxref ${table} trailer <</Size 9>>\nstartxref\n9\n%%EOF`);

/** How long something took, in milliseconds. */
function taken(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

// A second is far more than any of these needs, and far less than any took.
test("a table of places that leads back to its own beginning is not read for ever", () => {
  for (const table of ["0 0 -1 -1", "0 0 0 -1", "-1 1 0 0 n", "0 1 0 0 n 0 -2"]) {
    expect(embeddedFiles(withTable(table), "application/json"), table).toEqual([]);
    expect(additionBehind(withTable(table), 12), table).toBe("other");
  }
});

test("tags without an end in what a PDF says of itself take no time", () => {
  const brackets = "<".repeat(45_000);
  const pdf = Buffer.from(`%PDF-1.7\n<x:xmpmeta><pdf:Keywords>${brackets}</pdf:Keywords><dc:title>${brackets}</dc:title>%%EOF`);
  expect(taken(() => readPdfSelf(pdf))).toBeLessThan(1000);
  expect(readPdfSelf(Buffer.from("%PDF <x:xmpmeta><dc:title><rdf:Alt><rdf:li>证<b>明</b></rdf:li></rdf:Alt></dc:title>")).title).toBe("证明");
});

test("a large file that names many signatures is hashed for a few of them only", () => {
  const hole = "<3004deadbeef0000>";
  const head = "%PDF-1.7\n/Contents ";
  const behind = head.length + hole.length;
  const size = 10 * 1024 * 1024;
  const pdf = Buffer.alloc(size, " ");
  pdf.write(head + hole, "latin1");
  for (let each = 0; each < 60; each++) pdf.write(`/ByteRange [0 ${head.length} ${behind} ${size - behind}]`, behind + each * 100, "latin1");
  expect(pdfSignatures(pdf).length).toBe(8);
});
