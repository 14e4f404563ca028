import type { Part } from "#drawing/package";
import { hashed, hashNamed, isWeak } from "#crypto/crypto";
import { Refusal } from "#values/errors";
import type { Ofd } from "./document.ts";
import type { OfdSignature } from "./signature.ts";

/** How a part of the package stands to a signature. */
export type PartState = "fits" | "changed" | "missing" | "not-compared" | "not-protected";

export interface PartCheck {
  /** Name in the package, or the place as written where nothing is there. */
  part: string;
  state: PartState;
  /**
   * Only of "not-protected": what the standard leaves out (list of signatures, this signature and its value) or what a later signature brought.
   * False: somebody added it after the signing.
   */
  expected?: boolean;
}

export interface ReferenceReport {
  /** Every part that the signature protects is there and unchanged. */
  fits: boolean;
  /** That, and there is nothing in the file that it does not protect, but what the standard leaves out and later signatures. */
  holds: boolean;
  /** The hash by which was checked; none where it is not known: then no part can be compared, and nothing holds. */
  hash?: string;
  /** Anybody can make a second file to that hash (MD5, SHA-1): what fits proves nothing, and nothing holds; what does not fit was changed all the same. */
  weak?: boolean;
  parts: PartCheck[];
}

/** Whether a part that is not protected may be there: of this signature, or of one that came later. */
function leftOut({ documents }: Ofd, signature: OfdSignature): (part: string) => boolean {
  const signatures = documents.find((document) => document.signatures.includes(signature))?.signatures ?? [];
  const brought = signatures
    .slice(signatures.indexOf(signature))
    .flatMap(({ path, valuePart, sealPart }, n) => [path.slice(1), valuePart, n > 0 ? sealPart : undefined]);
  const names = new Set([...brought, ...documents.map(({ signatureList }) => signatureList)]);
  return (part) => names.has(part);
}

/** The digests of what a signature protects, by part: each is unpacked and hashed in a turn of its own, so that a large file does not hold up others. */
export async function digestsOf(ofd: Ofd, { checkMethod, references }: OfdSignature): Promise<Map<string, string | undefined>> {
  const hash = hashNamed(checkMethod);
  const known = new Map<string, string | undefined>();
  for (const { part } of hash ? references : []) {
    const found = part === undefined ? undefined : ofd.parts.get(part);
    if (!found || known.has(found.name)) continue;
    known.set(found.name, digest(hash!, found.read));
    await new Promise((resume) => setImmediate(resume));
  }
  return known;
}

/**
 * Compares every part of the file with what a signature protects. It says nothing of the signature itself: whether its value holds over
 * `signature.hash`, and whose it is, is for the seal. `known` are digests that were counted before.
 */
export function checkReferences(ofd: Ofd, signature: OfdSignature, known = new Map<string, string | undefined>()): ReferenceReport {
  const hash = hashNamed(signature.checkMethod);
  const seen = new Set<string>();
  // A part may be named very often; it is unpacked and hashed once.
  const digestOf = ({ name, read }: Part): string | undefined => {
    if (hash && !known.has(name)) known.set(name, digest(hash, read));
    return known.get(name);
  };
  const parts = signature.references.map(({ part, location, value }): PartCheck => {
    const found = part === undefined ? undefined : ofd.parts.get(part);
    if (!found) return { part: location, state: "missing" };
    seen.add(found.name);
    if (!hash) return { part: found.name, state: "not-compared" };
    return { part: found.name, state: sameHash(digestOf(found), value) ? "fits" : "changed" };
  });
  const allowed = leftOut(ofd, signature);
  for (const name of ofd.parts.keys()) if (!seen.has(name)) parts.push({ part: name, state: "not-protected", expected: allowed(name) });
  const weak = hash !== undefined && isWeak(hash);
  const fits = Boolean(hash) && seen.size > 0 && parts.every(({ state }) => state === "fits" || state === "not-protected");
  const holds = fits && !weak && parts.every(({ state, expected }) => state === "fits" || expected === true);
  return { fits, holds, ...(hash && { hash }), ...(weak && { weak }), parts };
}

/** Base64, as the standard has it, or hex. */
function sameHash(found: string | undefined, told: string): boolean {
  if (found === undefined) return false;
  return found === told.replaceAll(/\s/g, "") || (/^[0-9a-f]+$/i.test(told) && Buffer.from(found, "base64").toString("hex") === told.toLowerCase());
}

/** Base64; a part that cannot be unpacked has no hash, and so does not fit. */
function digest(hash: string, read: () => Buffer): string | undefined {
  try {
    return hashed(hash, read()).toString("base64");
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
