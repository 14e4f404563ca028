import type { LightMyRequestResponse } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listDocuments } from "#matter/matter";
import { attachSignedValue, prepareSeal } from "#drawing/ofd";
import { newPart, openPackage, withParts, writePackage } from "#drawing/package";
import { pdfSignatures } from "#drawing/pdf";
import { findActiveSeal, freezeSeal, revokeSeal, signWithSeal } from "#trust/seal";
import { readSignature, readTimeStamp } from "#trust/signature";
import { sm3 } from "#crypto/crypto";
import { accepted } from "../../../test/application.ts";
import { fingerprint, multipart, openDoors, type Doors } from "../../../test/callers.ts";
import { signedTogether } from "../../../test/cms.ts";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import { portalRoutes } from "./index.ts";

interface Told {
  format: string;
  verdict: string;
  title: string;
  pages: string[];
  signatures: { verdict: string; seal: string; steps: { step: string; holds: boolean | null; says: string }[] }[];
}

let city: TestCity;
let doors: Doors;
let params: Record<string, string>;
let file: Buffer;
let visitors = 0;
const VALUE = "Doc_0/Signs/Sign_0/SignedValue.dat";
const MARKET = "11990100MB0000001T";
const owner = { person: "chen-xiaoman", organisation: "xiaoman-catering" };
const routeOf = (method: string, path: string) => portalRoutes.find((route) => route.method === method && route.path === path)!;

// Each question from another address: how many one may ask is a test of its own.
const visitor = (): string => `10.1.${++visitors >> 8}.${visitors & 255}`;
const download = async (who: Parameters<Doors["credentials"]>[0], format: "/ofd" | "" = "/ofd") =>
  doors.knock(routeOf("GET", `/my/matters/:matter/documents/:document${format}`), await doors.credentials(who), { params });
const shown = async (content: Buffer, address = visitor()): Promise<LightMyRequestResponse> =>
  doors.knock(routeOf("POST", "/verify/file"), await doors.credentials(undefined), { file: { name: "文书", content }, address });

async function told(content: Buffer, remoteAddress = visitor()): Promise<Told & { status: number }> {
  const { payload, "content-type": type } = multipart({}, { name: "a.ofd", content });
  const answer = await doors.app.inject({ method: "POST", url: "/api/v1/verification/file", headers: { "content-type": type }, payload, remoteAddress });
  return { status: answer.statusCode, ...(JSON.parse(answer.body) as Told) };
}

/** The steps of the first signature that do not hold. */
const failing = ({ signatures }: Told): string[] => signatures[0]!.steps.filter(({ holds }) => holds !== true).map(({ step }) => step);

function withContent(name: string, content: Buffer): Buffer {
  return writePackage(withParts(openPackage(file), newPart(name, content)));
}

beforeAll(async () => {
  city = await testCity();
  doors = await openDoors(city);
  const matter = await accepted(city);
  const document = (await listDocuments(city.ctx(), matter)).find(({ kind }) => kind === "acceptance")!;
  params = { matter, document: document.documentId };
  file = (await download(owner)).rawPayload;
});
afterAll(async () => {
  await doors.app.close();
  await city.close();
});

describe("the sealed file of 陈小满's matter", () => {
  test("comes from the page of the matter, the same each time", async () => {
    const page = await doors.knock(routeOf("GET", "/my/matters/:matter"), await doors.credentials(owner), { params });
    expect(page.body).toContain(`/my/matters/${params["matter"]}/documents/${params["document"]}/ofd`);
    const again = await download(owner);
    expect(again).toMatchObject({
      statusCode: 200,
      headers: { "content-type": "application/ofd", "content-disposition": expect.stringContaining("attachment") },
    });
    expect(again.rawPayload.equals(file)).toBe(true);
  });

  test("is for the applicant and the staff of the matter alone", async () => {
    expect((await download({ person: "wu-shouchang" })).statusCode).toBe(403);
    const path = `/console/matters/${params["matter"]}/documents/${params["document"]}/ofd`;
    const { session, form } = await doors.credentials({ staff: "linjing" });
    const cookies = { yw_session: session!, yw_form: form };
    expect((await doors.app.inject({ url: path, cookies })).rawPayload.equals(file)).toBe(true);
    const { session: other } = await doors.credentials({ staff: "weiqin" });
    expect((await doors.app.inject({ url: path, cookies: { yw_session: other!, yw_form: form } })).statusCode).toBe(403);
  });

  test("holds before anybody, and nothing is kept of the question", async () => {
    const before = await fingerprint(city);
    const { statusCode, body } = await shown(file);
    expect(statusCode).toBe(200);
    expect(body).toContain('<p class="verdict-word">有效</p>');
    expect(body).toContain("云州市市场监督管理局");
    const drawn = /src="data:image\/svg\+xml;base64,([^"]+)"/.exec(body)![1]!;
    expect(Buffer.from(drawn, "base64").toString()).toMatch(/^<svg [^>]*><rect [^>]*fill="#fff"\/>.*data:image\/png/s);
    expect(body).toContain("和签发时留存的原件一字不差");
    expect(body).not.toMatch(/不对<|说不准</);
    const answer = await told(file);
    expect(answer).toMatchObject({ status: 200, verdict: "valid", title: expect.stringContaining("受理通知书"), signatures: [{ verdict: "valid" }] });
    expect(answer.signatures[0]!.steps.map(({ step }) => step)).toEqual(
      expect.arrayContaining(["format", "signature", "certificate", "time", "document", "seal", "listed", "stamp", "register", "parts", "kept"]),
    );
    expect(answer.pages.join("")).toContain("小满餐饮");
    expect(await fingerprint(city)).toEqual(before);
  });

  test("does not hold with one byte another, in whichever part it is, and the step is named", async () => {
    const steps = new Map<string, string[]>();
    const parts = openPackage(file);
    for (const name of parts.keys()) {
      const content = Buffer.from(parts.get(name)!.read());
      for (const place of name === VALUE ? [] : [1, content.length >> 1, content.length - 2]) {
        const altered = Buffer.from(content);
        altered[place]! ^= 1;
        const answer = await told(withContent(name, altered));
        expect(answer.verdict, `${name} at ${place}`).not.toBe("valid");
        if (answer.status === 200 && answer.verdict !== "unsigned") steps.set(name, [...(steps.get(name) ?? []), ...failing(answer)]);
        else if (answer.status !== 200) expect(answer, name).toMatchObject({ status: 422, title: expect.stringMatching(/[\u4e00-\u9fff]{6}/) });
      }
    }
    expect(steps.get("Doc_0/Res/font-regular.ttf")).toContain("parts");
    expect(steps.get("Doc_0/Signs/Sign_0/Seal.esl")).toContain("parts");
    const blank = (name: string) => told(withContent(name, Buffer.concat([parts.get(name)!.read(), Buffer.from(" ")])));
    expect(failing(await blank("Doc_0/Pages/Page_0/Content.xml"))).toEqual(["parts", "kept"]);
    expect(failing(await blank("Doc_0/Signs/Sign_0/Signature.xml"))).toEqual(["document", "kept"]);
    expect(await blank("Doc_0/Signs/Signatures.xml")).toMatchObject({ verdict: "unclear" });
    expect((await shown(withContent("OFD.xml", Buffer.concat([parts.get("OFD.xml")!.read(), Buffer.from(" ")])))).body).toContain(
      '<p class="verdict-word">无效</p>',
    );
  });

  test("with one byte another anywhere in its signature value does not hold, and that no original of ours has it is told", async () => {
    const value = openPackage(file).get(VALUE)!.read();
    const { seal, timeStamp, signer } = readSignature(value);
    const token = readTimeStamp(timeStamp!).token;
    // Each piece by name, whatever its length: the places are its first, middle and last bytes, and some between.
    const pieces: Record<string, Buffer> = {
      seal: seal.bytes,
      "picture of the seal": seal.picture.data,
      "certificate of the maker": seal.maker,
      "certificate of the sealer": signer,
      "time stamp": timeStamp!,
      "certificate of the time stamp": token.signer.der,
      "content of the time stamp": token.content!,
      whole: value,
    };
    expect(token.certificates.map(({ serial }) => serial)).toEqual([token.signer.serial]);
    for (const [name, bytes] of Object.entries(pieces)) {
      const from = value.indexOf(bytes);
      expect(from, name).toBeGreaterThanOrEqual(0);
      for (let each = 0; each <= 24; each++) {
        const place = from + Math.floor(((bytes.length - 1) * each) / 24);
        const altered = Buffer.from(value);
        altered[place]! ^= 1 << (each % 8);
        const answer = await told(withContent(VALUE, altered));
        expect(answer.verdict, `${name}, byte ${place - from} of ${bytes.length}`).not.toBe("valid");
        if (answer.signatures[0]!.steps.some(({ step }) => step === "register")) expect(failing(answer), name).toContain("kept");
      }
    }
  });

  test("packed anew is not the file that we keep, and what still holds of it is said", async () => {
    const parts = [...openPackage(file).values()].reverse().map((part) => newPart(part.name, part.read()));
    const { verdict, signatures } = await told(writePackage(withParts(new Map(), ...parts)));
    const kept = signatures[0]!.steps.find(({ step }) => step === "kept")!;
    expect([verdict, kept.says]).toEqual(["unclear", expect.stringContaining("每个部分都和签发时一样，没有改动")]);
    expect(signatures[0]!.steps.filter(({ holds }) => holds !== true)).toEqual([kept]);
  });

  test("with a byte another anywhere in the file as it travels never holds, and is never a fault of ours", async () => {
    for (let place = 3; place < file.length; place += Math.ceil(file.length / 60)) {
      const altered = Buffer.from(file);
      altered[place]! ^= 0x10;
      const { status, verdict } = await told(altered);
      expect([200, 422], `at ${place}`).toContain(status);
      expect(verdict, `at ${place}`).not.toBe("valid");
    }
  });

  test("altered is told by the fact that decided", async () => {
    const page = "Doc_0/Pages/Page_0/Content.xml";
    const altered = withContent(page, Buffer.concat([openPackage(file).get(page)!.read(), Buffer.from(" ")]));
    const { reason } = (await told(altered)) as unknown as { reason: string };
    expect(reason).toContain(page);
    expect((await shown(altered)).body).toMatch(new RegExp(`verdict-word">无效</p>.{0,80}<p>${reason}</p>`));
  });

  test("holds when another body seals it too, and both are told", async () => {
    const { ofd, signatureXml, path } = prepareSeal(file, { stamps: [], provider: { name: "一网" }, time: city.now });
    const seal = (await findActiveSeal(city.ctx(), MARKET, "unit", "document"))!;
    const wish = { dataHash: sm3(signatureXml), propertyInfo: path, purpose: "document", document: "转送", timeStamp: true } as const;
    const answer = await told(attachSignedValue(ofd, path, await signWithSeal(city.ctx(), seal.sealId, wish)));
    expect(answer).toMatchObject({ verdict: "valid", signatures: [{ verdict: "valid" }, { verdict: "valid" }] });
  });

  test("holds on when the seal is frozen and revoked afterwards", async () => {
    at(city, "2026-11-24T09:30:00+08:00");
    const yinhe = await city.staff("yinhe");
    const seal = (await findActiveSeal(yinhe, MARKET, "unit", "decision"))!;
    await freezeSeal(yinhe, seal.sealId, "保管人外出");
    expect((await told(file)).verdict).toBe("valid");
    await revokeSeal(yinhe, seal.sealId, "机构更名");
    expect((await told(file)).verdict).toBe("valid");
  });
});

describe("the same document as PDF", () => {
  test("is the sealed one on the pages of the applicant and of the staff and through the API, and holds before anybody", async () => {
    const pdf = await download(owner, "");
    expect(pdf).toMatchObject({ statusCode: 200, headers: { "content-type": "application/pdf", "content-disposition": expect.stringContaining("inline") } });
    const staff = await doors.credentials({ staff: "linjing" });
    const { session, form } = staff;
    const path = `/console/matters/${params["matter"]}/documents/${params["document"]}`;
    expect((await doors.app.inject({ url: path, cookies: { yw_session: session!, yw_form: form } })).rawPayload.equals(pdf.rawPayload)).toBe(true);
    const { bearer } = await doors.credentials(owner);
    const byApi = (query: string) =>
      doors.app.inject({ url: `/api/v1/matters/${params["matter"]}/documents/${params["document"]}${query}`, headers: { authorization: `Bearer ${bearer}` } });
    const [asPdf, asOfd] = [await byApi(""), await byApi("?format=ofd")];
    expect([asPdf.rawPayload.equals(pdf.rawPayload), asPdf.headers["x-sealed"], asOfd.headers["content-type"]]).toEqual([true, "yes", "application/ofd"]);
    expect(asOfd.rawPayload.equals(file)).toBe(true);
    expect((await byApi("?format=docx")).statusCode).toBe(422);
    const { body } = await shown(pdf.rawPayload);
    expect(body).toContain('<p class="verdict-word">有效</p>');
    expect(body).toContain("签名盖住整个文件");
    expect(await told(pdf.rawPayload)).toMatchObject({ status: 200, format: "pdf", verdict: "valid", signatures: [{ seal: "云州市市场监督管理局" }] });
  });

  test("with a word of it another is told to be invalid, and which step found it", async () => {
    const { rawPayload } = await download(owner, "");
    const altered = Buffer.from(rawPayload);
    altered[altered.indexOf("/MediaBox [0 0 5") + 15]! ^= 1;
    expect((await shown(altered)).body).toContain('<p class="verdict-word">无效</p>');
    expect(failing(await told(altered))).toEqual(["document", "kept"]);
  });
});

test("a PDF whose one signature several made says how many did and who, on the page and by API", async () => {
  const pdf = (await download(owner, "")).rawPayload;
  const [{ cms, range }] = pdfSignatures(pdf) as [ReturnType<typeof pdfSignatures>[0]];
  const both = signedTogether([cms, cms]).toString("hex");
  const [from, to] = [range[1] + 1, range[2] - 1];
  expect(both.length).toBeLessThanOrEqual(to - from);
  const file = Buffer.concat([pdf.subarray(0, from), Buffer.from(both.padEnd(to - from, "0")), pdf.subarray(to)]);
  const says = "里面有 2 个签名，签名的是：云州市市场监督管理局。";
  expect((await shown(file)).body).toContain(says);
  const answer = await told(file);
  expect(answer).toMatchObject({ status: 200, verdict: "unclear", signatures: [{ seal: "云州市市场监督管理局" }] });
  // The values hold; that the log of uses knows nothing of such a message stays open.
  expect([answer.signatures[0]!.steps[0]!.says, failing(answer)]).toEqual([expect.stringContaining(says), ["register", "register"]]);
});

describe("who asks much", () => {
  test("is told to wait, by page and by program alike, and others are not", async () => {
    const answers = [];
    for (let i = 0; i < 32; i++) answers.push((await told(Buffer.from("x"), "10.9.9.9")).status);
    expect(answers.slice(0, 30)).toEqual(Array<number>(30).fill(422));
    expect(answers.slice(30)).toEqual([429, 429]);
    const page = await shown(file, "10.9.9.9");
    expect([page.statusCode, page.body.includes("请过一分钟再试")]).toEqual([429, true]);
    expect((await shown(file, "10.9.9.8")).statusCode).toBe(200);
  });

  test("with a file beyond the limit is told the limit", async () => {
    const huge = Buffer.alloc(10 * 1024 * 1024 + 1);
    const page = await shown(huge);
    expect([page.statusCode, page.body.includes("文件超过 10 MB")]).toEqual([413, true]);
    expect(await told(huge)).toMatchObject({ status: 413, title: expect.stringContaining("文件超过 10 MB") });
  });
});

describe("what is no sealed file", () => {
  test("is answered in a sentence", async () => {
    for (const content of [Buffer.alloc(0), Buffer.from("PK\u0003\u0004"), Buffer.from("%PDF-1.4\n"), file.subarray(0, 5000), writePackage(new Map())]) {
      const { statusCode, body } = await shown(content);
      expect(statusCode).toBe(422);
      expect(body).toContain("错误");
    }
    const none = await doors.knock(routeOf("POST", "/verify/file"), await doors.credentials(undefined));
    expect([none.statusCode, none.body.includes("请选择要核验的文件")]).toEqual([422, true]);
  });

  test("without a seal is said to have none", async () => {
    const parts = openPackage(file);
    const bare = parts
      .get("OFD.xml")!
      .read()
      .toString()
      .replace(/<ofd:Signatures>.*?<\/ofd:Signatures>/, "");
    const answer = await told(withContent("OFD.xml", Buffer.from(bare)));
    expect(answer).toMatchObject({ status: 200, verdict: "unsigned", signatures: [] });
  });
});
