import { createHash } from "node:crypto";
import { newPart, withParts, writePackage, type Part } from "#drawing/package";
import { bits, bool, explicit, ia5, int, octets, oid, raw, seq, set, utcTime, utf8 } from "#crypto/der";
import { generateKey, sign, signatureToDer } from "#crypto/sm2";

// Small files as makers elsewhere write them, each with a trait of its own; no key or certificate of theirs is known here.

const NS = 'xmlns:ofd="http://www.ofdspec.org/2016"';
const SM2 = "1.2.156.10197.1.501";
const CURVE = "1.2.156.10197.1.301";
const SM3 = "1.2.156.10197.1.401";
export const SIGNED_PATH = "/Doc_0/Signs/Sign_0/Signature.xml";

const sm3 = (bytes: Uint8Array | string): Buffer => createHash("sm3").update(bytes).digest();
const named = (name: string): Buffer => seq(set(seq(oid("2.5.4.3"), utf8(name))));
const day = (text: string): Buffer => utcTime(new Date(`${text}T00:00:00Z`));

interface Holder {
  name: string;
  key: ReturnType<typeof generateKey>;
}
type Four = [Holder, Holder, Holder, Holder];
/** The number of a holder's certificate: no two signers are named alike. */
const numberOf = (holder: Holder): number => (holder === second ? 7_654_322 : 7_654_321);

const [root, maker, signer, second] = ["样例根", "样例制章", "样例签章人", "第二签章人"].map((name): Holder => ({ name, key: generateKey() })) as Four;

/** A certificate of the foreign root; `algorithm`: what the key is called. */
export function foreignCertificate(holder: Holder, from: string, until: string, algorithm = "1.2.840.10045.2.1"): Buffer {
  const usage = seq(oid("2.5.29.15"), bool(true), octets(bits(Buffer.from([0xc0]), 6)));
  const key = seq(seq(oid(algorithm), ...(algorithm === CURVE ? [] : [oid(CURVE)])), bits(holder.key.publicKey.bytes));
  const tbs = seq(
    explicit(0, int(2)),
    int(numberOf(holder)),
    seq(oid(SM2)),
    named(root.name),
    seq(day(from), day(until)),
    named(holder.name),
    key,
    explicit(3, seq(usage)),
  );
  return seq(tbs, seq(oid(SM2)), bits(signatureToDer(sign(root.key, tbs))));
}

/** How a maker writes its values. */
export interface Traits {
  /** A moment, as an element. */
  time?: (digits: string) => Buffer;
  /** A signature of 64 bytes, as an element's bytes. */
  value?: (plain: Buffer) => Buffer;
  made?: string;
  picture?: { type: string; data: Buffer };
  keyName?: string;
}

const zulu = (digits: string): Buffer => raw(0x18, Buffer.from(`${digits}Z`));

/** A seal of a foreign maker, whose certificate began on 2019-10-16. */
export function foreignSeal({ time = zulu, made = "20200101000000", picture, keyName }: Traits = {}): Buffer {
  const { type, data } = picture ?? { type: "png", data: Buffer.from("png") };
  const statement = seq(
    seq(ia5("ES"), int(4), ia5("sample")),
    ia5("00000001"),
    seq(
      int(1),
      utf8("样例单位电子专用章"),
      int(1),
      seq(octets(foreignCertificate(signer, "2019-10-01", "2029-10-01", keyName))),
      time(made),
      time("20190101000000"),
      time("20281231000000"),
    ),
    seq(ia5(type), octets(data), int(30), int(30)),
  );
  const certificate = foreignCertificate(maker, "2019-10-16", "2029-10-16", keyName);
  return seq(statement, octets(certificate), oid(SM2), bits(signatureToDer(sign(maker.key, statement))));
}

/** SES_Signature over a hash. */
export function foreignSealing(hash: Buffer, traits: Traits = {}): Buffer {
  const { time = zulu, value = signatureToDer, keyName } = traits;
  const seal = foreignSeal(traits);
  const tbs = seq(int(4), seal, time("20210101000000"), bits(hash), ia5(SIGNED_PATH));
  return seq(tbs, octets(foreignCertificate(signer, "2019-10-01", "2029-10-01", keyName)), oid(SM2), bits(value(sign(signer.key, tbs))));
}

/** SignedData over a content with a hash; `content` travels inside; `bare`: without attributes, signed over `bare` itself; `bySecond`: by another holder. */
export function foreignCms(hash: Buffer, { content, bare, bySecond = false }: { content?: Buffer; bare?: Buffer; bySecond?: boolean } = {}): Buffer {
  const holder = bySecond ? second : signer;
  const data = "1.2.156.10197.6.1.4.2.1";
  const attribute = (type: string, value: Buffer) => seq(oid(type), set(value));
  const attributes = set(
    attribute("1.2.840.113549.1.9.3", oid(data)),
    attribute("1.2.840.113549.1.9.5", utcTime(new Date("2021-01-01T00:00:00Z"))),
    attribute("1.2.840.113549.1.9.4", octets(hash)),
  );
  const digest = seq(oid(SM3));
  const info = seq(
    int(1),
    seq(named(root.name), int(numberOf(holder))),
    digest,
    bare ? undefined : Buffer.concat([Buffer.from([0xa0]), attributes.subarray(1)]),
    seq(oid(`${CURVE}.1`)),
    octets(signatureToDer(sign(holder.key, bare ?? attributes))),
  );
  const inside = seq(oid(data), content && explicit(0, octets(content)));
  const certificate = foreignCertificate(holder, "2019-10-01", "2029-10-01");
  return seq(oid("1.2.156.10197.6.1.4.2.2"), explicit(0, seq(int(1), set(digest), inside, raw(0xa0, certificate), set(info))));
}

/** r and s as INTEGERs without the nought that keeps them from being negative; signs again until both need one. */
export function withoutNoughts(plain: Buffer): Buffer {
  return seq(raw(0x02, plain.subarray(0, 32)), raw(0x02, plain.subarray(32)));
}

/** The parts of a page of 100 × 60 mm. */
export function foreignParts(objects = "", { resources = "", common = "", page = "" } = {}): Part[] {
  const file = (name: string, xml: string): Part => newPart(name, `<?xml version="1.0" encoding="UTF-8"?>\n${xml}`);
  return [
    file(
      "OFD.xml",
      `<ofd:OFD ${NS} DocType="OFD" Version="1.1"><ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
    ),
    file(
      "Doc_0/Document.xml",
      `<ofd:Document ${NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 100 60</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>${common}</ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>`,
    ),
    file(
      "Doc_0/PublicRes.xml",
      `<ofd:Res ${NS} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="2" FontName="宋体" FamilyName="宋体"/></ofd:Fonts>${resources}</ofd:Res>`,
    ),
    file("Doc_0/Pages/Page_0/Content.xml", `<ofd:Page ${NS}>${page}<ofd:Content><ofd:Layer ID="3">${objects}</ofd:Layer></ofd:Content></ofd:Page>`),
  ];
}

export function packed(parts: readonly Part[]): Buffer {
  return writePackage(withParts(new Map(), ...parts));
}

export interface Sealing {
  type?: string;
  value?: (signatureXml: Buffer) => Buffer;
  checkMethod?: string;
  check?: (bytes: Buffer) => string;
}

/** The same with a signature over all of them. */
export function foreignSealed(given: readonly Part[], { type = "Seal", value, checkMethod = SM3, check }: Sealing = {}): Buffer {
  const text = (part: Part): string => part.read().toString();
  const listed = "<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody>";
  const parts = given.map((part) => (part.name === "OFD.xml" ? newPart(part.name, text(part).replace("</ofd:DocBody>", listed)) : part));
  const hashOf = check ?? ((bytes: Buffer) => sm3(bytes).toString("base64"));
  const references = parts.map((part) => `<ofd:Reference FileRef="/${part.name}"><ofd:CheckValue>${hashOf(part.read())}</ofd:CheckValue></ofd:Reference>`);
  const xml = Buffer.from(
    `<ofd:Signature ${NS}><ofd:SignedInfo><ofd:Provider ProviderName="sample"/><ofd:References CheckMethod="${checkMethod}">${references.join("")}</ofd:References><ofd:StampAnnot ID="5" PageRef="1" Boundary="60 20 30 30"/></ofd:SignedInfo><ofd:SignedValue>SignedValue.dat</ofd:SignedValue></ofd:Signature>`,
  );
  return packed([
    ...parts,
    newPart("Doc_0/Signs/Signatures.xml", `<ofd:Signatures ${NS}><ofd:Signature ID="1" Type="${type}" BaseLoc="Sign_0/Signature.xml"/></ofd:Signatures>`),
    newPart(SIGNED_PATH.slice(1), xml),
    newPart("Doc_0/Signs/Sign_0/SignedValue.dat", (value ?? ((bytes) => foreignSealing(sm3(bytes))))(xml)),
  ]);
}
