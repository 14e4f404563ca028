import { asCount, asInt, asOctets, asOid, asSeq, asWrittenTime, decodeLoosely, int, malformed, nul, octets, oid, seq, TAGS, time } from "#crypto/der";
import { hashed, hashNamed, sm3 } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { cityCertificate } from "#trust/certificate";
import { signatureFits } from "./cms-fitting.ts";
import { readCms, type CmsData } from "./cms-reading.ts";
import { encodeCms } from "./cms.ts";

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
  /** The hash it was made for, and by which. */
  digest: Buffer;
  hash: string;
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
    // The root is known to who trusts it and proves nothing to others; nothing would tell whether it was altered on the way.
    chain: [],
    content: { type: TST_INFO, bytes: info },
  };
  return encodeCms(wish, (bytes) => ctx.keys.sign(service.keyId, bytes));
}

/** The token of an answer of a service (TimeStampResp of RFC 3161), or what already is one. */
function tokenIn(der: Uint8Array): Uint8Array {
  const [status, token] = asSeq(decodeLoosely(der), 1, 3);
  return status?.tag === TAGS.sequence && token?.tag === TAGS.sequence ? token.bytes : der;
}

/** Reads a time stamp; refused (`DER`) when it is none. */
export function readTimeStamp(der: Uint8Array): TimeStamp {
  const token = readCms(tokenIn(der));
  if (token.contentType !== TST_INFO || !token.content) throw malformed("不是时间戳");
  const [version, policy, imprint, serial, at] = asSeq(decodeLoosely(token.content), 5, 10);
  if (asCount(version) !== 1) throw malformed("不是第一版时间戳");
  const [algorithm, digest] = asSeq(imprint, 2, 2);
  const hash = hashNamed(asOid(asSeq(algorithm, 1, 2)[0]));
  if (!hash) throw malformed("时间戳的杂凑算法不认识");
  return { at: asWrittenTime(at).at, serial: asInt(serial).toString(16), policy: asOid(policy), digest: asOctets(digest), hash, token };
}

/** Whether a time stamp is one of any of these bytes: makers differ in what of a signature they hand in. */
export function timeStampFits({ digest, hash }: TimeStamp, forms: readonly Buffer[]): boolean {
  return forms.some((form) => digest.equals(hashed(hash, form)));
}

/** Whether the service's signature fits; undefined where nobody here can tell. */
export function timeStampSigned({ token }: TimeStamp): boolean | undefined {
  const content = token.content!;
  const fits = token.digest === undefined || token.digest.equals(hashed(token.hash, content));
  return fits ? signatureFits(token, { sm3: sm3(content), bytes: () => content }) : false;
}

/** Whether a time stamp is one of these very bytes and its signature holds. */
export function timeStampHolds(stamp: TimeStamp, of: Buffer): boolean {
  return timeStampFits(stamp, [of]) && timeStampSigned(stamp) === true;
}
