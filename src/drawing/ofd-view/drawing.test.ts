import { describe, expect, test } from "vitest";
import { bundledTypeface, subsetFont } from "#drawing/font";
import { openOfd } from "#drawing/ofd";
import { newPart, withParts, writePackage, type Part } from "#drawing/package";
import { pagesAsSvg, type DrawnPage, type SealShown } from "./index.ts";

const NS = 'xmlns:ofd="http://www.ofdspec.org/2016"';
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8Dwn4EIAAAmkQIBwh3tDwAAAABJRU5ErkJggg==", "base64");

interface Given {
  resources?: string;
  common?: string;
  page?: string;
  document?: string;
  more?: Part[];
}

function fileOf(objects: string, { resources = "", common = "", page = "", document = "", more = [] }: Given = {}): Buffer {
  const parts = [
    newPart("OFD.xml", `<ofd:OFD ${NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`),
    newPart(
      "Doc_0/Document.xml",
      `<ofd:Document ${NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 100 60</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>${common}</ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Page.xml"/></ofd:Pages>${document}</ofd:Document>`,
    ),
    newPart("Doc_0/PublicRes.xml", `<ofd:Res ${NS} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="2" FontName="宋体"/></ofd:Fonts>${resources}</ofd:Res>`),
    newPart("Doc_0/Page.xml", `<ofd:Page ${NS}>${page}<ofd:Content><ofd:Layer ID="3">${objects}</ofd:Layer></ofd:Content></ofd:Page>`),
    ...more,
  ];
  return writePackage(withParts(new Map(), ...parts));
}

async function drawn(objects: string, given?: Given): Promise<DrawnPage> {
  return (await pagesAsSvg(openOfd(fileOf(objects, given))))[0]!;
}

const text = (code: string, more = "") => `<ofd:TextObject Boundary="10 10 80 6" Font="2" Size="4"${more}>${code}</ofd:TextObject>`;
const square = "<ofd:AbbreviatedData>M 0 0 L 9 0 L 9 9 L 0 9 C</ofd:AbbreviatedData>";
const path = (inside: string, more = "") => `<ofd:PathObject Boundary="1 2 9 9"${more}>${inside}${square}</ofd:PathObject>`;
const image = (more = 'CTM="20 0 0 20 0 0"') => `<ofd:ImageObject Boundary="10 10 20 20" ResourceID="60" ${more}/>`;
const media = (name: string, id = 60) =>
  `<ofd:MultiMedias><ofd:MultiMedia ID="${id}" Type="Image"><ofd:MediaFile>${name}</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>`;

describe("text", () => {
  test("that only goes down stands one below the other", async () => {
    const { svg } = await drawn(text('<ofd:TextCode X="0.5" Y="4" DeltaY="6 6">购买方</ofd:TextCode>'));
    expect(svg).toContain('x="0.5 0.5 0.5" y="4 10 16"');
  });

  test("with spaces keeps each character at its place, and lines of the XML are no text", async () => {
    const { svg } = await drawn(
      text('<ofd:TextCode X="0" Y="4" DeltaX="4 4 4 4">\n    甲 乙\n  </ofd:TextCode><ofd:TextCode X="1" Y="9" DeltaX="g 3 2">  丙 </ofd:TextCode>'),
    );
    expect(svg).toContain('xml:space="preserve"');
    expect(svg).toMatch(/x="0 4 8" y="4"[^>]*>甲 乙</);
    expect(svg).toMatch(/x="1 3 5 7" y="9"[^>]*> {2}丙 </);
  });

  test("is stretched, turned, bold or in a font of its kind as it says, and rare characters do not shift the rest", async () => {
    const { svg } = await drawn(
      text('<ofd:TextCode X="0" Y="4" DeltaX="2 2">甲乙丙</ofd:TextCode>', ' HScale="0.5"') +
        text('<ofd:TextCode X="0" Y="4">甲</ofd:TextCode>', ' CharDirection="90" Weight="700"') +
        text('<ofd:TextCode X="0" Y="4" DeltaX="5 5">𠮷乙丙</ofd:TextCode>'),
    );
    expect(svg).toContain('transform="translate(2 4) scale(0.5 1)"');
    expect(svg).toMatch(/font-weight="600" font-family="SimSun[^"]*" rotate="90"/);
    expect(svg).toMatch(/x="5" y="4"[^>]*>乙</);
  });

  test("by numbers of glyphs is drawn with the font of the file, and told where that cannot be read", async () => {
    const face = bundledTypeface("regular");
    const font = subsetFont(face, [..."云州"].join(""));
    const resources = '<ofd:Fonts><ofd:Font ID="7" FontName="X"><ofd:FontFile>a.ttf</ofd:FontFile></ofd:Font></ofd:Fonts>';
    const object = `<ofd:TextObject Boundary="0 0 9 9" Font="7" Size="4"><ofd:CGTransform CodePosition="0" CodeCount="2" GlyphCount="2"><ofd:Glyphs>1 2</ofd:Glyphs></ofd:CGTransform><ofd:TextCode X="0" Y="4" DeltaX="4">□□</ofd:TextCode></ofd:TextObject>`;
    const page = { page: "<ofd:PageRes>Own.xml</ofd:PageRes>" };
    const own = (bytes: Buffer) => [newPart("Doc_0/Own.xml", `<ofd:Res ${NS}>${resources}</ofd:Res>`), newPart("Doc_0/a.ttf", bytes)];
    const good = await drawn(object, { ...page, more: own(font) });
    expect(good.undrawn).toEqual([]);
    expect(good.svg.match(/<use [^>]*translate\((0|4) 4\) scale/g)).toHaveLength(2);
    expect(good.svg).not.toContain("□");
    const cut = await drawn(object, { ...page, more: own(font.subarray(0, 300)) });
    expect(cut.undrawn).toEqual([{ what: expect.stringContaining("字形"), count: 1 }]);
  });
});

describe("a path", () => {
  test("that is to be filled without a colour is transparent, and its line is drawn", async () => {
    const { svg } = await drawn(path("", ' Fill="true"'));
    expect(svg).toContain('fill="none" stroke="#000000"');
  });

  test("has the lines, colours, gradients and patterns that it says", async () => {
    const { svg, undrawn } = await drawn(
      path("", ' LineWidth="0" Cap="Round" Join="Bevel" DashPattern="2 1" DashOffset="1"') +
        path('<ofd:FillColor ColorSpace="50" Index="1"/>', ' Fill="true" Stroke="false"') +
        path('<ofd:FillColor Value="9 9 9" Alpha="51"/>', ' Fill="true" Stroke="false"') +
        path(
          '<ofd:FillColor><ofd:AxialShd StartPoint="0 0" EndPoint="9 0"><ofd:Segment Position="0"><ofd:Color Value="255 0 0"/></ofd:Segment><ofd:Segment Position="1"><ofd:Color Value="0 0 255"/></ofd:Segment></ofd:AxialShd></ofd:FillColor>',
          ' Fill="true"',
        ) +
        path(
          '<ofd:FillColor><ofd:RadialShd StartPoint="4 4" EndPoint="4 4" EndRadius="4"><ofd:Segment><ofd:Color Value="255 0 0"/></ofd:Segment><ofd:Segment><ofd:Color Value="0 0 255"/></ofd:Segment></ofd:RadialShd></ofd:FillColor>',
          ' Fill="true"',
        ) +
        path(`<ofd:FillColor><ofd:Pattern Width="2" Height="2"><ofd:CellContent>${path("")}</ofd:CellContent></ofd:Pattern></ofd:FillColor>`, ' Fill="true"'),
      {
        resources:
          '<ofd:ColorSpaces><ofd:ColorSpace ID="50" Type="RGB"><ofd:Palette><ofd:CV>1 2 3</ofd:CV><ofd:CV>255 128 0</ofd:CV></ofd:Palette></ofd:ColorSpace></ofd:ColorSpaces>',
      },
    );
    expect(undrawn).toEqual([]);
    expect(svg).toContain('stroke-width="0.05" stroke-linecap="round" stroke-linejoin="bevel" stroke-dasharray="2 1" stroke-dashoffset="1"');
    expect(svg).toContain('fill="#ff8000"');
    expect(svg).toContain('fill="#090909" fill-opacity="0.2"');
    for (const kind of ["linearGradient", "radialGradient", "pattern"]) {
      const name = new RegExp(`<${kind} id="([^"]+)"`).exec(svg)![1]!;
      expect(svg).toContain(`fill="url(#${name})"`);
    }
  });

  test("is cut by its clips: areas of one together, clips one within the other, by paths and by text", async () => {
    const area = (box: string) => `<ofd:Area><ofd:Path Boundary="${box}">${square}</ofd:Path></ofd:Area>`;
    const words = '<ofd:Area><ofd:Text Boundary="1 1 9 9" Size="4"><ofd:TextCode X="0" Y="4">章</ofd:TextCode></ofd:Text></ofd:Area>';
    const clips = `<ofd:Clips><ofd:Clip>${area("1 0 9 1")}${area("0 5 9 1")}</ofd:Clip><ofd:Clip>${words}</ofd:Clip></ofd:Clips>`;
    const { svg, undrawn } = await drawn(path(`<ofd:FillColor Value="156 82 35"/>${clips}`, ' Fill="true" Stroke="false"'));
    expect(undrawn).toEqual([]);
    expect(svg.match(/<clipPath/g)).toHaveLength(2);
    expect(svg).toMatch(/<clipPath id="[^"]+"><path [^>]*translate\(1 0\)[^>]*\/><path [^>]*translate\(0 5\)[^>]*\/><\/clipPath>/);
    expect(svg).toMatch(/<clipPath id="[^"]+"><text [^>]*translate\(1 1\)[^>]*>章<\/text><\/clipPath>/);
    expect(svg.match(/<g clip-path="url/g)).toHaveLength(2);
  });

  test("that breaks off is drawn as far as it goes, and told", async () => {
    const { svg, undrawn } = await drawn('<ofd:PathObject Boundary="0 0 9 9"><ofd:AbbreviatedData>M0 0L9-1 X 3</ofd:AbbreviatedData></ofd:PathObject>');
    expect([svg.includes('d="M 0 0 L 9 -1"'), undrawn]).toEqual([true, [{ what: "线条或者图形", count: 1 }]]);
  });
});

describe("pictures", () => {
  // A row of white over seven of black, by hand: page, region by MMR, ends (ITU-T T.88).
  const jbig2 = (): Buffer => {
    const segment = (number: number, type: number, data: Buffer) => {
      const head = Buffer.alloc(11);
      head.writeUInt32BE(number, 0);
      head.set([type, 0, 1], 4);
      head.writeUInt32BE(data.length, 7);
      return Buffer.concat([head, data]);
    };
    const size = Buffer.from("0000000800000008", "hex");
    const bits = `1${"001" + "00110101" + "000101"}${"11".repeat(6)}${"000000000001".repeat(2)}`;
    const packed = Buffer.from(
      bits
        .padEnd(Math.ceil(bits.length / 8) * 8, "0")
        .match(/.{8}/g)!
        .map((byte) => Number.parseInt(byte, 2)),
    );
    return Buffer.concat([
      Buffer.from("974a42320d0a1a0a0100000001", "hex"),
      segment(0, 48, Buffer.concat([size, Buffer.alloc(11)])),
      segment(1, 38, Buffer.concat([size, Buffer.alloc(8), Buffer.from([0, 1]), packed])),
      segment(2, 49, Buffer.alloc(0)),
      segment(3, 51, Buffer.alloc(0)),
    ]);
  };

  test("in JBIG2 are drawn, black where they are black", async () => {
    const { svg, undrawn } = await drawn(image(), { resources: media("code.jb2"), more: [newPart("Doc_0/Res/code.jb2", jbig2())] });
    expect(undrawn).toEqual([]);
    const png = Buffer.from(/data:image\/png;base64,([^"]+)/.exec(svg)![1]!, "base64");
    const { inflateSync } = await import("node:zlib");
    const at = png.indexOf("IDAT") + 4;
    const rows = inflateSync(png.subarray(at, at + png.readUInt32BE(at - 8)));
    expect([...Array(8).keys()].map((row) => rows[row * 2 + 1])).toEqual([255, 0, 0, 0, 0, 0, 0, 0]);
    const told = await drawn(image(), { resources: media("code.jb2"), more: [newPart("Doc_0/Res/code.jb2", jbig2().subarray(0, 20))] });
    expect([told.undrawn, told.svg.includes("data:image")]).toEqual([[{ what: "图片（JBIG2 格式，读不出来）", count: 1 }], false]);
  });

  test("are found whatever capitals their folder is written in, fill their box without a matrix, and are masked", async () => {
    const more = [newPart("DOC_0/res/Image.PNG", PNG)];
    const { svg, undrawn } = await drawn(image('ImageMask="60"'), { resources: media("image.png"), more });
    expect(undrawn).toEqual([]);
    expect(svg).toMatch(/scale\(20 20\)"><use href="#[^"]+" mask="url\(#[^"]+\)"\/>/);
  });

  test("that cannot be drawn are told for what they are", async () => {
    const kinds: [string, Buffer][] = [
      ["图片（TIFF 格式）", Buffer.from("49492a00", "hex")],
      ["图片（JPEG 2000 格式）", Buffer.from("0000000c6a502020", "hex")],
      ["图片（格式不认识）", Buffer.from("<svg onload='alert(1)'/>")],
    ];
    for (const [what, bytes] of kinds)
      expect((await drawn(image() + image(), { resources: media("a"), more: [newPart("Doc_0/Res/a", bytes)] })).undrawn).toEqual([{ what, count: 2 }]);
    expect((await drawn(image(), { resources: media("gone.png") })).undrawn).toEqual([{ what: "图片（不在文件里）", count: 1 }]);
    expect((await drawn('<ofd:VideoObject/><ofd:Odd/><ofd:CompositeObject ResourceID="99"/>')).undrawn.map(({ what }) => what)).toEqual([
      "视频",
      "不认识的内容",
      "组合图形（不在文件里）",
    ]);
  });
});

describe("what a page is put together from", () => {
  test("composite objects are drawn where they stand, their words are read, and circles end", async () => {
    const unit = (id: number, inside: string) =>
      `<ofd:CompositeGraphicUnit ID="${id}" Width="80" Height="10"><ofd:Content>${inside}</ofd:Content></ofd:CompositeGraphicUnit>`;
    const use = (id: number) => `<ofd:CompositeObject Boundary="10 20 80 10" ResourceID="${id}"/>`;
    const resources = `<ofd:CompositeGraphicUnits>${unit(40, text('<ofd:TextCode X="0" Y="4">样例正文</ofd:TextCode>'))}${unit(41, use(41))}</ofd:CompositeGraphicUnits>`;
    const file = openOfd(fileOf(use(40), { resources }));
    expect(file.documents[0]!.pages[0]!).toMatchObject({ text: "样例正文", texts: [{ x: 20, y: 34 }] });
    expect((await pagesAsSvg(file))[0]!.svg).toContain(">样例正文</text>");
    expect((await drawn(use(41), { resources })).undrawn).toEqual([{ what: "层层相套的内容", count: 1 }]);
  });

  test("a template in other capitals, layers by their kind, and notes over all of it", async () => {
    const layer = (words: string, type: string) => `<ofd:Layer Type="${type}">${text(`<ofd:TextCode X="0" Y="4">${words}</ofd:TextCode>`)}</ofd:Layer>`;
    const content = (...layers: string[]) => `<ofd:Page ${NS}><ofd:Content>${layers.join("")}</ofd:Content></ofd:Page>`;
    const note = `<ofd:PageAnnot ${NS}><ofd:Annot ID="8" Type="Watermark"><ofd:Appearance Boundary="5 5 50 9">${text('<ofd:TextCode X="0" Y="4">水印</ofd:TextCode>')}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>`;
    const { svg } = await drawn(text('<ofd:TextCode X="0" Y="4">正文</ofd:TextCode>'), {
      common: '<ofd:TemplatePage ID="20" BaseLoc="TPLS/Tpl_0/Content.xml"/>',
      page: '<ofd:Template TemplateID="20" ZOrder="Background"/>',
      document: "<ofd:Annotations>Annots/List.xml</ofd:Annotations>",
      more: [
        newPart("Doc_0/Tpls/Tpl_0/Content.xml", content(layer("表头上面", "Foreground"), layer("表头", "Background"))),
        newPart("Doc_0/Annots/List.xml", `<ofd:Annotations ${NS}><ofd:Page PageID="1"><ofd:FileLoc>One.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>`),
        newPart("Doc_0/Annots/One.xml", note),
      ],
    });
    expect(svg.match(/>[^<>]+<\/text>/g)!.map((each) => each.slice(1, -7))).toEqual(["表头", "表头上面", "正文", "水印"]);
    const missing = await drawn("", { page: '<ofd:Template TemplateID="20"/>' });
    expect(missing.undrawn).toEqual([{ what: "模板页（不在文件里）", count: 1 }]);
  });

  test("a seal whose picture is an OFD is drawn, as ink, and one that cannot be is told", async () => {
    const signature = `<ofd:Signature ${NS}><ofd:SignedInfo><ofd:StampAnnot ID="5" PageRef="1" Boundary="60 20 30 30"/></ofd:SignedInfo></ofd:Signature>`;
    const plain = fileOf("", {
      more: [
        newPart("Doc_0/Signs.xml", `<ofd:Signatures ${NS}><ofd:Signature ID="1" BaseLoc="Sign.xml"/></ofd:Signatures>`),
        newPart("Doc_0/Sign.xml", signature),
      ],
    });
    const entrance = `<ofd:OFD ${NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><ofd:Signatures>Doc_0/Signs.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>`;
    const ofd = openOfd(plain);
    const file = openOfd(writePackage(withParts(ofd.parts, newPart("OFD.xml", entrance))));
    const shown = async (content: Buffer, word?: string) => {
      const seals = new Map<string, SealShown>([["/Doc_0/Sign.xml", { content, ...(word && { word }) }]]);
      return (await pagesAsSvg(file, { seals }))[0]!;
    };
    const inner = await shown(fileOf(path('<ofd:StrokeColor Value="208 32 32"/>')), "核验无效");
    expect(inner.undrawn).toEqual([]);
    expect(inner.svg).toMatch(/<g style="mix-blend-mode:multiply"><svg x="60" y="20" width="30" height="30" viewBox="0 0 100 60"/);
    expect(inner.svg).toContain('stroke="#d02020"');
    expect(inner.svg).toContain(">核验无效</text>");
    expect((await shown(PNG)).svg).toContain("mix-blend-mode:multiply");
    expect((await shown(Buffer.from("PK?"))).undrawn).toEqual([{ what: "印章（图样的格式不认识）", count: 1 }]);
    expect((await pagesAsSvg(file, { seals: new Map() }))[0]!.undrawn).toEqual([{ what: "印章（图样读不出来）", count: 1 }]);
  });
});
