import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textOfPages } from "#drawing/layout";
import { openTypeface } from "#drawing/font";
import { newPart, openPackage, parseXml, withParts, writePackage } from "#drawing/package";
import { layLicence, layPaper } from "#drawing/paper";
import { supplementPaper } from "../../../test/sample-papers.ts";
import { openOfd, writeOfd } from "./index.ts";
import { granted, head, long } from "./ofd.fixture.ts";

/** The file with some of its texts written otherwise. */
function rewritten(file: Buffer, changes: Record<string, (text: string) => string | undefined>): Buffer {
  let parts = new Map(openPackage(file));
  for (const [name, change] of Object.entries(changes)) {
    const text = change(parts.get(name)?.read().toString() ?? "");
    if (text === undefined) parts.delete(name);
    else parts = new Map(withParts(parts, newPart(name, text)));
  }
  return writePackage(parts);
}

const words = fc
  .array(fc.constantFrom(..."云州市食品经营，。；“”（）《》、2026 A10-年<&>\"'é€"), { minLength: 1, maxLength: 90 })
  .map((all) => all.join("").trim() || "云");
const drawing = layPaper(granted);
const file = writeOfd(drawing, { custom: { 收件号: head.matter }, attachments: [{ name: "决定.json", content: Buffer.from('{"a":1}') }] });

describe("an OFD", () => {
  test("has the same text on each page as the drawing that the PDF is made of", () => {
    fc.assert(
      fc.property(words, fc.array(words, { maxLength: 12 }), (addressee, problems) => {
        const laid = layPaper(
          supplementPaper({ ...head, addressee }, { receivedOn: "2026-11-16", problems: problems.map((problem) => ({ about: "材料", problem })) }),
        );
        const { pages } = openOfd(writeOfd(laid)).documents[0]!;
        expect(pages.map(({ texts }) => texts.map(({ text }) => text).join("\n"))).toEqual(textOfPages(laid));
      }),
      { numRuns: 25 },
    );
  });

  test("has every field of a licence, whatever stands in it", () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 8 }), fc.constantFrom("landscape" as const, "portrait" as const), (values, layout) => {
        const fields = values.map((value, index) => ({ label: `栏目${index}`, value }));
        const laid = layLicence({
          name: "食品经营许可证",
          number: "JY29901010000123",
          fields,
          issuer: head.issuer,
          issuedOn: "2026-11-26",
          verifyUrl: "https://yunzhou.example/v",
          layout,
        });
        const [page] = openOfd(writeOfd(laid)).documents[0]!.pages;
        expect(page!.texts.map(({ text }) => text).join("\n")).toBe(textOfPages(laid)[0]);
      }),
      { numRuns: 15 },
    );
  });

  test("places each line where the drawing has it, in millimetres from the top left", () => {
    const marks = drawing.pages[0]!.marks.filter((mark) => mark.kind === "text" && !mark.turn);
    const { pages } = openOfd(file).documents[0]!;
    const { texts, area } = pages[0]!;
    expect(area).toEqual({ x: 0, y: 0, width: 210, height: 297 });
    for (const mark of marks) {
      if (mark.kind !== "text") continue;
      const near = texts.find(({ text, x }) => text === mark.text && Math.abs(x - (mark.x * 25.4) / 72) < 0.001)!;
      expect(near.y, mark.text).toBeCloseTo(((mark.y + 1.16 * mark.size) * 25.4) / 72, 3);
      expect(near.size, mark.text).toBeCloseTo((mark.size * 25.4) / 72, 3);
    }
  });

  test("carries fonts with an outline for every character that stands on it", () => {
    const { parts, documents } = openOfd(file);
    const fonts = [...documents[0]!.resources.values()].filter(({ kind }) => kind === "font");
    expect(fonts.map(({ part }) => part)).toEqual(["Doc_0/Res/font-regular.ttf", "Doc_0/Res/font-bold.ttf"]);
    for (const weight of ["regular", "bold"]) {
      const face = openTypeface(parts.get(`Doc_0/Res/font-${weight}.ttf`)!.read());
      for (const mark of drawing.pages[0]!.marks)
        if (mark.kind === "text" && mark.weight === weight)
          for (const character of mark.text.replaceAll(" ", ""))
            expect(face.outline(face.glyphOf(character.codePointAt(0)!)).length, character).toBeGreaterThan(10);
    }
    expect(file.length).toBeLessThan(120_000);
  });

  test("says what it is, and carries data and files for programs", () => {
    const { parts, type, documents } = openOfd(file);
    expect(type).toBe("OFD");
    expect(documents).toHaveLength(1);
    const { info, custom, attachments } = documents[0]!;
    expect(info).toMatchObject({ title: `准予行政许可决定书 ${head.number}`, author: head.issuer, createdOn: "2026-11-26", creator: "一网" });
    expect(info.id).toMatch(/^[0-9a-f]{32}$/);
    expect(custom).toEqual([{ name: "收件号", value: head.matter }]);
    expect(attachments).toEqual([{ name: "决定.json", part: "Doc_0/Attachs/Attachment_0.json" }]);
    expect(parts.get(attachments[0]!.part!)!.read().toString()).toBe('{"a":1}');
  });

  test("is the same to the byte for the same drawing and facts; another drawing is another document", () => {
    expect(writeOfd(layPaper(granted)).equals(writeOfd(layPaper(granted)))).toBe(true);
    const id = (given: Buffer) => openOfd(given).documents[0]!.info.id;
    expect(id(writeOfd(drawing))).not.toBe(id(writeOfd(layPaper(long))));
    expect(id(writeOfd(drawing, { id: "0".repeat(32) }))).toBe("0".repeat(32));
  });

  test("gives every object a number of its own, none above the highest it tells", () => {
    const { parts } = openOfd(writeOfd(layPaper(long)));
    const all = [...parts.values()].filter(({ name }) => name.endsWith(".xml")).map((part) => part.read().toString());
    const ids = all.flatMap((text) => [...text.matchAll(/ ID="(\d+)"/g)].map(([, id]) => Number(id)));
    expect(new Set(ids).size).toBe(ids.length);
    expect(Math.max(...ids)).toBe(Number(/MaxUnitID>(\d+)</.exec(all.join(""))![1]));
    for (const text of all) expect(parseXml(Buffer.from(text), "x").attributes["xmlns:ofd"]).toBe("http://www.ofdspec.org/2016");
  });

  test("of a licence lies crosswise, with its letters turned on the seal and its faint parts faint", () => {
    const licence = writeOfd(
      layLicence({
        name: "食品经营许可证",
        number: "JY29901010000123",
        fields: [],
        issuer: head.issuer,
        issuedOn: "2026-11-26",
        verifyUrl: "https://yunzhou.example/v",
      }),
    );
    const { parts, documents } = openOfd(licence);
    const [page] = documents[0]!.pages;
    expect(page!.area).toMatchObject({ width: 297, height: 210 });
    const content = parts.get(page!.part)!.read().toString();
    expect(content.match(/Alpha="224"/g)!.length).toBeGreaterThan(10);
    // The letters of the arc stand on a circle around the star.
    const arc = page!.texts.filter(({ text }) => text.length === 1);
    expect(arc.map(({ text }) => text).join("")).toContain(head.issuer);
  });
});

describe("an OFD of others", () => {
  test("may name its places from the root, from the file that names them, or loosely", () => {
    const absolute = rewritten(file, {
      "OFD.xml": (text) => text.replace(">Doc_0/Document.xml", ">/Doc_0/Document.xml"),
      "Doc_0/Document.xml": (text) => text.replace('"Pages/Page_0', '"/Doc_0/./Pages/../Pages/Page_0').replace(">PublicRes", ">Doc_0/PublicRes"),
      "Doc_0/PublicRes.xml": (text) => text.replace('BaseLoc="Res"', 'BaseLoc="/Doc_0/Res"'),
    });
    const { pages, resources } = openOfd(absolute).documents[0]!;
    expect(pages[0]!.text).toBe(openOfd(file).documents[0]!.pages[0]!.text);
    expect([...resources.values()].every(({ part }) => part)).toBe(true);
  });

  test("may lack what is optional, and use another prefix or none", () => {
    const bare = rewritten(file, {
      "OFD.xml": (text) => text.replace(/<ofd:DocInfo>.*<\/ofd:DocInfo>/, "").replaceAll("ofd:", ""),
      "Doc_0/Document.xml": (text) =>
        text
          .replace(/<ofd:Attachments>.*<\/ofd:Attachments>/, "")
          .replace(/<ofd:PageArea>.*<\/ofd:PageArea>/, "")
          .replaceAll("ofd:", "o:")
          .replace("xmlns:ofd", "xmlns:o"),
      "Doc_0/PublicRes.xml": () => undefined,
    });
    const [document] = openOfd(bare).documents;
    expect(document!.info).toEqual({});
    expect(document!.attachments).toEqual([]);
    expect(document!.pages[0]!.text).toContain("准予行政许可决定书");
  });

  test("may hold several documents, and pages drawn over templates", () => {
    const template = `<Page><Content><Layer><TextObject Boundary="1 1 9 9" Size="4"><TextCode X="0" Y="4" DeltaX="g 2 4">底版字</TextCode></TextObject></Layer></Content></Page>`;
    const several = rewritten(file, {
      "OFD.xml": (text) => text.replace(/<ofd:DocBody>.*<\/ofd:DocBody>/, (body) => body + body),
      "Doc_0/Tpl.xml": () => template,
      "Doc_0/Document.xml": (text) => text.replace("</ofd:CommonData>", '<ofd:TemplatePage ID="900" BaseLoc="Tpl.xml"/></ofd:CommonData>'),
      "Doc_0/Pages/Page_0/Content.xml": (text) => text.replace("<ofd:Content>", '<ofd:Template TemplateID="900" ZOrder="Background"/><ofd:Content>'),
    });
    const { documents } = openOfd(several);
    expect(documents).toHaveLength(2);
    expect(documents[1]!.pages[0]!.text).toMatch(/^底版字\n/);
  });

  test("that wrote each character by itself still has whole lines", () => {
    const single = [..."许可证"]
      .map((one, index) => `<TextObject Boundary="${10 + index * 5} 20 5 5" Size="5"><TextCode X="0" Y="4">${one}</TextCode></TextObject>`)
      .join("");
    const spelled = rewritten(file, { "Doc_0/Pages/Page_0/Content.xml": () => `<Page><Content><Layer>${single}</Layer></Content></Page>` });
    expect(openOfd(spelled).documents[0]!.pages[0]!.text).toBe("许可证");
  });
});
