import { X509Certificate } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bits, bool, decode, explicit, int, octets, oid, raw, seq, set, utcTime } from "#crypto/der";
import { Refusal } from "#values/errors";
import { generateKey, sign } from "#crypto/sm2";
import type { Ctx } from "#kernel/ctx";
import { testCity, type TestCity } from "../../../test/city.ts";
import { encodeExtensions, readExtensions } from "./extension.ts";
import {
  answerStatus,
  authorityOf,
  checkChain,
  cityCertificate,
  findRevocationList,
  holdCertificate,
  issueCertificate,
  issueBelow,
  issueRevocationList,
  judgeCertificate,
  listHolds,
  nameLine,
  readCertificate,
  readRevocationList,
  releaseCertificate,
  revokeCertificate,
  rootAuthority,
  signatureAlgorithm,
  signed,
  statusHolds,
  type ChainReport,
  type IssuedCertificate,
} from "./index.ts";

const MARKET = "11990100MB0000001T";
const SEAL = { kind: "seal", subject: { country: "CN", organisation: "云州市市场监督管理局", commonName: "云州市市场监督管理局印章" } } as const;

let city: TestCity;
let ctx: Ctx;
let seal: IssuedCertificate;
beforeAll(async () => {
  city = await testCity();
  ctx = city.ctx();
  seal = await issueBelow(ctx, `${MARKET}-01`, SEAL);
});
afterAll(() => city.close());

const later = (days: number): Date => new Date(city.now.getTime() + days * 86_400_000);
const failing = ({ findings }: ChainReport): string[] => findings.filter(({ holds }) => holds !== true).map(({ rule }) => rule);

describe("a certificate", () => {
  test("of a seal leads over its body's authority to the city's root, and every rule holds", async () => {
    const report = await judgeCertificate(ctx, seal.certificate.der, { at: ctx.now, usage: ["nonRepudiation"] });
    expect(report.findings.filter(({ holds }) => holds !== true)).toEqual([]);
    expect(report.holds).toBe(true);
    expect(report.path.map(({ subject }) => subject.commonName)).toEqual(["云州市市场监督管理局印章", "云州市市场监督管理局证书机构", "云州市电子政务根证书"]);
    expect(nameLine(seal.certificate.issuer)).toBe("CN=云州市市场监督管理局证书机构,OU=11990100MB0000001T,O=云州市市场监督管理局,L=云州市,C=CN");
  });

  test("is what other software reads as well", () => {
    const foreign = new X509Certificate(seal.certificate.der);
    expect(foreign.serialNumber.toLowerCase().replace(/^0/, "")).toBe(seal.serial);
    expect(foreign.subject).toContain("云州市市场监督管理局印章");
    expect(foreign.ca).toBe(false);
    expect(foreign.validToDate).toEqual(seal.certificate.validUntil);
    expect(foreign.publicKey.export({ type: "spki", format: "der" }).subarray(-65)).toEqual(seal.certificate.publicKey);
    expect(foreign.signatureAlgorithm).toBe("SM2-with-SM3");
  });

  test("says where its issuer's revocation list lies, which a root has no need to", async () => {
    const authority = await authorityOf(ctx, MARKET);
    expect(seal.certificate.extensions.lists).toEqual([`${city.config.publicUrl}/api/v1/certificates/${authority.certificateId}/revocation-list`]);
    expect((await rootAuthority(ctx)).certificate.extensions.lists).toBeUndefined();
    // DistributionPoints of RFC 5280 §4.2.1.13, by hand to the byte.
    const [address, written] = ["http://a", "301b30190603551d1f04123010300ea00ca00a8608687474703a2f2f61"];
    expect(encodeExtensions({ lists: [address] }).toString("hex")).toBe(written);
    expect(readExtensions(decode(Buffer.from(written, "hex")))).toEqual({ lists: [address] });
    const odd = seq(raw(0x81, Buffer.from([0, 1])), explicit(0, raw(0xa1, oid("2.5.4.3"))), explicit(2, raw(0x86, Buffer.from("http://b"))));
    expect(readExtensions(decode(seq(seq(oid("2.5.29.31"), octets(seq(odd))))))).toEqual({ lists: [] });
  });

  test("there is one root and one authority for each body, even when two need it at once", async () => {
    const both = await Promise.all([1, 2, 3].map(() => authorityOf(ctx, "11990100MB00000044")));
    expect(new Set(both.map(({ serial }) => serial)).size).toBe(1);
    expect((await rootAuthority(ctx)).certificateId).toBe((await rootAuthority(ctx)).certificateId);
    expect((await cityCertificate(ctx, "time-stamp")).certificate.extensions.purposes).toEqual(["1.3.6.1.5.5.7.3.8"]);
  });

  test("with any byte changed is refused or no longer signed by its issuer", async () => {
    const { der } = seal.certificate;
    const root = (await rootAuthority(ctx)).certificate;
    const authority = (await authorityOf(ctx, MARKET)).certificate;
    let read = 0;
    for (let at = 0; at < der.length; at += 1) {
      const altered = Buffer.from(der);
      altered[at]! ^= 1 << (at % 8);
      try {
        const report = checkChain(readCertificate(altered), [authority], { at: ctx.now, anchors: [root], standing: () => ({ state: "good" }) });
        expect(report.holds, `byte ${at}`).toBe(false);
        read += 1;
      } catch (error) {
        expect(error, `byte ${at}`).toBeInstanceOf(Refusal);
      }
    }
    expect(read).toBeGreaterThan(100);
  });
});

describe("a chain is judged for a given time", () => {
  test("before and after its dates it does not hold", async () => {
    expect(failing(await judgeCertificate(ctx, seal.certificate.der, { at: later(-1) }))).toContain("validity");
    expect(failing(await judgeCertificate(ctx, seal.certificate.der, { at: later(365 * 5 + 3) }))).toEqual(["validity"]);
  });

  test("a certificate does not issue others unless it is an authority's, nor does an authority make authorities", async () => {
    const [root, authority] = [(await rootAuthority(ctx)).certificate, await authorityOf(ctx, MARKET)];
    const forged = await issueBelow(ctx, MARKET, SEAL);
    const below = await issueCertificate(ctx, { ...SEAL, unit: MARKET }, forged);
    const second = await issueCertificate(ctx, { kind: "authority", subject: { commonName: "又一个证书机构" }, unit: null }, authority);
    const belowSecond = await issueCertificate(ctx, { ...SEAL, unit: null }, second);
    const question = { at: ctx.now, anchors: [root], standing: () => ({ state: "good" }) as const };
    expect(failing(checkChain(below.certificate, [forged.certificate, authority.certificate], question))).toEqual(["authorities"]);
    expect(failing(checkChain(belowSecond.certificate, [second.certificate, authority.certificate], question))).toEqual(["authorities"]);
  });

  test("another city's root is not trusted, whatever its name", async () => {
    const root = await rootAuthority(ctx);
    const imitation = await issueCertificate(ctx, { kind: "root", subject: root.certificate.subject, unit: "imitation" }, undefined);
    const below = await issueCertificate(ctx, { ...SEAL, unit: "imitation" }, imitation);
    const report = checkChain(below.certificate, [imitation.certificate], { at: ctx.now, anchors: [root.certificate], standing: () => ({ state: "good" }) });
    expect(report.holds).toBe(false);
    expect(report.findings.find(({ rule }) => rule === "path")).toMatchObject({ holds: undefined, says: expect.stringContaining("不在本市信任的名单里") });
    expect(report.holds).toBe(false);
  });

  test("a use that it was not made for is refused", async () => {
    expect(failing(await judgeCertificate(ctx, seal.certificate.der, { at: ctx.now, usage: ["keyCertSign"] }))).toEqual(["usage"]);
    expect(failing(await judgeCertificate(ctx, seal.certificate.der, { at: ctx.now, purpose: "1.3.6.1.5.5.7.3.8" }))).toEqual(["usage"]);
  });
});

describe("revocation", () => {
  test("counts from its moment on: before it the certificate was good, and its history stays", async () => {
    const own = await issueBelow(ctx, MARKET, SEAL);
    city.now = later(10);
    await holdCertificate(city.ctx(), own.certificateId, "印章管理员调离，交接期间停用");
    city.now = later(2);
    await releaseCertificate(city.ctx(), own.certificateId, "交接完成");
    city.now = later(2);
    await revokeCertificate(city.ctx(), own.certificateId, "key-compromise", "介质遗失");
    const at = async (days: number) =>
      (await judgeCertificate(city.ctx(), own.certificate.der, { at: later(days) })).findings.find(({ rule }) => rule === "revocation")!;
    expect([(await at(-6)).holds, (await at(-3)).holds, (await at(-1)).holds, (await at(0)).holds]).toEqual([true, false, true, false]);
    expect((await at(0)).says).toContain("被吊销");
    await expect(releaseCertificate(city.ctx(), own.certificateId, "误操作")).rejects.toMatchObject({ code: "REVOKED" });

    const list = readRevocationList(await issueRevocationList(city.ctx(), own.issuerId));
    const issuer = (await authorityOf(city.ctx(), MARKET)).certificate;
    expect(list.entries).toEqual([{ serial: own.serial, since: new Date(Math.floor(city.now.getTime() / 1000) * 1000), reason: 1 }]);
    expect(listHolds(list, issuer)).toBe(true);
    expect(listHolds(list, (await rootAuthority(city.ctx())).certificate)).toBe(false);
    const listed = async (days: number) =>
      readRevocationList((await findRevocationList(city.ctx(), own.issuerId, later(days)))!).entries.map(({ reason }) => reason);
    expect([await listed(-4), await listed(-1), await listed(0)], "each change is published at once, and what was published stays").toEqual([[6], [], [1]]);
    expect(await findRevocationList(city.ctx(), own.issuerId, later(-5))).toBeUndefined();

    const answer = await answerStatus(city.ctx(), own.issuerId, own.serial, later(-3));
    expect(answer.answer).toMatchObject({ state: "held", reason: "hold" });
    expect(statusHolds(answer, issuer)).toBe(true);
    expect(statusHolds({ ...answer, answer: { ...answer.answer, state: "good" } }, issuer)).toBe(false);
    expect((await answerStatus(city.ctx(), own.issuerId, "00", city.now)).answer.state).toBe("unknown");
  });

  test("nobody but the platform makes authorities, not even who keeps seals", async () => {
    const keeper = await city.staff("zhuangyan");
    const authority = await authorityOf(ctx, MARKET);
    for (const kind of ["root", "authority", "maker", "time-stamp"] as const) {
      await expect(issueCertificate(keeper, { ...SEAL, kind, unit: null }, authority)).rejects.toMatchObject({ status: 403 });
    }
    await expect(issueCertificate(keeper, { ...SEAL, unit: null }, undefined)).rejects.toMatchObject({ status: 403 });
    await expect(issueBelow(await city.staff("gaojian"), MARKET, SEAL)).rejects.toMatchObject({ status: 403 });
    await issueBelow(keeper, MARKET, SEAL);
  });

  test("is for the body's own keeper of seals, and not without a reason", async () => {
    const own = await issueBelow(ctx, MARKET, SEAL);
    await expect(revokeCertificate(await city.staff("gaojian"), own.certificateId, "superseded", "换发")).rejects.toMatchObject({ status: 403 });
    const other = await issueBelow(ctx, "11990100MB00000044", SEAL);
    await expect(revokeCertificate(await city.staff("yinhe"), other.certificateId, "superseded", "换发")).rejects.toMatchObject({ status: 403 });
    await expect(revokeCertificate(await city.staff("yinhe"), own.certificateId, "superseded", " ")).rejects.toMatchObject({ status: 422 });
    await revokeCertificate(await city.staff("yinhe"), own.certificateId, "superseded", "换发");
  });
});

describe("certificates of others", () => {
  const key = generateKey();
  const name = (kind: number): Buffer =>
    seq(set(seq(oid("2.5.4.3"), raw(kind, kind === 0x1e ? Buffer.from("云州", "utf16le").swap16() : Buffer.from("Yunzhou")))));
  const foreign = (subject: Buffer, extra: Buffer[] = []): Buffer => {
    const dates = seq(utcTime(new Date("2020-01-01T00:00:00Z")), utcTime(new Date("2030-01-01T00:00:00Z")));
    const spki = seq(seq(oid("1.2.840.10045.2.1"), oid("1.2.156.10197.1.301")), bits(key.publicKey.bytes));
    const tbs = seq(
      explicit(0, int(2)),
      int(7),
      signatureAlgorithm(),
      subject,
      dates,
      subject,
      spki,
      ...(extra.length > 0 ? [explicit(3, seq(...extra))] : []),
    );
    return signed(tbs, sign(key, tbs));
  };

  test("are read in whatever kind of text their names are written", () => {
    for (const kind of [0x0c, 0x13, 0x14, 0x16]) expect(readCertificate(foreign(name(kind))).subject.commonName).toBe("Yunzhou");
    expect(readCertificate(foreign(name(0x1e))).subject.commonName).toBe("云州");
  });

  test("nobody here can tell whether they were revoked, and a critical extension that is not known keeps them out", () => {
    const plain = readCertificate(foreign(name(0x0c)));
    expect(checkChain(plain, [], { at: ctx.now, anchors: [] }).findings[0]).toMatchObject({ rule: "path", holds: undefined });
    const odd = readCertificate(foreign(name(0x0c), [seq(oid("1.2.3.4"), bool(true), octets(int(1)))]));
    expect(failing(checkChain(odd, [], { at: ctx.now, anchors: [odd] }))).toEqual(["extensions"]);
  });

  test("that are none, or of other algorithms, are refused", () => {
    expect(() => readCertificate(Buffer.from("not a certificate"))).toThrow(Refusal);
    expect(() => readCertificate(seq(int(1)))).toThrow(Refusal);
    expect(() => readCertificate(seq(decode(foreign(name(0x0c))).parts[0]!.bytes, seq(oid("1.2.840.10045.4.3.2")), bits(Buffer.alloc(70))))).toThrow(Refusal);
  });
});
