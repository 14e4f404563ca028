import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getCertificate, readCertificate, signatureAlgorithm, signed } from "#trust/certificate";
import { sm3 } from "#crypto/crypto";
import { bits, explicit, int, oid, seq, set, utcTime, utf8 } from "#crypto/der";
import { generateKey, sign } from "#crypto/sm2";
import type { Ctx } from "#kernel/ctx";
import { encodeCms, readCms } from "#trust/signature";
import { signedByNobody, signedTogether } from "../../../test/cms.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { cmsWithSeal } from "./use.ts";
import { findActiveSeal, getSeal } from "./queries.ts";
import { judgeCms, judgeValue } from "./cms-judgement.ts";
import { activeSeal } from "./seal.fixture.ts";

const HASH = sm3("联合发文");
const MARKET = "云州市市场监督管理局";
const HEALTH = "云州市卫生健康委员会";

let city: TestCity;
let ctx: Ctx;
/** Messages that one alone signed: two units of this city, and somebody whose root nobody here knows. */
let [market, health, stranger]: Buffer[] = [];

/** What a seal signs, over a digest. */
async function by(sealId: string, digest = HASH, minutes = 0): Promise<Buffer> {
  const { making } = await getSeal(ctx, sealId);
  const { certificate, keyId } = await getCertificate(ctx, making!.certificateId);
  return encodeCms({ digest, signedAt: new Date(ctx.now.getTime() + minutes * 60_000), signer: certificate, chain: [] }, (bytes) =>
    ctx.keys.sign(keyId, bytes),
  );
}

function byStranger(): Promise<Buffer> {
  const key = generateKey();
  const name = seq(set(seq(oid("2.5.4.3"), utf8("某单位"))));
  const dates = seq(utcTime(new Date("2020-01-01T00:00:00Z")), utcTime(new Date("2030-01-01T00:00:00Z")));
  const spki = seq(seq(oid("1.2.840.10045.2.1"), oid("1.2.156.10197.1.301")), bits(key.publicKey.bytes));
  const statement = seq(explicit(0, int(2)), int(7), signatureAlgorithm(), name, dates, name, spki);
  const signer = readCertificate(signed(statement, sign(key, statement)));
  return encodeCms({ digest: HASH, signedAt: ctx.now, signer, chain: [] }, async (bytes) => sign(key, bytes));
}

let seals: { market: string; health: string };
beforeAll(async () => {
  city = await testCity();
  ctx = city.ctx();
  seals = { market: await activeSeal(city), health: (await findActiveSeal(ctx, "11990100MB00000031", "unit", "decision"))!.sealId };
  [market, health, stranger] = [await by(seals.market, HASH, 30), await by(seals.health, HASH, 10), await byStranger()];
});
afterAll(() => city.close());

/** Judged an hour later. */
const given = () => ({ dataHash: HASH, at: new Date(ctx.now.getTime() + 3_600_000) });
const judge = (...ders: Buffer[]) => judgeCms(ctx, signedTogether(ders), given());
type Judged = Awaited<ReturnType<typeof judge>>;
const failing = ({ steps }: Judged): string[] => steps.filter(({ holds }) => holds === false).map(({ step, says }) => `${step} ${says}`);
const open = ({ steps }: Judged): string[] => steps.filter(({ holds }) => holds === undefined).map(({ step }) => step);
const who = ({ steps }: Judged): string | undefined => steps.find(({ step }) => step === "signers")?.says;
/** The same with a bit of its signature value changed, which stands at the end. */
function altered(der: Buffer): Buffer {
  const other = Buffer.from(der);
  other[other.length - 3]! ^= 1;
  return other;
}

describe("a message that several signed", () => {
  test("is valid when each of them did, and says how many and who", async () => {
    const judged = await judge(market!, health!);
    expect([judged.verdict, failing(judged), open(judged)]).toEqual(["valid", [], []]);
    expect(who(judged)).toBe(`里面有 2 个签名，签名的是：${MARKET}、${HEALTH}。每一个都成立才算有效。`);
    const own = ["format", "signature", "certificate", "time", "document"];
    expect(judged.steps.map(({ step }) => step)).toEqual(["signers", ...own, ...own]);
    expect(judged.steps[2]!.says).toBe(`第 1 个签名（${MARKET}）：签名值正确，签章数据没有被改动。`);
    expect(judged.steps[7]!.says).toContain(`第 2 个签名（${HEALTH}）：`);
    // By the later of the two times both had signed.
    expect(judged.signedAt?.getTime()).toBe(Math.floor((ctx.now.getTime() + 1_800_000) / 1000) * 1000);
    expect(judged.signers.map(({ signer }) => signer.subject.commonName)).toEqual([MARKET, HEALTH]);
  });

  test("is invalid when one is proven false, whichever it is, and says whose", async () => {
    for (const [ders, name] of [
      [[altered(market!), health!], `第 1 个签名（${MARKET}）`],
      [[market!, altered(health!)], `第 2 个签名（${HEALTH}）`],
    ] as const) {
      const judged = await judge(...ders);
      expect([judged.verdict, failing(judged)]).toEqual(["invalid", [`signature ${name}：签名值不对，签章数据被改动过。`]]);
    }
    const other = await judge(market!, await by(seals.health, sm3("另一份文件")));
    expect([other.verdict, failing(other)]).toEqual(["invalid", [`document 第 2 个签名（${HEALTH}）：文件在签名以后被改动过。`]]);
  });

  test("is unclear when nobody here can tell of one, and none is proven false", async () => {
    const judged = await judge(market!, stranger!);
    expect([judged.verdict, failing(judged), who(judged)]).toEqual(["unclear", [], expect.stringContaining(`${MARKET}、某单位`)]);
    expect(open(judged)).toContain("certificate");
    expect((await judge(altered(market!), stranger!)).verdict).toBe("invalid");
  });

  test("is unclear when one cannot be read, which is said, and invalid all the same when another is false", async () => {
    const judged = await judgeCms(ctx, signedTogether([market!, health!], { brought: false }), given());
    expect([judged.verdict, failing(judged), open(judged)]).toEqual(["unclear", [], ["format"]]);
    expect(who(judged)).toBe(`里面有 2 个签名，签名的是：${MARKET}；有 1 个读不出是谁签的。每一个都成立才算有效。`);
    expect(judged.steps.at(-1)!.says).toMatch(/^第 2 个签名：.*缺少签名人的证书.*不能证明真，也不能证明假/);
    expect(judged.signedAt).toBeUndefined();
    const worse = signedTogether([altered(market!), health!], { brought: false });
    expect((await judgeCms(ctx, worse, given())).verdict).toBe("invalid");
  });

  test("names once who signed twice, and counts both", async () => {
    const judged = await judge(market!, await by(seals.market));
    expect([judged.verdict, who(judged)]).toEqual(["valid", `里面有 2 个签名，签名的是：${MARKET}。每一个都成立才算有效。`]);
  });

  test("proves nothing when nobody signed it, or when more did than are looked at", async () => {
    for (const [der, says] of [
      [signedByNobody(market!), "没有签名人"],
      [signedTogether(Array.from({ length: 17 }, () => market!)), "签名人太多，最多 16 个"],
    ] as const) {
      const judged = await judgeCms(ctx, der, given());
      expect([judged.verdict, judged.steps.length, judged.steps[0]!.says]).toEqual(["unclear", 1, expect.stringContaining(says)]);
    }
    expect((await judge(...Array.from({ length: 16 }, () => market!))).verdict).toBe("valid");
  });

  test("is judged alike as the value of an OFD; what only one may sign is refused", async () => {
    const der = signedTogether([market!, health!]);
    const judged = await judgeValue(ctx, der, given());
    expect([judged.verdict, judged.value?.kind]).toEqual(["valid", "cms"]);
    expect(() => readCms(der)).toThrow("应当正好有一个签名人");
  });
});

test("a message that one signed is told as before, without a count", async () => {
  const der = await cmsWithSeal(await city.staff("yinhe"), seals.market, { dataHash: HASH, purpose: "decision", document: "决定书 PDF" });
  const judged = await judgeCms(ctx, der, { dataHash: HASH });
  expect(judged.steps.map(({ step, says }) => [step, says.startsWith("第")])).toEqual(
    ["format", "signature", "certificate", "time", "document"].map((step) => [step, false]),
  );
});
