import { expect, test } from "vitest";
import { openCanvas } from "#drawing/layout";
import { printPdf } from "./index.ts";

/** The objects of a PDF by number, as text without streams. */
function objectsOf(pdf: Buffer): Map<string, string> {
  return new Map([...pdf.toString("latin1").matchAll(/(\d+) 0 obj\n([^]*?)\nendobj/g)].map(([, number, body]) => [number!, body!.split("stream\n", 1)[0]!]));
}

/** The structure as it is read out: types within types. */
function readOut(objects: Map<string, string>, number: string): unknown[] {
  const body = objects.get(number)!;
  const type = /\/S \/(\w+)/.exec(body)?.[1];
  const kids = [...(/\/K \[([^]*)\]/.exec(body)?.[1] ?? "").matchAll(/(\d+) 0 R/g)].map(([, kid]) => kid!).filter((kid) => objects.get(kid)!.includes("/S /"));
  return [type, ...kids.map((kid) => readOut(objects, kid))];
}

test("a PDF is tagged: headings, paragraphs and tables are heard in their order, whatever adorns the page is not", async () => {
  const canvas = openCanvas({ title: "准予决定书", author: "云州市", day: "2026-11-26" });
  canvas.tagged("H1", () => canvas.line("准予决定书", 72, 72, { size: 22 }));
  const table = canvas.part("Table");
  canvas.within(table, () =>
    canvas.tagged("TR", () => {
      canvas.tagged("TH", () => canvas.line("项目", 72, 120, { size: 11 }), { scope: "Column" });
      canvas.part("TD");
    }),
  );
  canvas.tagged("P", () => {
    canvas.line("您的申请", 72, 160, { size: 14 });
    canvas.addPage();
    canvas.line("已于今日受理。", 72, 72, { size: 14 });
  });
  canvas.line("第 2 页", 72, 800, { size: 9 });
  const pdf = await printPdf(canvas.drawing);
  const objects = objectsOf(pdf);
  const root = [...objects.values()].find((body) => body.includes("/Type /StructTreeRoot"))!;
  const [, document] = /\/K \[(\d+) 0 R\]/.exec(root)!;
  expect(readOut(objects, document!)).toEqual(["Document", ["H1"], ["Table", ["TR", ["TH"], ["TD"]]], ["P"]]);
  const catalog = [...objects.values()].find((body) => body.includes("/Type /Catalog"))!;
  for (const said of ["/MarkInfo", "/Lang (zh-CN)"]) expect(catalog).toContain(said);
  for (const said of ["/Marked true", "/DisplayDocTitle true"])
    expect(
      [...objects.values()].some((body) => body.includes(said)),
      said,
    ).toBe(true);
  expect(pdf.equals(await printPdf(canvas.drawing))).toBe(true);
});
