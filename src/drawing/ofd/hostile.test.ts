import { pagesAsSvg } from "#drawing/ofd-view";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newPart, openPackage, withParts, writePackage } from "#drawing/package";
import { layPaper } from "#drawing/paper";
import { Refusal } from "#values/errors";
import { archiveOfd, attachSignedValue, checkReferences, openOfd, prepareSeal, writeOfd } from "./index.ts";
import { granted, long } from "./ofd.fixture.ts";

/** Milliseconds that this process has worked since; others on the machine do not count. */
function worked(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

const plain = writeOfd(layPaper(granted));
const prepared = prepareSeal(plain, { stamps: [{ page: 0, area: { x: 120, y: 200, width: 42, height: 42 } }], provider: { name: "一网" }, time: new Date(0) });
const sealed = attachSignedValue(prepared.ofd, prepared.path, Buffer.from("value"));

/** Everything a stranger's file goes through on the page that judges it and on the way to the archive: the outcome, or the refusal; any other error is a fault. */
async function judged(file: Buffer): Promise<string> {
  try {
    const ofd = openOfd(file);
    await pagesAsSvg(ofd);
    const [signature] = ofd.documents[0]!.signatures;
    const summary = { signer: "某单位", held: false, findings: [], picture: { format: "PNG" as const, content: Buffer.alloc(1) } };
    try {
      openOfd(archiveOfd(file, new Map(ofd.documents.flatMap(({ signatures }) => signatures.map(({ path }) => [path, summary] as const)))));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
    return signature ? `${checkReferences(ofd, signature).holds}` : "unsigned";
  } catch (error) {
    if (error instanceof Refusal) return `${error.code} ${error.message}`;
    throw error;
  }
}

function changed(file: Buffer, name: string, change: (text: string) => string): Buffer {
  const parts = openPackage(file);
  return writePackage(withParts(parts, newPart(name, change(parts.get(name)?.read().toString() ?? ""))));
}

describe("a file that somebody has spoilt", () => {
  test("with bits turned over anywhere is refused with the step that failed, or is seen not to hold", async () => {
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(sealed.length * 8 - 1), { minLength: 1, maxLength: 3 }), async (bits) => {
        const file = Buffer.from(sealed);
        for (const bit of bits) file[bit >> 3]! ^= 1 << (bit & 7);
        if (!file.equals(sealed)) outcomes.add((await judged(file)).split(" ")[0]!);
      }),
      { numRuns: 150 },
    );
    expect([...outcomes].every((outcome) => /^((PACKAGE|PART|XML|DOCUMENT)_UNREADABLE|true|false)$/.test(outcome))).toBe(true);
    expect(outcomes).toContain("PACKAGE_UNREADABLE");
  });

  test("cut off anywhere is refused", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length - 1), async (length) => (await judged(sealed.subarray(0, length))).startsWith("PACKAGE_UNREADABLE")),
      { numRuns: 100 },
    );
  });

  test("with its pages swapped does not hold", async () => {
    const two = writeOfd(layPaper(long));
    const { ofd, path } = prepareSeal(two, { stamps: [], provider: { name: "一网" }, time: new Date(0) });
    const file = attachSignedValue(ofd, path, Buffer.from("value"));
    expect(await judged(file)).toBe("true");
    const parts = new Map(openPackage(file));
    const [first, second] = ["Doc_0/Pages/Page_0/Content.xml", "Doc_0/Pages/Page_1/Content.xml"];
    const [one, other] = [parts.get(first!)!, parts.get(second!)!];
    parts.set(first!, { ...other, name: first! }).set(second!, { ...one, name: second! });
    expect(await judged(writePackage(parts))).toBe("false");
    expect(
      await judged(changed(file, "Doc_0/Document.xml", (text) => text.replace("Page_0", "Page_x").replace("Page_1", "Page_0").replace("Page_x", "Page_1"))),
    ).toBe("false");
  });

  test("with any text or attribute of its XML put in disorder is refused or does not hold, and never crashes", async () => {
    const names = [...openPackage(sealed).keys()].filter((name) => name.endsWith(".xml"));
    const odd = fc.constantFrom(
      "",
      "0",
      "-1",
      "1e309",
      "NaN",
      "../../x",
      "/",
      "g 999999999 1",
      "OFD.xml",
      "9".repeat(50),
      "M B A C",
      "一",
      "&amp;",
      "__proto__",
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.nat(400), odd, fc.boolean(), async (name, place, word, attribute) => {
        let at = -1;
        const spoilt = changed(sealed, name, (text) =>
          text.replaceAll(attribute ? /(?<=\w=")[^"]*(?=")/g : /(?<=>)[^<>]+(?=<)/g, (before) => (++at === place % 40 ? word : before)),
        );
        expect(await judged(spoilt)).toMatch(/^((PACKAGE|PART|XML|DOCUMENT)_UNREADABLE|true|false|unsigned)/);
      }),
      { numRuns: 150 },
    );
  });

  test("that leads in circles, out of the package or to what is not there is refused in words", async () => {
    expect(await judged(changed(plain, "OFD.xml", (text) => text.replace("Doc_0/Document.xml", "../../Document.xml")))).toContain(
      "“../../Document.xml”不在文件里",
    );
    expect(await judged(changed(plain, "OFD.xml", (text) => text.replace("Doc_0/Document.xml", "OFD.xml")))).toContain("不是文档的根");
    expect(await judged(changed(sealed, "Doc_0/Signs/Signatures.xml", (text) => text.replace(/BaseLoc="[^"]*"/, 'BaseLoc="/OFD.xml"')))).toMatch(
      /^(DOCUMENT_UNREADABLE|false)/,
    );
    expect(await judged(changed(plain, "Doc_0/Document.xml", (text) => text.replace(/<ofd:Pages>.*<\/ofd:Pages>/, "")))).toContain("里面一页也没有");
    expect(await judged(changed(plain, "OFD.xml", () => '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hosts">]><a>&b;</a>'))).toContain("停在“读取 XML”这一步");
    expect(await judged(writePackage(withParts(new Map(), newPart("a.txt", "云"))))).toContain("它不是 OFD 文件");
    expect(await judged(Buffer.from("%PDF-1.7 这不是 OFD"))).toContain("停在“打开压缩包”这一步");
  });

  test("that is built to exhaust is given up in time", async () => {
    const begun = process.cpuUsage();
    const layer = (objects: string) => `<Page><Content><Layer>${objects}</Layer></Content></Page>`;
    const page = "Doc_0/Pages/Page_0/Content.xml";
    expect(await judged(changed(plain, page, () => layer("<PathObject/>".repeat(310_000))))).toContain("元素太多");
    expect(
      await judged(
        changed(plain, page, () =>
          layer('<TextObject Boundary="0 0 1 1" Size="1"><TextCode DeltaX="g 99999999 1 g 99999999 1">一</TextCode></TextObject>'.repeat(2000)),
        ),
      ),
    ).toBe("unsigned");
    const many = Array.from({ length: 2500 }, () => '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>').join("");
    expect(await judged(changed(plain, "Doc_0/Document.xml", (text) => text.replace("<ofd:Pages>", `<ofd:Pages>${many}`)))).toContain("页数太多");
    const same = Array.from({ length: 2 }, () => '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>').join("");
    expect(await judged(changed(plain, "Doc_0/Document.xml", (text) => text.replace("<ofd:Pages>", `<ofd:Pages>${same}`)))).toContain("被列为两页");
    const heavy = changed(plain, "Doc_0/Tpl.xml", () => layer("<TextObject><TextCode>一</TextCode></TextObject>".repeat(20_000)));
    const used = changed(heavy, "Doc_0/Document.xml", (text) =>
      text
        .replace("</ofd:CommonData>", '<ofd:TemplatePage ID="t" BaseLoc="Tpl.xml"/></ofd:CommonData>')
        .replace("<ofd:Pages>", `<ofd:Pages>${Array.from({ length: 50 }, (_, n) => `<ofd:Page ID="x${n}" BaseLoc="P${n}.xml"/>`).join("")}`),
    );
    const parts = new Map(openPackage(used));
    for (let n = 0; n < 50; n++) parts.set(`Doc_0/P${n}.xml`, newPart(`Doc_0/P${n}.xml`, '<Page><Template TemplateID="t"/></Page>'));
    expect(await judged(writePackage(parts))).toContain("各页上的内容太多");
    expect(worked(begun)).toBeLessThan(20_000);
  });

  test("that names the same part again and again is read once, or given up", async () => {
    const begun = process.cpuUsage();
    // A few kilobytes that unpack to thirty million, named by a thousand references.
    const large = changed(sealed, "Doc_0/large.bin", () => " ".repeat(30_000_000));
    const named = changed(large, prepared.path.slice(1), (text) =>
      text.replace(
        /<(ofd:)?References[^>]*>/,
        (head) => head + '<ofd:Reference FileRef="/Doc_0/large.bin"><ofd:CheckValue>x</ofd:CheckValue></ofd:Reference>'.repeat(1000),
      ),
    );
    expect(await judged(named)).toBe("false");
    const list = "Doc_0/Signs/Signatures.xml";
    const listed = changed(large, list, (text) => text.replace(/<ofd:Signature [^>]*>/, (one) => one.repeat(1000)));
    expect(await judged(changed(listed, prepared.path.slice(1), (text) => text.replace(/(<ofd:SignedValue>)[^<]*/, "$1/Doc_0/large.bin")))).toContain(
      "要读的内容太多",
    );
    const deep = changed(plain, "Doc_0/Document.xml", (text) => `${text}<!--${" ".repeat(8_000_000)}-->`);
    expect(await judged(changed(deep, "OFD.xml", (text) => text.replace(/<ofd:DocBody>.*<\/ofd:DocBody>/s, (one) => one.repeat(90))))).toContain(
      "要读的内容太多",
    );
    expect(worked(begun)).toBeLessThan(10_000);
  });

  test("of one endless line, one crowded page or a seal set everywhere is drawn as far as there is room", { timeout: 240_000 }, async () => {
    const page = "Doc_0/Pages/Page_0/Content.xml";
    const crowded = (objects: string) => changed(plain, page, () => `<Page><Content><Layer>${objects}</Layer></Content></Page>`);
    const line = `<TextObject Boundary="0 0 1 1" Size="1"><TextCode X="0" Y="0" DeltaX="g 399999 1">${"一".repeat(400_000)}</TextCode></TextObject>`;
    expect(await judged(crowded(line))).toBe("unsigned");
    const dots = '<PathObject Boundary="0 0 1 1"><AbbreviatedData>M 0 0</AbbreviatedData></PathObject>'.repeat(140_000);
    expect(await judged(crowded(dots))).toBe("unsigned");
    const everywhere = changed(sealed, prepared.path.slice(1), (text) => text.replace(/<ofd:StampAnnot [^>]*>/, (one) => one.repeat(500)));
    const seals = new Map([[prepared.path, { content: Buffer.concat([Buffer.from("89504e47", "hex"), Buffer.alloc(2_000_000)]) }]]);
    const [view] = await pagesAsSvg(openOfd(everywhere), { seals });
    expect(view!.svg.length).toBeGreaterThan(2_000_000);
    expect(view!.svg.length).toBeLessThan(40_000_000);
  });
});
