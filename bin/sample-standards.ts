import { getCertificate } from "#trust/certificate";
import { attachSignedValue, edgeStamps, openOfd, prepareSeal, stampsOf, writeOfd } from "#drawing/ofd";
import { layPaper } from "#drawing/paper";
import { findActiveSeal } from "#trust/seal";
import { readSeal, stampTime } from "#trust/signature";
import { sm3 } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { grantPaper } from "../test/sample-papers.ts";
import { bits, explicit, ia5, int, octets, oid, printable, seq, time, utcTime, utf8 } from "#crypto/der";
import { signatureToDer } from "#crypto/sm2";

// Seals of the two standards that the platform reads and does not write, built here from their structures, as another maker would build them.

const SIGNATURE = "1.2.156.10197.1.501";
const SM3 = "1.2.156.10197.1.401";

/** What both are made of: a seal of the city with its certificate, and the city's own key as the maker's. */
async function maker(ctx: Ctx) {
  const seal = await findActiveSeal(ctx, "11990100MB0000001T", "unit", "decision");
  if (!seal?.making) throw new Error("the demo city has no seal");
  const known = readSeal(seal.making.data);
  const { certificate, keyId } = await getCertificate(ctx, seal.making.certificateId);
  const sign = async (bytes: Buffer): Promise<Buffer> => bits(signatureToDer(await ctx.keys.sign(keyId, bytes)));
  return { known, signer: octets(certificate.der), hash: sm3(certificate.der), from: certificate.validFrom, until: certificate.validUntil, sign, keyId };
}

type Maker = Awaited<ReturnType<typeof maker>>;

const picture = ({ known: { picture: shown } }: Maker): Buffer => seq(ia5(shown.type), octets(shown.data), int(shown.width), int(shown.height));

/** An OFD of a decision with room for a seal, prepared for the given seal data. */
function prepared(ctx: Ctx, seal: Buffer, { known: { picture: size } }: Maker) {
  const drawing = layPaper(
    grantPaper(
      {
        number: "云市监许准字〔2026〕第 000001 号",
        issuer: "云州市市场监督管理局",
        date: "2026-11-20",
        addressee: "云州小满餐饮有限公司",
        item: "食品经营许可",
        matter: "样例",
      },
      { acceptedOn: "2026-11-12", basis: ["《中华人民共和国食品安全法》第三十五条"], terms: [{ label: "经营项目", value: "热食类食品制售" }] },
    ),
    { seal: "room" },
  );
  const plain = writeOfd(drawing);
  const pages = openOfd(plain).documents[0]!.pages.map(({ area }) => area);
  return prepareSeal(plain, {
    stamps: [...stampsOf(drawing, size), ...edgeStamps(pages, { ...size, top: 130 })],
    provider: { name: "sample" },
    time: ctx.now,
    seal,
  });
}

/** An OFD sealed by GM/T 0031-2014: dates as UTCTime, time in a BIT STRING, certificate and algorithm among what is signed. */
export async function sealedByOldStandard(ctx: Ctx): Promise<Buffer> {
  const made = await maker(ctx);
  const { signer, from, until, sign } = made;
  const info = seq(
    seq(ia5("ES"), int(2), ia5("sample")),
    ia5("99010000000001"),
    seq(int(1), utf8("邻州市市场监督管理局"), seq(signer), utcTime(from), utcTime(from), utcTime(until)),
    picture(made),
  );
  const algorithm = oid(SIGNATURE);
  const seal = seq(info, seq(signer, algorithm, await sign(seq(info, signer, algorithm))));
  const { ofd, signatureXml, path } = prepared(ctx, seal, made);
  const toSign = seq(int(2), seal, bits(utcTime(ctx.now)), bits(sm3(signatureXml)), ia5(path), signer, algorithm);
  return attachSignedValue(ofd, path, seq(toSign, await sign(toSign)));
}

/** An OFD sealed by GM/T 0031-2025: certificates listed by their hash, time stamps on the seal and on the signature. */
export async function sealedByNewStandard(ctx: Ctx): Promise<Buffer> {
  const made = await maker(ctx);
  const { signer, hash, from, until, keyId } = made;
  const stamped = async (bytes: Buffer): Promise<[Buffer, Buffer]> => {
    const value = signatureToDer(await ctx.keys.sign(keyId, bytes));
    return [bits(value), explicit(0, bits(await stampTime(ctx, value)))];
  };
  const info = seq(
    seq(ia5("ES"), int(5), ia5("sample")),
    ia5("99010000000002"),
    seq(int(1), utf8("邻州市市场监督管理局"), int(2), seq(seq(printable(SM3), octets(hash))), time(from), time(from), time(until)),
    picture(made),
  );
  const seal = seq(info, signer, oid(SIGNATURE), ...(await stamped(info)));
  const { ofd, signatureXml, path } = prepared(ctx, seal, made);
  const toSign = seq(int(5), seal, time(ctx.now), bits(sm3(signatureXml)), ia5(path));
  return attachSignedValue(ofd, path, seq(toSign, signer, oid(SIGNATURE), ...(await stamped(toSign))));
}
