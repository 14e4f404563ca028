import type { Name } from "./name.ts";

/** What a certificate of the city is for; decides its extensions. */
export const KINDS = {
  root: { name: "根证书", years: 30, usage: ["keyCertSign", "cRLSign"] },
  authority: { name: "部门证书机构", years: 15, usage: ["keyCertSign", "cRLSign"] },
  seal: { name: "印章证书", years: 5, usage: ["digitalSignature", "nonRepudiation"] },
  maker: { name: "制章者证书", years: 10, usage: ["digitalSignature", "nonRepudiation"] },
  server: { name: "服务器证书", years: 2, usage: ["digitalSignature"], purpose: "1.3.6.1.5.5.7.3.1" },
  "time-stamp": { name: "时间戳证书", years: 10, usage: ["digitalSignature", "nonRepudiation"], purpose: "1.3.6.1.5.5.7.3.8" },
} as const satisfies Record<string, { name: string; years: number; usage: readonly KeyUsage[]; purpose?: string }>;

export type CertificateKind = keyof typeof KINDS;

/** Bits of the extension keyUsage, in their order (RFC 5280 §4.2.1.3). */
export const USAGES = [
  "digitalSignature",
  "nonRepudiation",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "cRLSign",
  "encipherOnly",
  "decipherOnly",
] as const;

export type KeyUsage = (typeof USAGES)[number];

/** What the extensions of a certificate say. */
export interface Extensions {
  /** basicConstraints; undefined when the extension is not there. */
  authority?: { ca: boolean; pathLength?: number };
  usage?: readonly KeyUsage[];
  /** extKeyUsage, dotted. */
  purposes?: readonly string[];
  subjectKey?: Buffer;
  issuerKey?: Buffer;
  /** subjectAltName, DNS names alone. */
  hosts?: readonly string[];
  /** cRLDistributionPoints, addresses alone. */
  lists?: readonly string[];
  /** Critical extensions that this reader does not know: such a certificate must not be relied on. */
  unknownCritical?: readonly string[];
}

/** A certificate as it was read: ours by SM2, those of others by what they have. */
export interface Certificate {
  der: Buffer;
  /** What its issuer signed. */
  tbs: Buffer;
  /** Serial number, hex. */
  serial: string;
  issuer: Name;
  subject: Name;
  /** The names' exact bytes: they are compared so. */
  issuerBytes: Buffer;
  subjectBytes: Buffer;
  validFrom: Date;
  validUntil: Date;
  keyKind: "SM2" | "RSA" | "EC" | "other";
  /** Of SM2 04 ‖ x ‖ y; of others what stands in the BIT STRING. */
  publicKey: Buffer;
  /** SubjectPublicKeyInfo, DER. */
  keyInfo: Buffer;
  extensions: Extensions;
  /** How its issuer signed, dotted. */
  algorithm: string;
  /** By SM2 64 bytes r ‖ s; else as it stands. */
  signature: Buffer;
}

/** SM2 signature with SM3, the curve, and a public key on a curve (GB/T 33560-2017, RFC 5480). */
export const OIDS = { signature: "1.2.156.10197.1.501", curve: "1.2.156.10197.1.301", publicKey: "1.2.840.10045.2.1" } as const;
