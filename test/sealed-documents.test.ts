import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pagesAsSvg } from "#drawing/ofd-view";
import { archiveOfd, attachSignedValue, checkReferences, openOfd, prepareSeal, stampsOf, writeOfd } from "#drawing/ofd";
import { newPart, openPackage, withParts, writePackage } from "#drawing/package";
import { layPaper } from "#drawing/paper";
import { attachCms, pdfSignatures, preparePdfSignature, printPdf } from "#drawing/pdf";
import { cmsWithSeal, signWithSeal, drawSealPicture, getSeal, judgeCms, judgeSignature } from "#trust/seal";
import { readSeal } from "#trust/signature";
import { sm3 } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { activeSeal } from "../src/trust/seal/seal.fixture.ts";
import { grantPaper } from "./sample-papers.ts";
import { testCity, type TestCity } from "./city.ts";

// Files know no cryptography, seals know no files: here they meet in bytes, as they do when a document is issued.

let city: TestCity;
let ctx: Ctx;
let sealId: string;
beforeAll(async () => {
  city = await testCity();
  ctx = city.ctx();
  sealId = await activeSeal(city);
});
afterAll(() => city.close());

const drawing = layPaper(
  grantPaper(
    {
      number: "云市监许准字〔2026〕第 000123 号",
      issuer: "云州市市场监督管理局",
      date: "2026-11-21",
      addressee: "云州小满餐饮有限公司",
      item: "食品经营许可新办",
      matter: "990101-2026-000123",
    },
    { acceptedOn: "2026-11-18", basis: ["《中华人民共和国食品安全法》第三十五条"], terms: [{ label: "经营项目", value: "热食类食品制售" }] },
  ),
  { seal: "room" },
);
const wish = { purpose: "decision", document: "准予行政许可决定书" } as const;

async function sealed(file: Buffer, stamps = stampsOf(drawing, { width: 42, height: 42 })): Promise<Buffer> {
  const { making } = await getSeal(ctx, sealId);
  const { ofd, signatureXml, path } = prepareSeal(file, { stamps, provider: { name: "一网" }, time: city.now, seal: making!.data });
  return attachSignedValue(ofd, path, await signWithSeal(ctx, sealId, { ...wish, dataHash: sm3(signatureXml), propertyInfo: path }));
}

async function judged(file: Buffer): Promise<[boolean, string][]> {
  const ofd = openOfd(file);
  return Promise.all(
    ofd.documents[0]!.signatures.map(async (signature): Promise<[boolean, string]> => {
      const { verdict, data } = await judgeSignature(ctx, signature.value!, { dataHash: signature.hash });
      expect(data!.propertyInfo).toBe(signature.path);
      return [checkReferences(ofd, signature).holds, verdict];
    }),
  );
}

describe("a decision sealed by the office that made it", () => {
  test("holds as OFD, with a second seal over it too", async () => {
    const once = await sealed(writeOfd(drawing));
    expect(await judged(once)).toEqual([[true, "valid"]]);
    expect(await judged(await sealed(once, [{ page: 0, area: { x: 20, y: 220, width: 42, height: 42 } }]))).toEqual([
      [true, "valid"],
      [true, "valid"],
    ]);
  });

  test("does not hold once a word of it, or a word of its signature file, is another", async () => {
    const file = await sealed(writeOfd(drawing));
    const other = writeOfd({ ...drawing, title: "不予行政许可决定书" });
    const { parts } = openOfd(other);
    const swapped = writePackage(
      withParts(
        openPackage(file),
        newPart(
          "OFD.xml",
          parts.get("OFD.xml")!.read().toString().replace("</ofd:DocBody>", "<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody>"),
        ),
      ),
    );
    expect(await judged(swapped)).toEqual([[false, "valid"]]);
    const name = "Doc_0/Signs/Sign_0/Signature.xml";
    const moved = openPackage(file)
      .get(name)!
      .read()
      .toString()
      .replace(/Boundary="[^"]*"/, 'Boundary="1 1 42 42"');
    expect(await judged(writePackage(withParts(openPackage(file), newPart(name, moved))))).toEqual([[true, "invalid"]]);
  });

  test("shows the seal that the signature brings along, in a browser and in the archive's copy", async () => {
    const file = await sealed(writeOfd(drawing));
    const ofd = openOfd(file);
    const [signature] = ofd.documents[0]!.signatures;
    const { picture } = readSeal(signature!.seal!);
    const [view] = await pagesAsSvg(ofd, { seals: new Map([[signature!.path, { content: Buffer.from(picture.data) }]]) });
    expect(view!.svg).toContain("data:image/");
    const { png } = drawSealPicture(await getSeal(ctx, sealId));
    const summaries = new Map([
      [signature!.path, { signer: "云州市市场监督管理局", held: true, findings: [], picture: { format: "PNG" as const, content: Buffer.from(png) } }],
    ]);
    expect((await pagesAsSvg(openOfd(archiveOfd(file, summaries))))[0]!.svg).toContain("data:image/png");
  });

  test("holds as PDF, with its seal in the room the layout left", async () => {
    const [place] = drawing.sealPlaces;
    const { png } = drawSealPicture(await getSeal(ctx, sealId));
    const prepared = preparePdfSignature(await printPdf(drawing), {
      page: place!.page,
      box: place!,
      picture: Buffer.from(png),
      name: "云州市市场监督管理局",
      time: city.now,
    });
    const signed = attachCms(prepared, await cmsWithSeal(ctx, sealId, { ...wish, dataHash: prepared.hash }));
    const [signature] = pdfSignatures(signed);
    expect(signature).toMatchObject({ whole: true, hash: prepared.hash });
    expect((await judgeCms(ctx, signature!.cms, { dataHash: signature!.hash })).verdict).toBe("valid");
    const spoilt = Buffer.from(signed);
    spoilt[spoilt.indexOf("/Title")]! ^= 1;
    const [other] = pdfSignatures(spoilt);
    expect((await judgeCms(ctx, other!.cms, { dataHash: other!.hash })).verdict).toBe("invalid");
  });
});
