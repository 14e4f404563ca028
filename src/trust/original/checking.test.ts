import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attachSignedValue, openOfd, prepareSeal, writeOfd } from "#drawing/ofd";
import { newPart, openPackage, withParts, writePackage } from "#drawing/package";
import { attachCms, pdfSignatures, preparePdfSignature, printPdf } from "#drawing/pdf";
import { cmsWithSeal, signWithSeal, findActiveSeal } from "#trust/seal";
import { readSeal } from "#trust/signature";
import { sm3 } from "#crypto/crypto";
import { testCity, type TestCity } from "../../../test/city.ts";
import { ofParts } from "./check-steps.ts";
import { checkFile, originalOf, type CheckedFile, type Format } from "./index.ts";
import { laid, MARKET, wish } from "./original.fixture.ts";

let city: TestCity;
let other: TestCity;
beforeAll(async () => {
  city = await testCity();
  // Another city to which nothing of ours is known: neither root nor seal.
  other = await testCity();
  await other.database.owner.query("truncate certificate.certificates, certificate.revocations, seal.seals, seal.uses cascade");
});
afterAll(async () => {
  await city.close();
  await other.close();
});

const original = (format: Format, pages = 1): Promise<Buffer> => originalOf(city.ctx(), format, wish({ lay: () => laid(pages) }));
const checked = (file: Buffer): Promise<CheckedFile> => checkFile(city.ctx(), file);
const failing = ({ signatures }: CheckedFile, which = 0): string[] => signatures[which]!.steps.filter(({ holds }) => holds !== true).map(({ step }) => step);

function withText(file: Buffer, name: string, change: (text: string) => string): Buffer {
  const parts = openPackage(file);
  return writePackage(withParts(parts, newPart(name, Buffer.from(change(parts.get(name)!.read().toString())))));
}

/** A PDF with more behind it, in the manner of an incremental update. */
function continued(pdf: Buffer, objects: Record<number, string>): Buffer {
  const text = pdf.toString("latin1");
  let more = "\n";
  const places = Object.entries(objects).map(([number, body]) => {
    const line = `${number} 1\n${String(pdf.length + more.length).padStart(10, "0")} 00000 n \n`;
    more += `${number} 0 obj\n${body}\nendobj\n`;
    return line;
  });
  const [trailer] = /<<[^]*?>>/.exec(text.slice(text.lastIndexOf("trailer")))!;
  const before = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)![1]!;
  const size = Math.max(Number(/\/Size (\d+)/.exec(trailer)![1]), ...Object.keys(objects).map((each) => Number(each) + 1));
  const renewed = trailer
    .replace(/\/Prev \d+/, "")
    .replace(/\/Size \d+/, `/Size ${size}`)
    .replace(/>>$/, `/Prev ${before} >>`);
  return Buffer.from(`${text}${more}xref\n${places.join("")}trailer\n${renewed}\nstartxref\n${pdf.length + more.length}\n%%EOF\n`, "latin1");
}

function objectOf(pdf: Buffer, shape: RegExp): { number: number; body: string } {
  const found = [...pdf.toString("latin1").matchAll(/(\d+) 0 obj\s([^]*?)\sendobj/g)].findLast(([, , body]) => shape.test(body!))!;
  return { number: Number(found[1]), body: found[2]! };
}

async function sealedAgain(pdf: Buffer): Promise<Buffer> {
  const seal = (await findActiveSeal(city.ctx(), MARKET, "unit", "document"))!;
  const prepared = preparePdfSignature(pdf, {
    page: 0,
    box: { x: 60, y: 500, width: 119, height: 119 },
    picture: seal.making!.png,
    name: "转送",
    time: city.now,
  });
  return attachCms(prepared, await cmsWithSeal(city.ctx(), seal.sealId, { dataHash: prepared.hash, purpose: "document", document: "转送" }));
}

describe("a sealed PDF", () => {
  test("holds in each step, in the words of the city", async () => {
    const answer = await checked(await original("pdf"));
    expect(answer).toMatchObject({
      format: "pdf",
      verdict: "valid",
      title: "证明",
      custom: [{ name: "文书编号", value: "云市监〔2026〕7号" }],
      labelled: true,
    });
    expect(answer.signatures).toMatchObject([{ seal: "云州市市场监督管理局", signedAt: expect.any(Date) }]);
    const { steps } = answer.signatures[0]!;
    expect(steps.map(({ step }) => step)).toEqual(["format", "signature", "certificate", "time", "document", "whole", "register", "kept"]);
    expect(steps.every(({ says }) => says.endsWith("。") && !/[a-z]{3}/.test(says))).toBe(true);
  });

  test("with a byte another is never valid: every byte of what sealing added, and a sample of the rest", async () => {
    const pdf = await original("pdf");
    const [{ range }] = pdfSignatures(pdf) as [ReturnType<typeof pdfSignatures>[0]];
    const cms = pdfSignatures(pdf)[0]!.cms.length * 2;
    const field = pdf.lastIndexOf("/Type /Sig ");
    const places = new Set<number>();
    for (let at = 0; at < pdf.length; at += Math.ceil(pdf.length / 120)) places.add(at);
    for (let at = field; at < range[1]; at++) places.add(at);
    for (let at = range[1]; at < range[1] + cms; at += 101) places.add(at);
    for (let at = range[1] + cms; at < range[2]; at += 6001) places.add(at);
    for (let at = range[2] - 2; at < pdf.length; at += 7) places.add(at);
    const passed: number[] = [];
    for (const at of places) {
      const altered = Buffer.from(pdf);
      // A letter stays a letter: what could be read over.
      altered[at]! ^= 1;
      const verdict = await checked(altered).then(
        (file) => file.verdict,
        (error: { status: number }) => error.status,
      );
      if (verdict === "valid" || verdict === "unsigned") passed.push(at);
    }
    expect(places.size).toBeGreaterThan(300);
    expect(passed).toEqual([]);
  });

  test("written otherwise, though it means the same, is not the original that we keep", async () => {
    const pdf = await original("pdf");
    const [{ range }] = pdfSignatures(pdf) as [ReturnType<typeof pdfSignatures>[0]];
    const capitals = Buffer.from(pdf);
    capitals.write(pdf.toString("latin1", range[1], range[2]).toUpperCase(), range[1], "latin1");
    expect(await checked(capitals)).toMatchObject({ verdict: "unclear" });
    expect(failing(await checked(capitals))).toEqual(["kept"]);
  });

  test("holds on when another seal is set later, and both are told", async () => {
    const answer = await checked(await sealedAgain(await original("pdf", 2)));
    expect(answer.signatures.map(({ verdict }) => verdict)).toEqual(["valid", "valid"]);
    expect(answer.signatures[0]!.steps.find(({ step }) => step === "whole")!.says).toContain("第 2 个签章");
  });

  test("to which somebody adds a page's other content is found, also behind a later seal", async () => {
    const pdf = await original("pdf");
    const page = objectOf(pdf, /\/Type \/Page\b(?!s)/);
    const words = "<< /Length 30 >>\nstream\nBT /F1 40 Tf (forged) Tj ET    \nendstream";
    const painted = continued(pdf, { 900: words, [page.number]: page.body.replace(/\/Contents \d+ 0 R/, "/Contents 900 0 R") });
    expect(painted.includes("/Contents 900 0 R")).toBe(true);
    expect(failing(await checked(painted))).toEqual(["whole", "kept"]);
    const answer = await checked(await sealedAgain(painted));
    expect(answer.verdict).toBe("invalid");
    expect([failing(answer, 0), failing(answer, 1)]).toEqual([["whole"], []]);
  });

  test("to which somebody pastes a note over the words is found, also behind a later seal", async () => {
    const pdf = await original("pdf");
    const page = objectOf(pdf, /\/Type \/Page\b(?!s)/);
    const note = "<< /Type /Annot /Subtype /FreeText /Rect [60 700 300 800] /DA (/Helv 20 Tf) /Contents (forged) >>";
    const pasted = continued(pdf, { 900: note, [page.number]: page.body.replace(/\/Annots \[/, "/Annots [900 0 R ") });
    const appended = continued(pdf, { 900: note, [page.number]: page.body.replace(/\/Annots \[([^\]]*)\]/, "/Annots [$1 900 0 R]") });
    for (const file of [pasted, appended]) {
      expect(failing(await checked(file))).toEqual(["whole", "kept"]);
      expect(failing(await checked(await sealedAgain(file)))).toEqual(["whole"]);
    }
  });

  test("whose signature somebody cut away shows traces of it, or none and then no seal is claimed", async () => {
    const pdf = (await original("pdf")).toString("latin1");
    const spoilt = await checked(Buffer.from(pdf.replace("/ByteRange [0 ", "/ByteRange [1 "), "latin1"));
    expect([spoilt.verdict, failing(spoilt)]).toEqual(["invalid", ["format"]]);
    expect((await checked(await printPdf(laid(1)))).verdict).toBe("unsigned");
  });

  test("signed with a seal's key behind the platform's back is not said to be ours", async () => {
    const seal = (await findActiveSeal(city.ctx(), MARKET, "unit", "decision"))!;
    const prepared = preparePdfSignature(await printPdf(laid(1)), { page: 0, box: { x: 60, y: 500, width: 119, height: 119 }, name: "私盖", time: city.now });
    const cms = await cmsWithSeal(city.ctx(), seal.sealId, { dataHash: prepared.hash, purpose: "decision", document: "私盖" });
    await city.database.owner.query("delete from seal.uses where document = '私盖'");
    const answer = await checked(attachCms(prepared, cms));
    expect([answer.verdict, failing(answer)]).toEqual(["unclear", ["register"]]);
  });
});

describe("a paper of several pages", () => {
  test("bears a strip of the seal on the edge of each page, and all hold", async () => {
    const ofd = await original("ofd", 4);
    expect((await checked(ofd)).verdict).toBe("valid");
    const [document] = openOfd(ofd).documents;
    const strips = document!.signatures[0]!.stamps.filter(({ clip }) => clip);
    expect(strips.map(({ page }) => page)).toEqual(document!.pages.map(({ id }) => id));
    expect(strips.map(({ clip }) => clip!.x.toFixed(2))).toEqual([0, 10.5, 21, 31.5].map((each) => each.toFixed(2)));
    expect((await checked(await original("pdf", 4))).verdict).toBe("valid");
  });

  test("with a page removed, swapped or from elsewhere is found", async () => {
    const ofd = await original("ofd", 4);
    const [first, second] = openOfd(ofd).documents[0]!.pages.map(({ part }) => part);
    const without = withText(ofd, "Doc_0/Document.xml", (text) => text.replace(/<ofd:Page [^>]*Page_1[^>]*\/>/, ""));
    const contents = [first!, second!].map((part) => openPackage(ofd).get(part)!.read().toString());
    const swapped = withText(
      withText(ofd, first!, () => contents[1]!),
      second!,
      () => contents[0]!,
    );
    const foreign = withText(ofd, first!, (text) => text.replace("第 1 页", "第 9 页"));
    for (const file of [without, swapped, foreign]) {
      expect(file.equals(ofd)).toBe(false);
      expect(failing(await checked(file))).toEqual(["parts", "kept"]);
    }
    const pdf = await original("pdf", 4);
    const pages = objectOf(pdf, /\/Type \/Pages/);
    const kids = /\/Kids \[([^\]]*)\]/.exec(pages.body)![1]!;
    const numbers = kids.match(/\d+ 0 R/g)!;
    for (const others of [numbers.toSpliced(1, 1), [numbers[1]!, numbers[0]!, ...numbers.slice(2)]]) {
      const body = pages.body.replace(kids, others.join(" ")).replace(/\/Count \d+/, `/Count ${others.length}`);
      expect(failing(await checked(continued(pdf, { [pages.number]: body })))).toEqual(["whole", "kept"]);
      const inPlace = Buffer.from(pdf.toString("latin1").replace(kids, others.join(" ").padEnd(kids.length)), "latin1");
      expect(failing(await checked(inPlace))).toEqual(["document", "kept"]);
    }
  });
});

describe("what others sealed", () => {
  const abroad = (file: Buffer): Promise<CheckedFile> => checkFile(other.ctx(), file);

  /** An OFD whose signature leaves some parts open. */
  async function open(leave: readonly string[]): Promise<Buffer> {
    const seal = (await findActiveSeal(city.ctx(), MARKET, "unit", "document"))!;
    const { width, height } = readSeal(seal.making!.data).picture;
    const stamps = [{ page: 0, area: { x: 120, y: 200, width, height } }];
    const prepared = prepareSeal(writeOfd(laid(2), { attachments: [{ name: "more.xml", content: Buffer.from("<a/>") }] }), {
      stamps,
      provider: { name: "别家的软件" },
      time: city.now,
      seal: seal.making!.data,
    });
    const { path } = prepared;
    let xml = prepared.signatureXml.toString();
    for (const name of leave) xml = xml.replace(new RegExp(`<ofd:Reference FileRef="/${name}">.*?</ofd:Reference>`), "");
    const file = writePackage(withParts(openPackage(prepared.ofd), newPart(path.slice(1), Buffer.from(xml))));
    const wished = { dataHash: sm3(Buffer.from(xml)), propertyInfo: path, purpose: "document", document: "外来", timeStamp: true } as const;
    return attachSignedValue(file, path, await signWithSeal(city.ctx(), seal.sealId, wished));
  }

  const partsStep = (answer: CheckedFile) => answer.signatures[0]!.steps.find(({ step }) => step === "parts")!;

  test("leaving only the cover's data open is not accused: the pages hold, and what the cover says is not shown as proven", async () => {
    const answer = await abroad(await open(["OFD.xml"]));
    expect(answer.labelled).toBe(false);
    expect(partsStep(answer)).toMatchObject({ holds: true, says: expect.stringContaining("许多软件都这样盖章") });
    expect(failing(answer)).toEqual(["certificate", "seal", "stamp"]);
  });

  test("leaving a page open proves nothing of it; leaving other parts open cannot be told from an addition", async () => {
    expect(partsStep(await abroad(await open(["OFD.xml", "Doc_0/Pages/Page_1/Content.xml"])))).toMatchObject({
      holds: undefined,
      says: expect.stringContaining("页面的内容不受签章保护"),
    });
    expect(partsStep(await abroad(await open(["OFD.xml", "Doc_0/Attachs/Attachment_0.xml"])))).toMatchObject({
      holds: undefined,
      says: expect.stringContaining("分不清"),
    });
  });

  test("under a root that nobody here knows nobody can tell, in both formats, and what holds of the file is said", async () => {
    for (const [format, steps] of [
      ["ofd", ["certificate", "seal", "stamp"]],
      ["pdf", ["certificate"]],
    ] as const) {
      const answer = await abroad(await original(format));
      expect(answer.verdict, format).toBe("unclear");
      expect(failing(answer), format).toEqual(steps);
      expect(answer.signatures[0]!.seal, format).toContain("云州市市场监督管理局");
    }
  });

  test("of our own files nothing is ever open: what is, was added", () => {
    const report = { fits: true, holds: false, hash: "sm3", parts: [{ part: "OFD.xml", state: "not-protected", expected: false }] } as const;
    expect(ofParts({ ...report, parts: [...report.parts] }, { documents: [] }, true)).toMatchObject({ holds: false, says: expect.stringContaining("加上的") });
  });
});

describe("what is neither", () => {
  test.each([
    ["nothing", "", "FILE_EMPTY"],
    ["a picture", "\u0089PNG\r\n\u001a\n", "UNKNOWN_FORMAT"],
    ["words", "收件凭证", "UNKNOWN_FORMAT"],
    ["half a PDF", "%PDF-1.7\n1 0 obj\n<<", "PDF_UNREADABLE"],
    ["half a package", "PK\u0003\u0004", "PACKAGE_UNREADABLE"],
  ])("%s is refused with what is wrong", async (_name, content, code) => {
    await expect(checked(Buffer.from(content, "latin1"))).rejects.toMatchObject({ status: 422, code, message: expect.stringMatching(/[\u4e00-\u9fff]{6}/) });
  });
});
