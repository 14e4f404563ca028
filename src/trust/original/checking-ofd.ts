import { checkReferences, digestsOf, openOfd, type Ofd, type OfdSignature } from "#drawing/ofd";
import { findUse, judgeValue } from "#trust/seal";
import { readSeal, type SignedValue } from "#trust/signature";
import { sm3 } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { badInput, Refusal } from "#values/errors";
import { firstGraphemes } from "#values/graphemes";
import { leftOpen, ofDepartures, ofParts, type CheckStep } from "./check-steps.ts";
import { decidedBy, ofFile, together, type CheckedFile, type CheckedSignature, type ProofJudge } from "./checked.ts";
import { asKept, asNotKept, keptHash } from "./kept.ts";
import { ofRegister, type Registered } from "./pdf-steps.ts";
import { shownPages } from "./shown-pages.ts";

// Hashing everything for each signature is the work of a check: so many bytes in all.
const WORK = 256 * 1024 * 1024;
const SIGNATURES = 32;
// Of the title, and of each thing a file says of itself.
const LONGEST = 2_000;
// Of files inside, a proof is looked for in so many of so many bytes.
const ATTACHMENTS = 20;
const LARGEST = 4 * 1024 * 1024;

type Checked = CheckedSignature & { labelled: boolean; picture?: Buffer };

/** The register's word for signed data: that of a sealing is among its steps already. */
async function registered(ctx: Ctx, der: Buffer, value: SignedValue | undefined): Promise<Pick<Registered, "steps" | "seal">> {
  if (value?.kind !== "cms") return { steps: [], seal: value?.data.seal.name };
  return ofRegister(
    ctx,
    der,
    value.signers.flatMap((signer) => ("unread" in signer ? [] : [signer])),
  );
}

/** The seal's picture: out of the signature, or out of the file of the seal where the signature cannot be read. */
function pictureOf(value: SignedValue | undefined, { seal }: OfdSignature): Buffer | undefined {
  try {
    return value?.kind === "sealing" ? value.data.seal.picture.data : seal && readSeal(seal).picture.data;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function unfinished(signature: OfdSignature): Checked {
  const says = "文件里没有这个签章的签名值：盖章没有完成，或者签名值被去掉了，查不出它是谁盖的。";
  const step: CheckStep = { step: "format", name: "签章数据的格式", holds: undefined, says };
  const picture = pictureOf(undefined, signature);
  return { verdict: "unclear", seal: undefined, signedAt: undefined, steps: [step], remarks: [], labelled: false, ...(picture && { picture }) };
}

async function checked(ctx: Ctx, ofd: Ofd, signature: OfdSignature, file: Buffer, signatures: number): Promise<Checked> {
  const { value: bytes, hash } = signature;
  if (!bytes) return unfinished(signature);
  const { value, steps: judged, remarks, signedAt } = await judgeValue(ctx, bytes, { dataHash: hash, content: signature.bytes });
  const register = await registered(ctx, bytes, value);
  const kept = await keptHash(ctx, bytes);
  const report = checkReferences(ofd, signature, await digestsOf(ofd, signature));
  const ours = kept !== undefined || judged.some(({ step }) => step === "register");
  const steps: CheckStep[] = [...judged, ...register.steps, ofParts(report, ofd, ours)];
  // A file with a further signature is another file, and rightly so.
  if (kept && signatures === 1) steps.push(asKept(kept.equals(sm3(file)), together(steps.map(({ holds }) => holds)) === "valid"));
  else if (!kept && ours) steps.push(asNotKept((await findUse(ctx, sm3(bytes))) !== undefined));
  const picture = pictureOf(value, signature);
  return {
    verdict: together(steps.map(({ holds }) => holds)),
    seal: register.seal,
    signedAt,
    steps,
    remarks: [...remarks, ...ofDepartures(value, { ...signature, signatures })],
    labelled: !leftOpen(report).includes("OFD.xml"),
    ...(picture && { picture }),
  };
}

function jsonInside(ofd: Ofd): Buffer[] {
  const names = ofd.documents.flatMap(({ attachments }) => attachments.flatMap(({ part }) => (part?.endsWith(".json") ? [part] : [])));
  const parts = names.slice(0, ATTACHMENTS).map((name) => ofd.parts.get(name)!);
  return parts.filter(({ size }) => size <= LARGEST).map((part) => part.read());
}

/** Judges an OFD: each signature, whether all parts are as they were, and what the file says. Seals are drawn whatever was found of them; the verdict stands beside. */
export async function checkOfd(ctx: Ctx, file: Buffer, judgeProof?: ProofJudge): Promise<CheckedFile> {
  const ofd = openOfd(file);
  const all = ofd.documents.flatMap(({ signatures }) => signatures);
  const size = [...ofd.parts.values()].reduce((sum, part) => sum + part.size, 0);
  if (all.length > SIGNATURES || size * all.length > WORK) throw badInput("TOO_MUCH", "这个文件太大，或者签章太多，这里不能核验。请向出具单位核实。");
  const signatures: Checked[] = [];
  for (const signature of all) signatures.push(await checked(ctx, ofd, signature, file, all.length));
  const seals = new Map(
    signatures.flatMap(({ picture, verdict }, index) =>
      picture ? [[all[index]!.path, { content: picture, ...(verdict === "invalid" && { word: "核验无效" }) }] as const] : [],
    ),
  );
  const pages = await shownPages(ofd, seals);
  const proof = await judgeProof?.(ctx, jsonInside(ofd));
  return {
    format: "ofd",
    verdict: ofFile(signatures, proof),
    reason: decidedBy(signatures, proof),
    remarks: ofd.remarks,
    title: firstGraphemes(ofd.documents.find(({ info }) => info.title)?.info.title ?? "", LONGEST) || undefined,
    custom: ofd.documents
      .flatMap(({ custom }) => custom)
      .slice(0, 30)
      .map(({ name, value }) => ({ name: firstGraphemes(name, LONGEST), value: firstGraphemes(value, LONGEST) })),
    labelled: signatures.every(({ labelled }) => labelled),
    pages,
    signatures: signatures.map(({ picture: _picture, labelled: _labelled, ...signature }) => signature),
    proof,
  };
}
