import {
  cmsHolds,
  encodeCms,
  encodeSeal,
  encodeSealing,
  encodeSealStatement,
  encodeSignature,
  readCms,
  readSeal,
  readSignature,
  readTimeStamp,
  stampTime,
  timeStampHolds,
} from "#trust/signature";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getCertificate, issueBelow, revokeCertificate } from "#trust/certificate";
import { bits, explicit, ia5, int, octets, oid, printable, seq, time, utcTime, utf8 } from "#crypto/der";
import { sm3 } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { signatureToDer } from "#crypto/sm2";
import { testCity, type TestCity } from "../../../test/city.ts";
import { cmsWithSeal, signWithSeal } from "./use.ts";
import { freezeSeal, revokeSeal, thawSeal } from "./standing.ts";
import { getSeal, listUses } from "./queries.ts";
import { judgeCms } from "./cms-judgement.ts";
import { judgeSignature, type Judgement } from "./judgement.ts";
import { activeSeal, MARKET } from "./seal.fixture.ts";

const HASH = sm3("<ofd:Signature/>");
const WISH = { dataHash: HASH, propertyInfo: "/Doc_0/Signs/Sign_0/Signature.xml", purpose: "decision", document: "决定书" } as const;
const OID = "1.2.156.10197.1.501";

let city: TestCity;
let ctx: Ctx;
let sealId: string;
let signed: Buffer;
beforeAll(async () => {
  city = await testCity();
  ctx = city.ctx();
  sealId = await activeSeal(city);
  signed = await signWithSeal(ctx, sealId, WISH);
});
afterAll(() => city.close());

const later = (hours: number): Date => new Date(city.now.getTime() + hours * 3_600_000);
const failing = ({ steps }: Judgement): string[] => steps.filter(({ holds }) => holds === false).map(({ step }) => step);
const open = ({ steps }: Judgement): string[] => steps.filter(({ holds }) => holds === undefined).map(({ step }) => step);

/** Keys and bytes of a seal of the city, to build signatures that the door would never make. */
async function parts(id = sealId) {
  const { making } = await getSeal(ctx, id);
  const { certificate, keyId } = await getCertificate(ctx, making!.certificateId);
  return { data: making!.data, certificate, sign: (bytes: Buffer) => ctx.keys.sign(keyId, bytes) };
}

describe("a judgement", () => {
  test("goes through the standard's steps in their order, and says of each what holds", async () => {
    const judgement = await judgeSignature(ctx, signed, { dataHash: HASH });
    expect(judgement.steps.filter(({ holds }) => holds !== true)).toEqual([]);
    expect(judgement.verdict).toBe("valid");
    expect(judgement.steps.map(({ step }) => step)).toEqual(["format", "signature", "certificate", "time", "document", "seal", "listed", "register"]);
    expect(judgement.data?.propertyInfo).toBe("/Doc_0/Signs/Sign_0/Signature.xml");
    expect(judgement.steps.every(({ says }) => /^[^A-Za-z]*(G[BM]\/T [\d-]+)?[^A-Za-z]*$/.test(says))).toBe(true);
  });

  test("names the document when another lies before it, and leaves it open when none does", async () => {
    expect(failing(await judgeSignature(ctx, signed, { dataHash: sm3("another") }))).toEqual(["document"]);
    const open = await judgeSignature(ctx, signed, {});
    expect(open.verdict).toBe("unclear");
  });

  test("finds a changed byte anywhere, and never crashes", async () => {
    const small = await parts();
    const { picture, ...statement } = readSeal(small.data);
    const maker = await getCertificate(ctx, (await issueBelow(ctx, MARKET, { kind: "maker", subject: { commonName: "制章者" } })).certificateId);
    const info = encodeSealStatement({ ...statement, name: "邻州市市场监督管理局", picture: { ...picture, data: Buffer.from("png") } });
    const seal = encodeSeal(info, maker.certificate.der, await ctx.keys.sign(maker.keyId, info));
    const sealing = encodeSealing({ seal, at: ctx.now, dataHash: HASH, propertyInfo: "/a" });
    const whole = encodeSignature(sealing, small.certificate.der, await small.sign(sealing));
    expect((await judgeSignature(ctx, whole, { dataHash: HASH })).verdict).toBe("valid");
    const passed: number[] = [];
    // Every ninth byte, and each of the last two hundred: the sealer's algorithm and signature.
    for (let place = 0; place < whole.length; place += place < whole.length - 200 ? 9 : 1) {
      const altered = Buffer.from(whole);
      altered[place]! ^= 1 << (place % 8);
      // Invalid where a value was reckoned and does not fit, unclear where nothing can be read any more.
      if ((await judgeSignature(ctx, altered, { dataHash: HASH })).verdict === "valid") passed.push(place);
    }
    expect(passed).toEqual([]);
    for (const size of [0, 1, 2, 100, whole.length - 1]) expect(open(await judgeSignature(ctx, whole.subarray(0, size), {}))).toEqual(["format"]);
  }, 60_000);

  test("does not take a certificate that the seal does not list", async () => {
    const { data } = await parts();
    const other = await issueBelow(ctx, MARKET, { kind: "seal", subject: { commonName: "另一张证书" } });
    const sealing = encodeSealing({ seal: data, at: ctx.now, dataHash: HASH, propertyInfo: "/a" });
    const forged = encodeSignature(sealing, other.certificate.der, await ctx.keys.sign(other.keyId, sealing));
    expect(failing(await judgeSignature(ctx, forged, { dataHash: HASH }))).toEqual(["listed"]);
  });

  test("does not take a seal that nobody trusted made, nor a time to come, nor one before the seal was", async () => {
    const { data, certificate, sign } = await parts();
    const { picture, ...statement } = readSeal(data);
    const info = encodeSealStatement({ ...statement, picture });
    const self = encodeSeal(info, certificate.der, Buffer.concat([HASH, HASH]));
    const build = async (seal: Buffer, at: Date): Promise<Buffer> => {
      const sealing = encodeSealing({ seal, at, dataHash: HASH, propertyInfo: "/a" });
      return encodeSignature(sealing, certificate.der, await sign(sealing));
    };
    expect(failing(await judgeSignature(ctx, await build(self, ctx.now), { dataHash: HASH }))).toEqual(["seal", "register"]);
    // A wrong clock is no proof of forgery.
    expect(open(await judgeSignature(ctx, await build(data, later(1)), { dataHash: HASH }))).toEqual(["time"]);
    expect(failing(await judgeSignature(ctx, await build(data, later(-24)), { dataHash: HASH }))).toEqual(["time", "seal", "register"]);
  });
});

describe("time and revocation", () => {
  test("what was sealed before a freeze or a revocation stays valid, what is sealed after is not", async () => {
    const id = await activeSeal(city);
    const before = await signWithSeal(ctx, id, WISH);
    const { data, certificate, sign } = await parts(id);
    const forge = async (at: Date, stamped = false): Promise<Buffer> => {
      const sealing = encodeSealing({ seal: data, at, dataHash: HASH, propertyInfo: "/a" });
      const signature = await sign(sealing);
      return encodeSignature(sealing, certificate.der, signature, stamped ? await stampTime(city.ctx(), signatureToDer(signature)) : undefined);
    };
    const start = city.now;
    city.now = later(1);
    await freezeSeal(city.ctx(), id, "核查");
    city.now = later(1);
    expect(failing(await judgeSignature(city.ctx(), await forge(city.now), { dataHash: HASH }))).toEqual(["time", "register"]);
    await thawSeal(city.ctx(), id, "核查完毕");
    const stamped = await forge(city.now, true);
    city.now = later(1);
    await revokeSeal(city.ctx(), id, "机构更名");
    city.now = later(1);
    expect((await judgeSignature(city.ctx(), before, { dataHash: HASH })).verdict).toBe("valid");
    expect((await judgeSignature(city.ctx(), stamped, { dataHash: HASH })).verdict).toBe("valid");
    expect(failing(await judgeSignature(city.ctx(), await forge(city.now), { dataHash: HASH }))).toEqual(["time", "register"]);
    // Written back by whoever still has the key: nothing proves the earlier time.
    expect(open(await judgeSignature(city.ctx(), await forge(start), { dataHash: HASH }))).toEqual(["time"]);
    city.now = start;
  });

  test("a seal that was thawed and used within one second was in use, though signatures tell whole seconds", async () => {
    const id = await activeSeal(city);
    const start = city.now;
    await freezeSeal(city.ctx(), id, "核查");
    city.now = new Date(start.getTime() + 1200);
    await thawSeal(city.ctx(), id, "核查完毕");
    city.now = new Date(start.getTime() + 1700);
    const [sealing, cms] = [await signWithSeal(city.ctx(), id, WISH), await cmsWithSeal(city.ctx(), id, WISH)];
    expect((await judgeSignature(city.ctx(), sealing, { dataHash: HASH })).verdict).toBe("valid");
    expect((await judgeCms(city.ctx(), cms, { dataHash: HASH })).verdict).toBe("valid");
    city.now = start;
  });

  test("a time stamp is of this signature and by the city's service, or the judgement says so", async () => {
    const stamped = await signWithSeal(ctx, sealId, { ...WISH, timeStamp: true });
    const judgement = await judgeSignature(ctx, stamped, { dataHash: HASH });
    expect(judgement.verdict).toBe("valid");
    expect(judgement.steps.map(({ step }) => step)).toContain("stamp");
    const { signed: sealing, signer, signature } = readSignature(signed);
    const foreign = encodeSignature(sealing, signer, signature, readSignature(stamped).timeStamp);
    expect(failing(await judgeSignature(ctx, foreign, { dataHash: HASH }))).toEqual(["stamp"]);
    const broken = encodeSignature(sealing, signer, signature, Buffer.from("no stamp"));
    expect(open(await judgeSignature(ctx, broken, { dataHash: HASH }))).toEqual(["stamp"]);
    const token = await stampTime(ctx, Buffer.from("bytes"));
    expect(timeStampHolds(readTimeStamp(token), Buffer.from("bytes"))).toBe(true);
    expect(timeStampHolds(readTimeStamp(token), Buffer.from("other"))).toBe(false);
  });

  test("a maker whose certificate was revoked before made nothing", async () => {
    const maker = await issueBelow(ctx, MARKET, { kind: "maker", subject: { commonName: "制章者" } });
    await revokeCertificate(ctx, maker.certificateId, "key-compromise", "介质遗失");
    const { data, certificate, sign } = await parts();
    const info = encodeSealStatement({ ...readSeal(data), createdAt: later(1), validFrom: ctx.now });
    const seal = encodeSeal(info, maker.certificate.der, await ctx.keys.sign(maker.keyId, info));
    const sealing = encodeSealing({ seal, at: ctx.now, dataHash: HASH, propertyInfo: "/a" });
    const judgement = await judgeSignature(ctx, encodeSignature(sealing, certificate.der, await sign(sealing)), { dataHash: HASH, at: later(2) });
    expect(failing(judgement)).toEqual(["seal", "register"]);
  });
});

test("who shows the name of a unit of this city under a seal that is not registered here is found out", async () => {
  const { data, certificate, sign } = await parts();
  const maker = await getCertificate(ctx, (await issueBelow(ctx, MARKET, { kind: "maker", subject: { commonName: "制章者" } })).certificateId);
  const verdicts = [];
  for (const name of [readSeal(data).name, "邻州市市场监督管理局"]) {
    const info = encodeSealStatement({ ...readSeal(data), esId: "99999900000001", name });
    const seal = encodeSeal(info, maker.certificate.der, await ctx.keys.sign(maker.keyId, info));
    const sealing = encodeSealing({ seal, at: ctx.now, dataHash: HASH, propertyInfo: "/a" });
    const judgement = await judgeSignature(ctx, encodeSignature(sealing, certificate.der, await sign(sealing)), { dataHash: HASH });
    verdicts.push([judgement.verdict, failing(judgement)]);
  }
  expect(verdicts).toEqual([
    ["invalid", ["register"]],
    ["valid", []],
  ]);
});

describe("the older standard, GM/T 0031-2014", () => {
  test("is read and judged in the same steps, with its own reach of the maker's signature", async () => {
    const { certificate, sign } = await parts();
    const maker = await issueBelow(ctx, MARKET, { kind: "maker", subject: { commonName: "制章者" } });
    const [from, until] = [certificate.validFrom, certificate.validUntil];
    const info = seq(
      seq(ia5("ES"), int(2), ia5("yiwang")),
      ia5("99010000000001"),
      seq(int(1), utf8("邻州市市场监督管理局"), seq(octets(certificate.der)), utcTime(from), utcTime(from), utcTime(until)),
      seq(ia5("PNG"), octets(Buffer.from("picture")), int(42), int(42)),
    );
    const [by, how] = [octets(maker.certificate.der), oid(OID)];
    const build = async (covered: Buffer): Promise<Buffer> => {
      const seal = seq(info, seq(by, how, bits(signatureToDer(await ctx.keys.sign(maker.keyId, covered)))));
      const toSign = seq(int(2), seal, bits(utcTime(ctx.now)), bits(HASH), ia5("/a"), octets(certificate.der), oid(OID));
      return seq(toSign, bits(signatureToDer(await sign(toSign))));
    };
    const good = await judgeSignature(ctx, await build(seq(info, by, how)), { dataHash: HASH });
    expect(good.steps.filter(({ holds }) => holds !== true)).toEqual([]);
    expect(good.data).toMatchObject({ format: 1, propertyInfo: "/a" });
    expect(failing(await judgeSignature(ctx, await build(info), { dataHash: HASH }))).toEqual(["seal"]);
    expect(failing(await judgeSignature(ctx, await build(seq(info, by, how)), { dataHash: sm3("x") }))).toEqual(["document"]);
  });
});

describe("the newer standard, GM/T 0031-2025", () => {
  test("is read and judged in the same steps: certificates listed by their hash, stamps on the seal and on the signature", async () => {
    const { certificate, sign } = await parts();
    const maker = await issueBelow(ctx, MARKET, { kind: "maker", subject: { commonName: "制章者" } });
    const [from, until] = [certificate.validFrom, certificate.validUntil];
    const build = async (listed: Buffer, stamped: Buffer | undefined): Promise<Buffer> => {
      const info = seq(
        seq(ia5("ES"), int(5), ia5("another")),
        ia5("99010000000002"),
        seq(int(1), utf8("邻州市市场监督管理局"), int(2), seq(seq(printable("1.2.156.10197.1.401"), octets(listed))), time(from), time(from), time(until)),
        seq(ia5("png"), octets(Buffer.from("picture")), int(42), int(42)),
      );
      const value = signatureToDer(await ctx.keys.sign(maker.keyId, info));
      const seal = seq(info, octets(maker.certificate.der), oid(OID), bits(value), explicit(0, bits(await stampTime(ctx, value))));
      const toSign = seq(int(5), seal, time(ctx.now), bits(HASH), ia5("/a"));
      const signature = signatureToDer(await sign(toSign));
      return seq(toSign, octets(certificate.der), oid(OID), bits(signature), explicit(0, bits(await stampTime(ctx, stamped ?? signature))));
    };
    const own = sm3(certificate.der);
    const good = await judgeSignature(ctx, await build(own, undefined), { dataHash: HASH });
    expect(good.steps.filter(({ holds }) => holds !== true)).toEqual([]);
    expect(good.data).toMatchObject({ format: 5, propertyInfo: "/a" });
    expect(good.steps.map(({ step }) => step)).toContain("stamp");
    expect(failing(await judgeSignature(ctx, await build(sm3("another"), undefined), { dataHash: HASH }))).toEqual(["listed"]);
    expect(failing(await judgeSignature(ctx, await build(own, Buffer.from("another")), { dataHash: HASH }))).toEqual(["stamp"]);
    expect(failing(await judgeSignature(ctx, await build(own, undefined), { dataHash: sm3("x") }))).toEqual(["document"]);
  });
});

describe("signed data for PDF (GB/T 35275)", () => {
  test("holds for its content alone, padded with zeros as a PDF has it, and not when a byte is changed", async () => {
    const { certificate, sign } = await parts();
    const der = await encodeCms({ digest: HASH, signedAt: ctx.now, signer: certificate, chain: [] }, sign);
    const cms = readCms(Buffer.concat([der, Buffer.alloc(500)]));
    expect(cms).toMatchObject({ content: undefined, digest: HASH, signedAt: new Date(Math.floor(ctx.now.getTime() / 1000) * 1000) });
    expect(cms.signer.der.equals(certificate.der)).toBe(true);
    expect(cmsHolds(cms, HASH)).toBe(true);
    expect(cmsHolds(cms, sm3("another"))).toBe(false);
    const passed: number[] = [];
    for (let place = 0; place < der.length; place += 1) {
      const altered = Buffer.from(der);
      altered[place]! ^= 1 << (place % 8);
      try {
        // The certificate that came along has a signature of its own, which the chain's judgement looks at.
        const read = readCms(altered);
        if (cmsHolds(read, HASH) && read.signer.der.equals(certificate.der)) passed.push(place);
      } catch (error) {
        expect(error).toMatchObject({ status: 422 });
      }
    }
    expect(passed).toEqual([]);
  });

  test("is made by a seal's certificate under the same duties, logged, and judged step by step", async () => {
    const wish = { dataHash: HASH, purpose: "decision", document: "决定书 PDF" } as const;
    const der = await cmsWithSeal(await city.staff("yinhe"), sealId, wish);
    const judgement = await judgeCms(ctx, der, { dataHash: HASH });
    expect(judgement.verdict).toBe("valid");
    expect(judgement.steps.map(({ step }) => step)).toEqual(["format", "signature", "certificate", "time", "document"]);
    expect((await judgeCms(ctx, der, { dataHash: sm3("another") })).steps.at(-1)).toMatchObject({ step: "document", holds: false });
    expect((await judgeCms(ctx, der.subarray(3), { dataHash: HASH })).verdict).toBe("unclear");
    await expect(cmsWithSeal(await city.staff("gaojian"), sealId, wish)).rejects.toMatchObject({ status: 403 });
    expect((await listUses(ctx, sealId))[0]).toMatchObject({ actorName: "尹荷", document: "决定书 PDF" });
  });
});
