import { inflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textOfPages } from "#drawing/layout";
import { printPdf } from "#drawing/pdf";
import { acceptancePaper, receiptPaper, supplementPaper, type SampleHead } from "../../../test/sample-papers.ts";
import { layLicence, layPaper, type LicenceFace, type Paper } from "./index.ts";
import { breakLines } from "./typeset.ts";

const head: SampleHead = {
  number: "云市监许受字〔2026〕第 000123 号",
  issuer: "云州市市场监督管理局",
  date: "2026-11-18",
  addressee: "云州小满餐饮有限公司",
  item: "食品经营许可新办",
  matter: "990101-2026-000123",
  contact: "食品经营科，电话 9900-0001",
  url: "https://yunzhou.example/m/1",
  sealNote: "演示",
};
const acceptance = acceptancePaper(head, { receivedOn: "2026-11-16", due: "2026-11-30" });
const face: LicenceFace = {
  name: "食品经营许可证",
  number: "JY29901010000123",
  fields: [{ label: "经营者名称", value: "云州小满餐饮有限公司" }],
  issuer: "云州市市场监督管理局",
  issuedOn: "2026-11-26",
  validUntil: "2031-11-25",
  verifyUrl: "https://yunzhou.example/v/1",
};

const renderPaper = async (paper: Paper): Promise<Buffer> => printPdf(layPaper(paper));

function wordsOf(paper: Paper): string {
  const body = paper.body.map((part) =>
    part.type === "paragraph" ? part.text : part.type === "list" ? part.items.join("") : [part.head, ...part.rows].flat().join("|"),
  );
  return [paper.title, ...body].join("\n");
}

/** The streams of a PDF, unpacked. */
function streams(pdf: Buffer): Buffer[] {
  const found: Buffer[] = [];
  let at = 0;
  for (;;) {
    const start = pdf.indexOf("stream\n", at);
    if (start < 0) return found;
    const end = pdf.indexOf("endstream", start);
    const packed = pdf.subarray(start + 7, end);
    at = end + 9;
    try {
      found.push(inflateSync(packed));
    } catch {
      found.push(packed);
    }
  }
}

/** How many outlines an embedded TrueType subset holds, and how many of its glyphs are blank. */
function glyphs(font: Buffer): { outlines: number; blanks: number } {
  const tables = new Map<string, number>();
  for (let index = 0; index < font.readUInt16BE(4); index++)
    tables.set(font.toString("latin1", 12 + index * 16, 16 + index * 16), font.readUInt32BE(12 + index * 16 + 8));
  const count = font.readUInt16BE(tables.get("maxp")! + 4);
  const long = font.readInt16BE(tables.get("head")! + 50) === 1;
  const loca = tables.get("loca")!;
  const offset = (glyph: number) => (long ? font.readUInt32BE(loca + glyph * 4) : font.readUInt16BE(loca + glyph * 2) * 2);
  let blanks = 0;
  for (let glyph = 1; glyph < count; glyph++) if (offset(glyph + 1) === offset(glyph)) blanks++;
  return { outlines: count - 1 - blanks, blanks };
}

function embeddedFonts(pdf: Buffer): Buffer[] {
  return streams(pdf).filter((stream) => stream.length > 1000 && ["\u0000\u0001\u0000\u0000", "true"].includes(stream.toString("latin1", 0, 4)));
}

/** Every character that the file maps back to text. */
function mappedCharacters(pdf: Buffer): Set<string> {
  const maps = streams(pdf)
    .map(String)
    .filter((stream) => stream.includes("beginbfrange"));
  const codes = maps.flatMap((map) => [...map.matchAll(/<([0-9a-f]{4,})>(?=[ \]])/gi)].map(([, code]) => Number.parseInt(code!, 16)));
  return new Set(codes.map((code) => String.fromCodePoint(code)));
}

describe("lines", () => {
  const measure = (text: string) => [...text].reduce((sum, character) => sum + (/[\p{ASCII}]/u.test(character) ? 6 : 12), 0);
  const words = fc
    .array(fc.constantFrom(..."云州市食品经营，。；“”（）《》、2026 A10-年"), { minLength: 1, maxLength: 120 })
    .map((characters) => characters.join("").trim() || "云");

  test("keep every character in order, and stay within the width", () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 60, max: 240 }), (text, width) => {
        const lines = breakLines(text, width, 24, measure);
        expect(
          lines
            .map((line) => line.text)
            .join("")
            .replaceAll(" ", ""),
        ).toBe(text.replaceAll(" ", ""));
        lines.forEach((line, index) => expect(line.width).toBeLessThanOrEqual(width - (index === 0 ? 24 : 0) + 0.01));
      }),
    );
  });

  test("break where somebody broke them, and take tabs for a space", () => {
    const lines = breakLines("一、距离不足；\r\n二、证明\t过期。\t\n", 600, 24, measure);
    expect(lines.map(({ text, spread }) => [text, spread])).toEqual([
      ["一、距离不足；", 0],
      ["二、证明 过期。", 0],
    ]);
  });

  test("do not begin with a closing mark or end with an opening one in ordinary text", () => {
    const text = "依照《中华人民共和国行政许可法》第三十二条第一款（第四项），您于“网上”提交的申请，已收到；请补正。".repeat(6);
    for (let width = 120; width < 260; width += 7)
      for (const { text: line } of breakLines(text, width, 24, measure)) {
        expect(line).not.toMatch(/^[，。；”）》]/u);
        expect(line).not.toMatch(/[（《“]$/u);
      }
  });
});

describe("print", () => {
  test("the same document gives the same bytes, another number gives others", async () => {
    const [first, second, other] = await Promise.all([renderPaper(acceptance), renderPaper(acceptance), renderPaper({ ...acceptance, number: "另号" })]);
    expect(first.equals(second)).toBe(true);
    expect(first.equals(other)).toBe(false);
  });

  test("every character is mapped and has an outline in the embedded font", async () => {
    const pdf = await renderPaper(acceptance);
    const mapped = mappedCharacters(pdf);
    for (const character of new Set(wordsOf(acceptance).replaceAll(/\s/g, ""))) expect(mapped, character).toContain(character);
    const fonts = embeddedFonts(pdf).map(glyphs);
    expect(fonts).toHaveLength(2);
    for (const { outlines, blanks } of fonts) {
      expect(outlines).toBeGreaterThan(10);
      // Only the space has no outline.
      expect(blanks).toBeLessThanOrEqual(1);
    }
  });

  test("it is a small PDF/A file on one page, and says its title in Chinese", async () => {
    const pdf = await renderPaper(acceptance);
    expect(pdf.toString("latin1", 0, 8)).toBe("%PDF-1.7");
    expect(pdf.length).toBeLessThan(120_000);
    expect(pdf.toString("latin1").match(/\/Type \/Page\b(?!s)/g)).toHaveLength(1);
    expect(streams(pdf).some((stream) => stream.includes("pdfaid:part"))).toBe(true);
    expect(pdf.toString("latin1")).toContain("/Lang (zh-CN)");
  });

  test("a long table goes on to further pages with its head again", async () => {
    const problems = Array.from({ length: 40 }, (_, index) => ({
      about: `第 ${index} 项`,
      problem: "材料内容与申请表不一致，请核对名称、地址后重新提交；复印件应当清晰。",
    }));
    const pdf = await renderPaper(supplementPaper(head, { receivedOn: "2026-11-16", problems }));
    expect(pdf.toString("latin1").match(/\/Type \/Page\b(?!s)/g)!.length).toBeGreaterThan(3);
  });

  test("the seal does not stand alone on a page where closer lines give it room", () => {
    const alone = (count: number) => {
      const materials = Array.from({ length: count }, (_, index) => [`材料 ${index}`, "电子件", "1", "申请人提交"]);
      const { pages, sealPlaces } = layPaper(receiptPaper(head, { receivedOn: "2026-11-16", materials }), { seal: "room" });
      const before = pages.slice(0, sealPlaces[0]!.page + 1).map(({ marks }) => marks.filter((mark) => mark.kind === "text" && mark.size === 14).length);
      return { pages: pages.length, words: before.at(-1)! };
    };
    for (let count = 1; count < 60; count++) {
      const { pages, words } = alone(count);
      // Unit and date are two; a page with nothing else is one too many.
      if (words <= 2) expect.fail(`${count} materials: the seal stands alone on page ${pages}`);
    }
  });

  test("a paper without a seal says so on each page, one with room for a seal does not", () => {
    const problems = Array.from({ length: 30 }, (_, index) => ({ about: `第 ${index} 项`, problem: "材料内容与申请表不一致，请核对后重新提交。" }));
    const paper = supplementPaper(head, { receivedOn: "2026-11-16", problems });
    const bare = layPaper(paper, { seal: "none" });
    expect(bare.pages.length).toBeGreaterThan(1);
    for (const words of textOfPages(bare)) expect(words).toContain("没有加盖印章，仅供阅读");
    expect(bare.sealPlaces).toEqual([]);
    const room = layPaper(paper, { seal: "room" });
    expect(textOfPages(room).join("")).not.toContain("没有加盖印章");
    expect(room.sealPlaces).toHaveLength(1);
  });

  test("a licence prints in both directions, with and without an end", async () => {
    const [wide, high] = await Promise.all([printPdf(layLicence(face)), printPdf(layLicence({ ...face, layout: "portrait", validUntil: null }))]);
    expect(wide.toString("latin1")).toContain("/MediaBox [0 0 841.89 595.28]");
    expect(high.toString("latin1")).toContain("/MediaBox [0 0 595.28 841.89]");
    expect(mappedCharacters(high)).toContain("长");
    expect(mappedCharacters(wide)).toContain("证");
  });
});
