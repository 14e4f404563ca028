import { describe, expect, test } from "vitest";
import { newPart, openPackage, withParts, writePackage } from "#drawing/package";
import { layPaper } from "#drawing/paper";
import { sm3 } from "#crypto/crypto";
import {
  attachSignedValue,
  checkReferences,
  digestsOf,
  edgeStamps,
  openOfd,
  prepareSeal,
  stampsOf,
  writeOfd,
  type ReferenceReport,
  type SealGiven,
} from "./index.ts";
import { granted, long } from "./ofd.fixture.ts";

const drawing = layPaper(granted, { seal: "room" });
const plain = writeOfd(drawing, { attachments: [{ name: "决定.json", content: Buffer.from("{}") }] });
const given: SealGiven = {
  stamps: stampsOf(drawing, { width: 42, height: 42 }),
  provider: { name: "一网", company: "云州市", version: "1" },
  time: new Date("2026-11-26T02:30:00Z"),
  seal: Buffer.from("a stand-in for a seal"),
};

/** Seals with a stand-in for a value; what it is made of is for the seal block. */
function sealed(file: Buffer, how: SealGiven = given): Buffer {
  const { ofd, signatureXml, path } = prepareSeal(file, how);
  return attachSignedValue(ofd, path, Buffer.concat([Buffer.from("value over "), sm3(signatureXml)]));
}

function reports(file: Buffer): ReferenceReport[] {
  const ofd = openOfd(file);
  return ofd.documents[0]!.signatures.map((signature) => checkReferences(ofd, signature));
}

function withContent(file: Buffer, name: string, content: Buffer | undefined): Buffer {
  const parts = new Map(openPackage(file));
  if (content) return writePackage(withParts(parts, newPart(name, content)));
  parts.delete(name);
  return writePackage(parts);
}

function contents(file: Buffer): Map<string, string> {
  return new Map([...openPackage(file).values()].map((part) => [part.name, part.read().toString("hex")]));
}

describe("a sealed OFD", () => {
  test("says who sealed it when, where the seal stands, and what its value signs", () => {
    const { signatureXml, path } = prepareSeal(plain, given);
    const [signature, ...others] = openOfd(sealed(plain)).documents[0]!.signatures;
    expect(others).toEqual([]);
    expect(path).toBe("/Doc_0/Signs/Sign_0/Signature.xml");
    expect(signature).toMatchObject({
      id: "s001",
      type: "Seal",
      path,
      provider: given.provider,
      method: "1.2.156.10197.1.501",
      time: "20261126023000Z",
      checkMethod: "1.2.156.10197.1.401",
      hash: sm3(signatureXml),
      seal: given.seal,
      value: Buffer.concat([Buffer.from("value over "), sm3(signatureXml)]),
    });
    const [stamp] = signature!.stamps;
    expect(stamp!.page).toBe(openOfd(plain).documents[0]!.pages[0]!.id);
    // Over the date at the right, inside the text.
    expect(stamp!.area.width).toBe(42);
    expect(stamp!.area.x + 21).toBeGreaterThan(120);
    expect(stamp!.area.x + 42).toBeLessThan(210);
  });

  test("keeps the room of a drawn seal free for the one of the signature", () => {
    const letters = (file: Buffer) => openOfd(file).documents[0]!.pages[0]!.texts.filter(({ text }) => text.length === 1).length;
    expect(letters(plain)).toBe(letters(writeOfd(layPaper(granted))) - [...granted.issuer].length);
    expect(layPaper(granted).sealPlaces).toEqual(drawing.sealPlaces);
  });

  test("is hashed a part at a turn, so that others are not held up, and found the same", async () => {
    const ofd = openOfd(sealed(plain));
    const [signature] = ofd.documents[0]!.signatures;
    let turns = 0;
    let done = false;
    const others = (): void => void (done || ((turns += 1), setImmediate(others)));
    others();
    const known = await digestsOf(ofd, signature!);
    done = true;
    expect(known.size).toBe(signature!.references.length);
    expect(turns).toBeGreaterThanOrEqual(known.size);
    expect(checkReferences(ofd, signature!, known)).toEqual(checkReferences(ofd, signature!));
  });

  test("protects every part but the list of signatures, the signature and its value", () => {
    const [report] = reports(sealed(plain));
    expect(report).toMatchObject({ holds: true, hash: "sm3" });
    expect(report!.parts.filter(({ state }) => state !== "fits")).toEqual([
      { part: "Doc_0/Signs/Signatures.xml", state: "not-protected", expected: true },
      { part: "Doc_0/Signs/Sign_0/Signature.xml", state: "not-protected", expected: true },
      { part: "Doc_0/Signs/Sign_0/SignedValue.dat", state: "not-protected", expected: true },
    ]);
    expect(report!.parts).toHaveLength(openPackage(sealed(plain)).size);
  });

  test("shows which part was changed, taken out or added", () => {
    const file = sealed(plain);
    const guarded = openOfd(file).documents[0]!.signatures[0]!.references.map(({ part }) => part!);
    expect(guarded).toContain("Doc_0/Pages/Page_0/Content.xml");
    for (const name of guarded) {
      const content = Buffer.from(openPackage(file).get(name)!.read());
      // A blank at the end, or one bit where the part is no XML: the least that can be changed.
      const altered = name.endsWith(".xml")
        ? Buffer.concat([content, Buffer.from(" ")])
        : Buffer.from(content.map((byte, at) => (at === content.length >> 1 ? byte ^ 1 : byte)));
      const [report] = reports(withContent(file, name, altered));
      expect(report!.holds, name).toBe(false);
      expect(report!.parts.filter(({ state }) => state === "changed")).toEqual([{ part: name, state: "changed" }]);
    }
    const [lacking] = reports(withContent(file, "Doc_0/Res/font-bold.ttf", undefined));
    expect(lacking!.parts).toContainEqual({ part: "/Doc_0/Res/font-bold.ttf", state: "missing" });
    const [more] = reports(withContent(file, "Doc_0/Pages/Page_9/Content.xml", Buffer.from("<a/>")));
    expect(more).toMatchObject({ fits: true, holds: false });
    expect(more!.parts).toContainEqual({ part: "Doc_0/Pages/Page_9/Content.xml", state: "not-protected", expected: false });
  });

  test("whose signature file is changed signs another hash", () => {
    const file = sealed(plain);
    const name = "Doc_0/Signs/Sign_0/Signature.xml";
    const moved = openPackage(file).get(name)!.read().toString().replace('PageRef="', 'PageRef="0');
    expect(openOfd(withContent(file, name, Buffer.from(moved))).documents[0]!.signatures[0]!.hash).not.toEqual(openOfd(file).documents[0]!.signatures[0]!.hash);
  });

  test("takes more seals, and the earlier ones hold on to the byte", () => {
    let file = sealed(plain);
    for (let count = 2; count <= 4; count++) {
      const before = contents(file);
      file = sealed(file, { ...given, time: new Date(given.time.getTime() + count * 60_000), seal: Buffer.from(`seal ${count}`) });
      for (const [name, content] of before) if (name !== "Doc_0/Signs/Signatures.xml") expect(contents(file).get(name), name).toBe(content);
      const all = reports(file);
      expect(all).toHaveLength(count);
      expect(all.map(({ holds }) => holds)).toEqual(Array(count).fill(true));
    }
    expect(openOfd(file).documents[0]!.signatures.map(({ id }) => id)).toEqual(["s001", "s002", "s003", "s004"]);
    // The second seal protects the first with its value; the first cannot know the second.
    const spoilt = withContent(file, "Doc_0/Signs/Sign_0/SignedValue.dat", Buffer.from("another value"));
    expect(reports(spoilt).map(({ holds }) => holds)).toEqual([true, false, false, false]);
  });

  test("does not hold with a hash that proves nothing", () => {
    const file = sealed(plain);
    const name = "Doc_0/Signs/Sign_0/Signature.xml";
    for (const weak of ["MD5", "1.2.840.113549.2.5", "SHA1", ""]) {
      const text = openPackage(file)
        .get(name)!
        .read()
        .toString()
        .replace('CheckMethod="1.2.156.10197.1.401"', weak ? `CheckMethod="${weak}"` : "");
      expect(reports(withContent(file, name, Buffer.from(text)))[0], weak).toMatchObject({ holds: false });
    }
  });

  test("cannot be sealed again once its list is locked, or while a seal waits for its value", () => {
    const prepared = prepareSeal(plain, given);
    expect(() => prepareSeal(prepared.ofd, given)).toThrow("上一次盖章还没有完成");
    expect(() => attachSignedValue(sealed(plain), prepared.path, Buffer.from("x"))).toThrow("已经完成，不能改动");
    expect(() => attachSignedValue(plain, prepared.path, Buffer.from("x"))).toThrow("没有等待完成的签章");
    const name = "Doc_0/Signs/Sign_0/Signature.xml";
    const locked = openPackage(sealed(plain)).get(name)!.read().toString().replace('FileRef="/OFD.xml"', 'FileRef="/Doc_0/Signs/Signatures.xml"');
    expect(() => prepareSeal(withContent(sealed(plain), name, Buffer.from(locked)), given)).toThrow("整体锁定");
  });
});

describe("a seal over the edges of pages", () => {
  test("is cut into strips that make the whole picture, each at the right edge of its page", () => {
    const size = { width: 42, height: 42, top: 120 };
    const laid = layPaper(long);
    const pages = openOfd(writeOfd(laid)).documents[0]!.pages.map(({ area }) => area);
    const stamps = edgeStamps(pages, size);
    expect(stamps).toHaveLength(pages.length);
    let shown = 0;
    for (const { area, clip } of stamps) {
      expect(clip!.x).toBeCloseTo(shown, 6);
      expect(area.x + clip!.x + clip!.width).toBeCloseTo(210, 6);
      shown += clip!.width;
    }
    expect(shown).toBeCloseTo(42, 6);
    const file = sealed(writeOfd(laid), { ...given, stamps: [...stampsOf(laid), ...stamps] });
    expect(openOfd(file).documents[0]!.signatures[0]!.stamps).toHaveLength(pages.length + 1);
    expect(reports(file)[0]!.holds).toBe(true);
  });

  test("begins anew where strips would grow too narrow, and needs two pages", () => {
    const many = Array.from({ length: 25 }, () => ({ width: 210 }));
    const strips = edgeStamps(many, { width: 42, height: 42, top: 100 });
    expect(Math.min(...strips.map(({ clip }) => clip!.width))).toBeGreaterThan(4);
    expect(strips.filter(({ clip }) => clip!.x === 0).length).toBe(3);
    expect(strips.reduce((sum, { clip }) => sum + clip!.width, 0)).toBeCloseTo(3 * 42, 6);
    expect(edgeStamps([{ width: 210 }], { width: 42, height: 42, top: 100 })).toEqual([]);
  });
});
