import { explicit, int, nul, octets, oid, raw, seq, set, utcTime } from "#crypto/der";
import { signatureToDer } from "#crypto/sm2";
import { signatureAlgorithm, type Certificate } from "#trust/certificate";
import { CONTENT_TYPE, DATA, MESSAGE_DIGEST, SIGNED_DATA, SIGNING_TIME } from "./cms-names.ts";

// Signed data by SM2 (GB/T 35275-2017 §8): what RFC 5652 calls CMS, with the object identifiers of the commercial cryptography standards.

const SM3 = "1.2.156.10197.1.401";

/** What a signature is made of before it is made. */
export interface CmsWish {
  /** SM3 of the content. */
  digest: Buffer;
  signedAt: Date;
  signer: Certificate;
  /** Certificates above the signer's, sent along. */
  chain: readonly Certificate[];
  /** The content, when it travels inside; a PDF's does not. */
  content?: { type: string; bytes: Buffer };
}

const sm3Algorithm = (): Buffer => seq(oid(SM3), nul());
const attribute = (type: string, value: Buffer): Buffer => seq(oid(type), set(value));

/** Makes SignedData with one signer; `sign` makes 64 bytes over the signed attributes. */
export async function encodeCms(wish: CmsWish, sign: (bytes: Buffer) => Promise<Buffer>): Promise<Buffer> {
  const { digest, signedAt, signer, chain, content } = wish;
  const type = content?.type ?? DATA;
  const attributes = set(attribute(CONTENT_TYPE, oid(type)), attribute(SIGNING_TIME, utcTime(signedAt)), attribute(MESSAGE_DIGEST, octets(digest)));
  const signature = await sign(attributes);
  const signerInfo = seq(
    int(1),
    seq(signer.issuerBytes, int(BigInt(`0x${signer.serial}`))),
    sm3Algorithm(),
    // The attributes are signed as a SET and stand here as [0] (RFC 5652 §5.4).
    Buffer.concat([Buffer.from([0xa0]), attributes.subarray(1)]),
    signatureAlgorithm(),
    octets(signatureToDer(signature)),
  );
  const signedData = seq(
    int(1),
    set(sm3Algorithm()),
    seq(oid(type), content && explicit(0, octets(content.bytes))),
    raw(0xa0, Buffer.concat([signer, ...chain].map(({ der }) => der).sort(Buffer.compare))),
    set(signerInfo),
  );
  return seq(oid(SIGNED_DATA), explicit(0, signedData));
}
