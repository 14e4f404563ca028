import { OIDS, type Certificate, type KeyUsage } from "./certificate.ts";
import { madeBy } from "./made-by.ts";

/** One rule and what was found: it holds, it does not, or nobody here can tell. */
export interface Finding {
  rule: "path" | "signatures" | "validity" | "authorities" | "usage" | "extensions" | "revocation";
  holds: boolean | undefined;
  /** What was found, as a sentence for anybody. */
  says: string;
}

/** How a certificate stood at a time, as far as its issuer's records say. */
export interface Standing {
  state: "good" | "revoked" | "held" | "unknown";
  since?: Date;
  reason?: string;
}

export interface ChainQuestion {
  /** The moment for which everything is asked. */
  at: Date;
  /** Certificates that are trusted for themselves. */
  anchors: readonly Certificate[];
  /** What the last certificate must be allowed to do. */
  usage?: readonly KeyUsage[];
  /** What it must be for (extKeyUsage). */
  purpose?: string;
  /** How a certificate stood then. */
  standing?: (certificate: Certificate, issuer: Certificate) => Standing;
}

/** A judgement of a chain: all rules, each with its finding, and the path from the certificate to its anchor. */
export interface ChainReport {
  /** Every rule holds; one that nobody can tell counts as not holding. */
  holds: boolean;
  findings: Finding[];
  path: Certificate[];
}

const LONGEST = 8;
const called = ({ subject }: Certificate): string => `“${subject.commonName ?? subject.organisation ?? "（无名称）"}”`;
const dayIn = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
const selfIssued = ({ subjectBytes, issuerBytes }: Certificate): boolean => subjectBytes.equals(issuerBytes);

function issuedBy(certificate: Certificate, issuer: Certificate): boolean {
  const wanted = certificate.extensions.issuerKey;
  const own = issuer.extensions.subjectKey;
  return certificate.issuerBytes.equals(issuer.subjectBytes) && (!wanted || !own || wanted.equals(own));
}

/** Whether the issuer's key made a signature; undefined where nobody here can tell. Of a revocation list, which tells no way, by SM2. */
function stands({ tbs, signature, algorithm = OIDS.signature }: Pick<Certificate, "tbs" | "signature"> & { algorithm?: string }, issuer: Certificate) {
  return madeBy(issuer, { algorithm }, tbs, signature);
}

/** Whether the issuer's key made the certificate's signature. */
export function signedBy(signed: Pick<Certificate, "tbs" | "signature"> & { algorithm?: string }, issuer: Certificate): boolean {
  return stands(signed, issuer) === true;
}

function pathOf(certificate: Certificate, intermediates: readonly Certificate[], anchors: readonly Certificate[]): Certificate[] {
  const path = [certificate];
  while (path.length < LONGEST) {
    const last = path.at(-1)!;
    if (anchors.some(({ der }) => der.equals(last.der))) break;
    const from = [...anchors, ...intermediates].filter((each) => !path.includes(each) && issuedBy(last, each));
    const next = from.find((each) => signedBy(last, each)) ?? from[0];
    if (!next) break;
    path.push(next);
  }
  return path;
}

const rules: Record<Finding["rule"], (path: Certificate[], question: ChainQuestion) => [boolean | undefined, string]> = {
  path(path, { anchors }) {
    const last = path.at(-1)!;
    if (anchors.some(({ der }) => der.equals(last.der))) return [true, `能一直查到受信任的根证书${called(last)}。`];
    // It may be the true one of another city or made by anybody: who does not know the root cannot tell.
    return [
      undefined,
      selfIssued(last) ? `最上面的证书${called(last)}不在本市信任的名单里，这里分不清真假。` : `找不到签发${called(last)}的上级证书，这里分不清真假。`,
    ];
  },
  signatures(path) {
    const answers = path.slice(0, -1).map((each, i) => ({ each, holds: stands(each, path[i + 1]!) }));
    const open = answers.find(({ holds }) => holds === undefined);
    const broken = answers.find(({ holds }) => holds === false)?.each;
    if (!broken && open) return [undefined, `证书${called(open.each)}的签名办法这里不认识，分不清是不是上级签的。`];
    return broken ? [false, `证书${called(broken)}上的签名不是它的上级签的，或者证书被改动过。`] : [true, "每一级证书都是上一级签发的，没有被改动。"];
  },
  validity(path, { at }) {
    const out = path.find(({ validFrom, validUntil }) => at < validFrom || at > validUntil);
    if (!out) return [true, "每一级证书当时都在有效期内。"];
    return [false, `证书${called(out)}的有效期是 ${dayIn(out.validFrom)} 至 ${dayIn(out.validUntil)}，当时是 ${dayIn(at)}，不在有效期内。`];
  },
  authorities(path) {
    const issuers = path.slice(1);
    const wrong = issuers.find(({ extensions: { authority, usage } }, i) => {
      // pathLength counts the authorities below that are not self-issued (RFC 5280 §4.2.1.9).
      const below = issuers.slice(0, i).filter((each) => !selfIssued(each)).length;
      return !authority?.ca || (usage !== undefined && !usage.includes("keyCertSign")) || (authority.pathLength !== undefined && below > authority.pathLength);
    });
    return wrong ? [false, `证书${called(wrong)}无权签发下级证书。`] : [true, "每一级上级都有权签发证书。"];
  },
  usage([certificate], { usage: needed = [], purpose }) {
    const { usage, purposes } = certificate!.extensions;
    const lacking = needed.length > 0 && usage !== undefined && !needed.some((each) => usage.includes(each));
    const astray = purpose !== undefined && !(purposes ?? []).includes(purpose);
    return lacking || astray ? [false, `证书${called(certificate!)}不能用于这个用途。`] : [true, "证书的用途相符。"];
  },
  extensions(path) {
    const unknown = path.find(({ extensions }) => extensions.unknownCritical);
    return unknown ? [undefined, `证书${called(unknown)}带有本系统不认识的重要限制，不能放心采用。`] : [true, "证书里没有不认识的重要限制。"];
  },
  revocation(path, { standing, at }) {
    const answers = path.slice(0, -1).map((each, i) => ({ each, ...(standing?.(each, path[i + 1]!) ?? { state: "unknown" as const }) }));
    const bad = answers.find(({ state }) => state === "revoked" || state === "held");
    if (bad) {
      const since = "since" in bad && bad.since ? `已在 ${dayIn(bad.since)}` : "当时已";
      return [false, `证书${called(bad.each)}${since}${bad.state === "held" ? "暂停使用" : "被吊销"}，${dayIn(at)} 时不能再用。`];
    }
    const open = answers.find(({ state }) => state === "unknown");
    return open ? [undefined, `查不到证书${called(open.each)}有没有被吊销的记录。`] : [true, "当时没有证书被吊销或者暂停使用。"];
  },
};

/** Judges a certificate and those above it at a given time, rule by rule (GB/T 20518, RFC 5280 §6). */
export function checkChain(certificate: Certificate, intermediates: readonly Certificate[], question: ChainQuestion): ChainReport {
  const path = pathOf(certificate, intermediates, question.anchors);
  const findings = Object.entries(rules).map(([rule, judge]): Finding => {
    const [holds, says] = judge(path, question);
    return { rule: rule as Finding["rule"], holds, says };
  });
  return { holds: findings.every(({ holds }) => holds === true), findings, path };
}
