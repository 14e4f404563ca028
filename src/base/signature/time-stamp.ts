import { asCount, asInt, asOctets, asOid, asSeq, asTime, decode, int, malformed, nul, octets, oid, seq, time } from "#kernel/der";
import { sm3 } from "#kernel/crypto";
import type { Ctx } from "#kernel/ctx";
import { cityCertificate, rootAuthority } from "#base/certificate";
import { cmsHolds, encodeCms, readCms, type CmsData } from "./cms.ts";

// Time stamps in the shape of RFC 3161, by SM2 and SM3 (GB/T 20520): a signed statement that a hash was there at a moment.

const TST_INFO = "1.2.840.113549.1.9.16.1.4";
const SM3 = "1.2.156.10197.1.401";
// The policy of the demo city's service, in the arc that is everybody's (2.25, a UUID as a number).
const POLICY = "2.25.209716385017594628371094650318297451106";

/** A time stamp as it was read. */
export interface TimeStamp {
  at: Date;
  serial: string;
  policy: string;
  /** The hash it was made for. */
  digest: Buffer;
  token: CmsData;
}

/** Stamps the time on some bytes by the city's service: a token, DER. */
export async function stampTime(ctx: Ctx, of: Buffer): Promise<Buffer> {
  const service = await cityCertificate(ctx, "time-stamp");
  const at = new Date(Math.floor(ctx.now.getTime() / 1000) * 1000);
  const serial = BigInt(`0x01${ctx.keys.random(15).toString("hex")}`);
  const info = seq(int(1), oid(POLICY), seq(seq(oid(SM3), nul()), octets(sm3(of))), int(serial), time(at));
  const wish = {
    digest: sm3(info),
    signedAt: at,
    signer: service.certificate,
    chain: [(await rootAuthority(ctx)).certificate],
    content: { type: TST_INFO, bytes: info },
  };
  return encodeCms(wish, (bytes) => ctx.keys.sign(service.keyId, bytes));
}

/** Reads a time stamp; refused (`DER`) when it is none. */
export function readTimeStamp(der: Uint8Array): TimeStamp {
  const token = readCms(der);
  if (token.contentType !== TST_INFO || !token.content) throw malformed("不是时间戳");
  const [version, policy, imprint, serial, at] = asSeq(decode(token.content), 5, 10);
  if (asCount(version) !== 1) throw malformed("不是第一版时间戳");
  const [algorithm, digest] = asSeq(imprint, 2, 2);
  if (asOid(asSeq(algorithm, 1, 2)[0]) !== SM3) throw malformed("时间戳的杂凑算法不是 SM3");
  return { at: asTime(at), serial: asInt(serial).toString(16), policy: asOid(policy), digest: asOctets(digest), token };
}

/** Whether a time stamp is one of these very bytes and its signature holds. */
export function timeStampHolds({ digest, token }: TimeStamp, of: Buffer): boolean {
  return digest.equals(sm3(of)) && cmsHolds(token, sm3(token.content!));
}
