import { checkReferences, openOfd, pagesAsSvg, type Ofd, type OfdSignature } from "#base/ofd";
import { judgeSignature, type Judgement } from "#base/seal";
import { sm3 } from "#kernel/crypto";
import type { Ctx } from "#kernel/ctx";
import { badInput, Refusal } from "#kernel/errors";
import { leftOpen, ofParts, ofPlace, ofSealFile, type CheckStep } from "./check-steps.ts";
import { ofFile, together, type CheckedFile, type CheckedSignature, type ProofJudge } from "./checked.ts";
import { asKept, keptHash } from "./kept.ts";

// Hashing everything for each signature is the work of a check: so many bytes in all.
const WORK = 256 * 1024 * 1024;
const SIGNATURES = 32;
const PAGES_SHOWN = 20;
// Of all pages together: some hundreds of full ones. And of the title, and of each thing a file says of itself.
const WORDS = 300_000;
const LONGEST = 2_000;
const DRAWN = 3 * 1024 * 1024;
// Of files inside, a proof is looked for in so many of so many bytes.
const ATTACHMENTS = 20;
const LARGEST = 4 * 1024 * 1024;

const PICTURES: Record<string, "image/png" | "image/jpeg" | "image/gif" | "image/bmp"> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  bmp: "image/bmp",
};

type Checked = CheckedSignature & { labelled: boolean; judgement?: Judgement };

async function checked(ctx: Ctx, ofd: Ofd, signature: OfdSignature, file: Buffer, only: boolean): Promise<Checked> {
  if (!signature.value) {
    const step: CheckStep = { step: "format", name: "签章数据的格式", holds: false, says: "这个签章没有完成，文件里没有签名值。" };
    return { verdict: "invalid", seal: undefined, signedAt: undefined, steps: [step], labelled: false };
  }
  const judgement = await judgeSignature(ctx, signature.value, { dataHash: signature.hash });
  const kept = await keptHash(ctx, signature.value);
  const report = checkReferences(ofd, signature);
  const ours = kept !== undefined || judgement.steps.some(({ step }) => step === "register");
  const steps: CheckStep[] = [
    ...judgement.steps,
    ofParts(report, ofd, ours),
    ...ofPlace(judgement.data, signature.path),
    ...ofSealFile(judgement.data, signature.seal),
    // A file with a further signature is another file, and rightly so.
    ...(kept && only ? [asKept(kept.equals(sm3(file)))] : []),
  ];
  const { data, signedAt } = judgement;
  const verdict = together(steps.map(({ holds }) => holds));
  return { verdict, seal: data?.seal.name, signedAt, steps, labelled: !leftOpen(report).includes("OFD.xml"), judgement };
}

function drawn(ofd: Ofd, document: number, seals: Parameters<typeof pagesAsSvg>[1]): string[] {
  try {
    return pagesAsSvg(ofd, { document, ...seals });
  } catch (error) {
    // A picture that cannot be unpacked: the steps have told so, and the words can still be read.
    if (error instanceof Refusal) return [];
    throw error;
  }
}

function jsonInside(ofd: Ofd): Buffer[] {
  const names = ofd.documents.flatMap(({ attachments }) => attachments.flatMap(({ part }) => (part?.endsWith(".json") ? [part] : [])));
  const parts = names.slice(0, ATTACHMENTS).map((name) => ofd.parts.get(name)!);
  return parts.filter(({ size }) => size <= LARGEST).map((part) => part.read());
}

/** Judges an OFD: each signature, whether all parts are as they were, and what the file says. Seals found invalid are not drawn. */
export async function checkOfd(ctx: Ctx, file: Buffer, judgeProof?: ProofJudge): Promise<CheckedFile> {
  const ofd = openOfd(file);
  const all = ofd.documents.flatMap(({ signatures }) => signatures);
  const size = [...ofd.parts.values()].reduce((sum, part) => sum + part.size, 0);
  if (all.length > SIGNATURES || size * all.length > WORK) throw badInput("TOO_MUCH", "这个文件太大，或者签章太多，这里不能核验。请向出具单位核实。");
  const signatures: Checked[] = [];
  for (const signature of all) signatures.push(await checked(ctx, ofd, signature, file, all.length === 1));
  const seals = new Map(
    signatures.flatMap(({ verdict, judgement }, index) => {
      const picture = judgement?.data?.seal.picture;
      const type = picture && PICTURES[picture.type.toLowerCase()];
      return type && verdict !== "invalid" ? [[all[index]!.path, { type, content: Buffer.from(picture.data) }] as const] : [];
    }),
  );
  let room = DRAWN;
  let words = WORDS;
  const pages = ofd.documents.flatMap((document, index) => {
    const views = document.pages.length <= PAGES_SHOWN && room > 0 ? drawn(ofd, index, { seals }) : [];
    return document.pages.map(({ text }, page) => {
      const svg = views[page];
      room -= svg?.length ?? 0;
      const shown = text.length <= words ? text : `${text.slice(0, words)}\n（后面的字太多，这里不列出）`;
      words = Math.max(0, words - text.length);
      return { text: shown, ...(svg && room > 0 && { svg }) };
    });
  });
  const proof = await judgeProof?.(ctx, jsonInside(ofd));
  return {
    format: "ofd",
    verdict: ofFile(signatures, proof),
    title: ofd.documents.find(({ info }) => info.title)?.info.title?.slice(0, LONGEST),
    custom: ofd.documents
      .flatMap(({ custom }) => custom)
      .slice(0, 30)
      .map(({ name, value }) => ({ name: name.slice(0, LONGEST), value: value.slice(0, LONGEST) })),
    labelled: signatures.every(({ labelled }) => labelled),
    pages,
    signatures: signatures.map(({ judgement: _judgement, labelled: _labelled, ...signature }) => signature),
    proof,
  };
}
