import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newPart, openPackage, withParts, writePackage } from "#drawing/package";
import { bits, decode, explicit, int, oid, raw, seq } from "#crypto/der";
import { sm3 } from "#crypto/crypto";
import { signedTogether } from "../../../test/cms.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { foreignCms, foreignParts, foreignSealed, foreignSealing, packed, SIGNED_PATH, withoutNoughts, type Traits } from "./foreign.fixture.ts";
import { checkFile, type CheckedFile } from "./index.ts";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const TEXT =
  '<ofd:TextObject ID="11" Boundary="10 10 80 6" Font="2" Size="4"><ofd:TextCode X="0" Y="4" DeltaX="g 20 4">样例文书</ofd:TextCode></ofd:TextObject>';
const parts = foreignParts(TEXT);
const checked = (file: Buffer): Promise<CheckedFile> => checkFile(city.ctx(), file);
const sealed = (traits: Traits): Buffer => foreignSealed(parts, { value: (xml) => foreignSealing(sm3(xml), traits) });
const stepsOf = ({ signatures }: CheckedFile, holds: boolean | undefined): string[] =>
  signatures[0]!.steps.filter((each) => each.holds === holds).map(({ step }) => step);
const digits = (tag: number, suffix: string) => (text: string) => raw(tag, Buffer.from(`${tag === 0x17 ? text.slice(2) : text}${suffix}`));

/** Makes it again until what a maker writes shows: both numbers of the signature begin with a bit that is set. */
function until(make: () => Buffer, shows: (value: Buffer) => boolean): Buffer {
  for (;;) {
    const value = make();
    if (shows(value)) return value;
  }
}

describe("a genuine file of a maker elsewhere is never called invalid, and all that can be reckoned of it holds:", () => {
  // The root is foreign, nobody here knows whether certificates were revoked.
  const OPEN = ["certificate", "seal"];

  test.each<[string, Traits]>([
    ["as the standard has it", {}],
    ["times without a zone", { time: digits(0x18, "") }],
    ["times with the zone of China", { time: digits(0x18, "+0800") }],
    ["times with fractions", { time: digits(0x18, ".123Z") }],
    ["times as UTCTime without a zone", { time: digits(0x17, "") }],
    ["times as BIT STRING with an unused bit", { time: (text) => bits(Buffer.from(`${text}Z`), 1) }],
    ["a time as an element in a BIT STRING", { time: (text) => raw(0x18, Buffer.from(`${text}Z`)) }],
    ["the signature as 64 bytes", { value: (plain) => plain }],
    ["keys named by the curve alone", { keyName: "1.2.156.10197.1.301" }],
  ])("%s", async (_name, traits) => {
    const answer = await checked(sealed(traits));
    expect([answer.verdict, stepsOf(answer, false), stepsOf(answer, undefined)]).toEqual(["unclear", [], OPEN]);
    expect(answer.signatures[0]!.seal).toBe("样例单位电子专用章");
    expect(answer.reason).toContain("分不清真假");
  });

  test("numbers of a signature without their leading nought", async () => {
    const value = (xml: Buffer): Buffer => {
      let plain: Buffer = Buffer.alloc(64);
      const make = () => foreignSealing(sm3(xml), { value: (made) => withoutNoughts((plain = made)) });
      return until(make, () => plain[0]! >= 0x80 && plain[32]! >= 0x80);
    };
    const answer = await checked(foreignSealed(parts, { value }));
    expect([answer.verdict, stepsOf(answer, false)]).toEqual(["unclear", []]);
    expect(stepsOf(answer, true)).toContain("signature");
  });

  test("a time without a zone is read as China's, and that is said", async () => {
    const [signature] = (await checked(sealed({ time: digits(0x18, "") }))).signatures;
    expect(signature!.signedAt).toEqual(new Date("2020-12-31T16:00:00Z"));
    expect(signature!.remarks).toEqual([expect.stringContaining("按北京时间读")]);
  });

  test("a seal made before its maker's certificate began is unclear, with the dates", async () => {
    const answer = await checked(sealed({ made: "20191011000000" }));
    expect([answer.verdict, stepsOf(answer, false)]).toEqual(["unclear", []]);
    const says = answer.signatures[0]!.steps.find(({ step }) => step === "seal")!.says;
    expect(says).toMatch(/2019-10-16 .*2029-10-16 .*2019-10-11/);
  });

  test.each<[string, (xml: Buffer) => Buffer]>([
    ["over the file", (xml) => foreignCms(sm3(xml))],
    ["over the hash of the file", (xml) => foreignCms(sm3(sm3(xml)))],
    ["over the hash of the file, which is inside", (xml) => foreignCms(sm3(sm3(xml)), { content: sm3(xml) })],
    ["over the file, which is inside", (xml) => foreignCms(sm3(xml), { content: xml })],
    ["over the file itself, without attributes", (xml) => foreignCms(sm3(xml), { bare: xml })],
    ["over the hash inside, without attributes", (xml) => foreignCms(sm3(xml), { content: sm3(xml), bare: sm3(xml) })],
    ["written as base64", (xml) => Buffer.from(`${foreignCms(sm3(xml)).toString("base64")}\r\n`)],
    ["written as PEM", (xml) => Buffer.from(`-----BEGIN PKCS7-----\n${foreignCms(sm3(xml)).toString("base64")}\n-----END PKCS7-----\n`)],
    ["a sealing though it is called a signature", (xml) => foreignSealing(sm3(xml))],
  ])("a signature of Type Sign: signed data %s", async (_name, value) => {
    const file = foreignSealed(parts, { type: "Sign", value });
    const answer = await checked(file);
    expect([answer.verdict, stepsOf(answer, false)]).toEqual(["unclear", []]);
    expect(stepsOf(answer, true)).toEqual(expect.arrayContaining(["format", "signature", "document", "parts"]));
    const forged = openPackage(file);
    const xml = forged.get(SIGNED_PATH.slice(1))!.read().toString().replace("sample", "simple");
    const other = await checked(writePackage(withParts(forged, newPart(SIGNED_PATH.slice(1), xml))));
    expect(other.verdict).toBe("invalid");
    expect(other.reason).toBe(other.signatures[0]!.steps.find(({ holds }) => holds === false)!.says);
  });

  test("signed data by two: each is judged, both are named, and either can be proven false", async () => {
    const by = (xml: Buffer, other = xml): Buffer => signedTogether([foreignCms(sm3(xml)), foreignCms(sm3(other), { bySecond: true })]);
    const answer = await checked(foreignSealed(parts, { type: "Sign", value: (xml) => by(xml) }));
    expect([answer.verdict, stepsOf(answer, false), stepsOf(answer, undefined)]).toEqual(["unclear", [], ["certificate", "certificate"]]);
    expect(answer.signatures[0]).toMatchObject({ seal: "样例签章人、第二签章人", signedAt: new Date("2021-01-01T00:00:00Z") });
    expect(answer.signatures[0]!.steps[0]).toMatchObject({ name: "签名的人", says: expect.stringContaining("2 个签名，签名的是：样例签章人、第二签章人") });
    const half = await checked(foreignSealed(parts, { type: "Sign", value: (xml) => by(xml, Buffer.from("另一份")) }));
    expect([half.verdict, half.reason]).toEqual(["invalid", "第 2 个签名（第二签章人）：文件在签名以后被改动过。"]);
  });

  test("hashes by SHA-1 that fit prove nothing, and those that do not fit prove the change", async () => {
    const check = (bytes: Buffer): string => createHash("sha1").update(bytes).digest("base64");
    const file = foreignSealed(parts, { checkMethod: "SHA1", check });
    expect(stepsOf(await checked(file), undefined)).toContain("parts");
    const page = "Doc_0/Pages/Page_0/Content.xml";
    const inside = openPackage(file);
    const altered = writePackage(withParts(inside, newPart(page, inside.get(page)!.read().toString().replace("样例", "样品"))));
    expect(await checked(altered)).toMatchObject({ verdict: "invalid", reason: expect.stringContaining(page) });
    expect(stepsOf(await checked(foreignSealed(parts, { checkMethod: "1.2.3.4" })), undefined)).toContain("parts");
  });
});

describe("what cannot be read proves nothing, neither way:", () => {
  test.each<[string, Buffer, RegExp]>([
    ["nothing of a signature", Buffer.from("value"), /读不懂的签章不能证明真，也不能证明假/],
    ["a signature alone", seq(int(1), int(2)), /没有签名人的证书/],
    ["an envelope", seq(oid("1.2.840.113549.1.7.3"), explicit(0, seq(int(0)))), /数字信封/],
    [
      "an envelope with an end-of-contents mark",
      Buffer.concat([Buffer.from([0x30, 0x80]), oid("1.2.840.113549.1.7.3"), Buffer.from([0xa0, 0x80, 0x30, 0x80, 2, 1, 0, 0, 0, 0, 0, 0, 0])]),
      /数字信封/,
    ],
  ])("%s", async (_name, value, says) => {
    const answer = await checked(foreignSealed(parts, { value: () => value }));
    expect([answer.verdict, stepsOf(answer, undefined)]).toEqual(["unclear", ["format"]]);
    expect(answer.reason).toMatch(says);
  });

  test("a list of signatures that is named and not there is told, and the file is opened", async () => {
    const named = parts.map((part) =>
      part.name === "OFD.xml"
        ? newPart(part.name, part.read().toString().replace("</ofd:DocBody>", "<ofd:Signatures>Doc_0/S.xml</ofd:Signatures></ofd:DocBody>"))
        : part,
    );
    expect(await checked(packed(named))).toMatchObject({ verdict: "unsigned", remarks: [expect.stringContaining("清单却不在文件里")] });
  });
});

test("of a foreign sealed file no byte of a protected part, nor of the signature's reckoned values, can be altered unseen", async () => {
  const file = sealed({});
  const inside = openPackage(file);
  const alteredAt = (name: string, at: number): Buffer => {
    const bytes = Buffer.from(inside.get(name)!.read());
    bytes[at]! ^= 1 << (at % 8);
    return writePackage(withParts(inside, newPart(name, bytes)));
  };
  for (const { name } of parts)
    for (let at = 0; at < inside.get(name)!.size; at += 37) {
      const outcome = await checked(alteredAt(name, at)).then(
        ({ verdict }) => verdict,
        (error: { status: number }) => error.status,
      );
      expect(["invalid", 422, "unsigned"], `${name} ${at}`).toContain(outcome);
    }
  const value = inside.get("Doc_0/Signs/Sign_0/SignedValue.dat")!.read();
  const signed = decode(value).parts[0]!.bytes.length;
  for (let at = 0; at < value.length; at += at < signed + 4 ? 53 : 7) {
    const answer = await checked(alteredAt("Doc_0/Signs/Sign_0/SignedValue.dat", at));
    const unread = answer.signatures[0]!.seal === undefined;
    expect(unread ? "unclear" : answer.verdict, String(at)).not.toBe("valid");
  }
});
