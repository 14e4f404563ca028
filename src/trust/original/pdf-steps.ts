import type { Addition } from "#drawing/pdf";
import { findByBytes } from "#trust/certificate";
import { findUse, getSeal, isNamedHere, signerName } from "#trust/seal";
import { type CmsData } from "#trust/signature";
import { sm3 } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import type { CheckStep } from "./check-steps.ts";

/** Where a signature ends, and what comes behind it. */
export interface Coverage {
  addition: Addition;
  /** The number, from 1, of a later signature that covers the file to its end; undefined without one. */
  coveredBy: number | undefined;
  /** The platform made the signature. */
  ours: boolean;
}

/**
 * Whether the signature covers all that is seen. Pure. What later signatures bring along is theirs, and theirs to hold; anything else behind a
 * signature may change what every page shows. We never add such a thing; other programs do, for instance to keep what proves a certificate.
 */
export function ofCoverage({ addition, coveredBy, ours }: Coverage): CheckStep {
  const step = { step: "whole", name: "签名盖住的内容" };
  if (addition === "nothing") return { ...step, holds: true, says: "签名盖住整个文件，从头到尾。" };
  if (addition === "signatures" && coveredBy !== undefined)
    return { ...step, holds: true, says: `签名时的内容都在、没有动过；后来只是又盖了章，后加的由第 ${coveredBy} 个签章保护。` };
  if (addition === "signatures") return { ...step, holds: false, says: "签名以后，文件后面又加了签章的图样，却没有签名保护，可能是别人加上的。" };
  if (ours) return { ...step, holds: false, says: "签名以后，文件后面又加了别的内容，看到的可能不是签名时的样子。请向给您文件的人要原来下载的文件。" };
  const says = "签名时的内容都在，但文件后面又加了别的内容。有的软件会这样补存资料，也可能改了看到的样子，这里分不清。";
  return { ...step, holds: undefined, says };
}

/** What our registers say of a signature: its steps, whose name it bears, and whether a certificate of ours made it. */
export interface Registered {
  steps: CheckStep[];
  seal: string | undefined;
  local: boolean;
}

const STEP = { step: "register", name: "印章登记" };

/** What the registers say of one signer whose use is not in the log. */
async function ofSigner(ctx: Ctx, data: CmsData, local: boolean): Promise<CheckStep | undefined> {
  if (local) return { ...STEP, holds: undefined, says: "签名人的证书是本市发的，但用印记录里没有这一次，说不清是谁签的。" };
  const name = signerName(data);
  const taken = name !== undefined && (await isNamedHere(ctx, name));
  return taken ? { ...STEP, holds: false, says: `签名人写的是本市单位“${name}”的名称，证书却不是本市发的，可能是伪造的。` } : undefined;
}

/**
 * What our registers say of a signature by seals' certificates: the log of uses must have it. Nothing for others' certificates. The seal may be
 * named otherwise now; what counts is how it stood when it was used, which the use itself has asked.
 */
export async function ofRegister(ctx: Ctx, cms: Buffer, signers: readonly CmsData[]): Promise<Registered> {
  const ours: boolean[] = [];
  for (const { signer } of signers) ours.push((await findByBytes(ctx, signer.der)) !== undefined);
  const local = ours.includes(true);
  const use = signers.length > 0 ? await findUse(ctx, sm3(cms)) : undefined;
  if (use) {
    const { name } = await getSeal(ctx, use.sealId);
    return { steps: [{ ...STEP, holds: true, says: `用印记录里有这一次：用的是登记在${name}名下的印章，当时在用。` }], seal: name, local };
  }
  const steps: CheckStep[] = [];
  for (const [at, data] of signers.entries()) {
    const step = await ofSigner(ctx, data, ours[at]!);
    if (step) steps.push(step);
  }
  const names = new Set(signers.flatMap((data) => signerName(data) ?? []));
  return { steps, seal: names.size > 0 ? [...names].join("、") : undefined, local };
}
