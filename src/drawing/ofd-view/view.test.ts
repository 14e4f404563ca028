import { describe, expect, test } from "vitest";
import { openCanvas } from "#drawing/layout";
import { newPart, openPackage, parseXml, withParts, writePackage } from "#drawing/package";
import { layPaper } from "#drawing/paper";
import { sm3 } from "#crypto/crypto";
import { archiveOfd, attachSignedValue, edgeStamps, openOfd, prepareSeal, writeOfd, type Ofd, type SignatureSummary } from "#drawing/ofd";
import { pagesAsSvg, type SealShown, type ViewOptions } from "./index.ts";
import { granted, long } from "./view.fixture.ts";

const drawn = async (ofd: Ofd, options?: ViewOptions): Promise<string[]> => (await pagesAsSvg(ofd, options)).map(({ svg }) => svg);

// One red point: the smallest PNG there is.
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8Dwn4EIAAAmkQIBwh3tDwAAAABJRU5ErkJggg==", "base64");
const page = "Doc_0/Pages/Page_0/Content.xml";

function withPart(file: Buffer, name: string, change: (text: string) => string): Buffer {
  const parts = openPackage(file);
  return writePackage(withParts(parts, newPart(name, change(parts.get(name)?.read().toString() ?? ""))));
}

async function objects(...xml: string[]): Promise<string> {
  const file = withPart(writeOfd(layPaper(granted)), page, () => `<Page><Content><Layer>${xml.join("")}</Layer></Content></Page>`);
  return (await drawn(openOfd(file)))[0]!.replace(/^<svg[^>]*>|<\/svg>$/g, "");
}

function sealedLong(): Buffer {
  const plain = writeOfd(layPaper(long, { seal: "room" }));
  const areas = openOfd(plain).documents[0]!.pages.map(({ area }) => area);
  const { ofd, path } = prepareSeal(plain, {
    stamps: edgeStamps(areas, { width: 40, height: 40, top: 100 }),
    provider: { name: "一网" },
    time: new Date("2026-11-26T02:30:00Z"),
  });
  return attachSignedValue(ofd, path, Buffer.from("value"));
}

describe("the view of a page", () => {
  test("has every line of it, character by character where it stands, and is well-formed", async () => {
    const drawing = layPaper(granted);
    const [svg] = await drawn(openOfd(writeOfd(drawing)));
    const root = parseXml(Buffer.from(svg!), "svg");
    expect(root.attributes).toMatchObject({ viewBox: "0 0 210 297", width: "210mm" });
    for (const mark of drawing.pages[0]!.marks)
      if (mark.kind === "text") expect(svg).toContain(`>${mark.text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}</text>`);
    expect(svg).toContain('font-weight="600" fill="#b4321e"');
  });

  test("shows pictures that came with a drawing, and none that is no picture", async () => {
    const canvas = openCanvas({ title: "图", author: "云州市", day: "2026-11-21" });
    canvas.picture(PNG, { x: 72, y: 72, width: 144, height: 72 });
    canvas.picture(PNG, { x: 72, y: 272, width: 144, height: 72 });
    const file = writeOfd(canvas.drawing);
    const [svg] = await drawn(openOfd(file));
    // Put in once, used twice.
    expect(svg!.match(/data:image\/png;base64/g)).toHaveLength(1);
    expect(svg!.match(/<use /g)).toHaveLength(2);
    expect(svg).toContain("translate(25.4 25.4) matrix(50.8 0 0 25.4 0 0)");
    const name = [...openPackage(file).keys()].find((each) => each.endsWith(".png"))!;
    expect((await drawn(openOfd(withPart(file, name, () => "<svg onload='alert(1)'/>"))))[0]).not.toMatch(/use|image/);
  });

  test("follows outlines, colours and looks of other programs, and leaves out what it cannot read", async () => {
    expect(
      await objects(
        '<PathObject Boundary="1 2 3 4" Fill="true" Rule="Even-Odd" Alpha="51"><FillColor Value="#ff #0 #80"/><AbbreviatedData>M 0 0 B 1 1 2 2 3 3 Q 1 1 2 2 A 1 1 0 0 1 5 5 C</AbbreviatedData></PathObject>',
      ),
    ).toBe(
      '<g transform="translate(1 2)" opacity="0.2"><path d="M 0 0 C 1 1 2 2 3 3 Q 1 1 2 2 A 1 1 0 0 1 5 5 Z" fill="#ff0080" stroke="#000000" fill-rule="evenodd" stroke-width="0.353"/></g>',
    );
    expect(await objects('<PathObject Boundary="0 0 1 1"><AbbreviatedData>L 1 1</AbbreviatedData></PathObject>')).toBe("");
    expect(await objects('<PathObject Boundary="0 0 1 1" Visible="false"><AbbreviatedData>M 1 1 L 2 2</AbbreviatedData></PathObject>')).toBe("");
    expect(
      await objects(
        '<PageBlock><TextObject Boundary="0 0 9 9" Size="4"><FillColor Value="0 255 255 0"/><TextCode X="1" Y="3" DeltaX="g 2 4">甲乙丙</TextCode></TextObject></PageBlock>',
      ),
    ).toContain('<text x="1 5 9" y="3" font-size="4" fill="#ff0000">甲乙丙</text>');
    const file = withPart(writeOfd(layPaper(granted)), "Doc_0/PublicRes.xml", (text) =>
      text.replace(
        "</ofd:Fonts>",
        '</ofd:Fonts><ofd:DrawParams><ofd:DrawParam ID="90" Relative="91"/><ofd:DrawParam ID="91" Relative="90" LineWidth="2"><ofd:StrokeColor Value="1 2 3"/></ofd:DrawParam></ofd:DrawParams>',
      ),
    );
    const path = '<PathObject Boundary="0 0 1 1"><AbbreviatedData>M 0 0 L 1 1</AbbreviatedData></PathObject>';
    const [shown] = await drawn(openOfd(withPart(file, page, () => `<Page><Content><Layer DrawParam="90">${path}</Layer></Content></Page>`)));
    expect(shown).toContain('stroke="#010203" stroke-width="2"');
  });

  test("holds no script, whatever a file says", async () => {
    const nasty = '<TextObject Boundary="0 0 9 9" Size="4"><TextCode X="1" Y="1">&lt;script&gt;alert(1)&lt;/script&gt;"\'</TextCode></TextObject>';
    expect(await objects(nasty)).toContain("&lt;script&gt;alert(1)&lt;/script&gt;&quot;'");
    expect(
      await objects(
        '<ImageObject Boundary="0 0 1 1" ResourceID="&quot;&gt;&lt;script&gt;"/>',
        '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
      ),
    ).toBe("");
  });

  test("shows the strips of a seal over the edges, cut", async () => {
    const ofd = openOfd(sealedLong());
    const seals = new Map<string, SealShown>([["/Doc_0/Signs/Sign_0/Signature.xml", { content: PNG }]]);
    const pages = await drawn(ofd, { seals });
    expect(pages.length).toBeGreaterThan(3);
    const width = 40 / pages.length;
    pages.forEach((svg) => expect(svg).toContain(`<rect x="${210 - width}" y="100" width="${width}" height="40"/></clipPath>`));
    expect((await drawn(ofd))[0]).not.toContain("clipPath");
  });
});

describe("the copy for the archive", () => {
  const original = sealedLong();
  const summary: SignatureSummary = {
    signer: "云州市市场监督管理局",
    seal: "单位公章 9901010000001",
    held: true,
    findings: [],
    picture: { format: "PNG", content: PNG },
  };
  const summaries = new Map([["/Doc_0/Signs/Sign_0/Signature.xml", summary]]);

  test("has no signature any more, but what it showed and what is to be known of it", async () => {
    const copy = archiveOfd(original, summaries);
    const { type, parts, documents } = openOfd(copy);
    expect(type).toBe("OFD-A");
    expect([...parts.keys()].filter((name) => name.includes("Signs/"))).toEqual([]);
    const [document] = documents;
    expect(document!.signatures).toEqual([]);
    expect(document!.custom).toEqual([
      { name: "原件SM3", value: sm3(original).toString("hex") },
      { name: "签章摘要", value: "云州市市场监督管理局，20261126023000Z，核验通过" },
    ]);
    const kept = JSON.parse(parts.get(document!.attachments[0]!.part!)!.read().toString()) as { signatures: unknown[] };
    expect(kept.signatures).toMatchObject([
      {
        signer: summary.signer,
        seal: summary.seal,
        held: true,
        signedAt: "20261126023000Z",
        sm3: openOfd(original).documents[0]!.signatures[0]!.hash.toString("hex"),
      },
    ]);
    expect(document!.pages.map(({ text }) => text)).toEqual(openOfd(original).documents[0]!.pages.map(({ text }) => text));
  });

  test("shows each strip of the seal as a picture where it stood", async () => {
    const pages = await drawn(openOfd(archiveOfd(original, summaries)));
    const strip = 40 / pages.length;
    pages.forEach((svg, index) => {
      expect(svg).toContain("data:image/png");
      expect(svg).toContain(`translate(${210 - strip} 100) matrix(40 0 0 40 ${index === 0 ? 0 : -strip * index} 0)`);
    });
  });

  test("has no actions, permissions, sound or film, and only embedded fonts", async () => {
    let lively = withPart(original, "Doc_0/Document.xml", (text) =>
      text.replace("<ofd:Pages>", '<ofd:Permissions/><ofd:Actions><ofd:Action Event="DO"/></ofd:Actions><ofd:Pages>'),
    );
    lively = withPart(lively, page, (text) => text.replace("<ofd:FillColor", '<ofd:Actions><ofd:Action Event="CLICK"/></ofd:Actions><ofd:FillColor'));
    lively = withPart(lively, "Doc_0/PublicRes.xml", (text) =>
      text.replace(
        "</ofd:Fonts>",
        '</ofd:Fonts><ofd:MultiMedias><ofd:MultiMedia ID="950" Type="Video"><ofd:MediaFile>a.mp4</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>',
      ),
    );
    lively = withPart(lively, "Doc_0/Res/a.mp4", () => "film");
    const { parts } = openOfd(archiveOfd(lively, summaries));
    expect(parts.has("Doc_0/Res/a.mp4")).toBe(false);
    for (const part of parts.values()) if (part.name.endsWith(".xml")) expect(part.read().toString()).not.toMatch(/Action|Permissions|Video/);
    const bare = withPart(original, "Doc_0/PublicRes.xml", (text) => text.replace("<ofd:FontFile>font-bold.ttf</ofd:FontFile>", ""));
    expect(() => archiveOfd(bare, summaries)).toThrow("没有嵌入文件");
    expect(() => archiveOfd(original, new Map())).toThrow("no summary");
  });
});
