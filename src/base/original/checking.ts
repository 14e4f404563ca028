import { checkReferences, openOfd, pagesAsSvg, type Ofd, type OfdSignature } from "#base/ofd";
import { judgeSignature, type Judgement } from "#base/seal";
import { sm3 } from "#kernel/crypto";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { badInput, Refusal } from "#kernel/errors";
import { asKept, ofParts, ofPlace, ofSealFile, type CheckStep } from "./check-steps.ts";

/** Whether something is valid, is not, or nobody here can tell. */
export type Verdict = Judgement["verdict"];

/** What became of one signature. */
export interface CheckedSignature {
  verdict: Verdict;
  /** What stands on the seal; undefined when its data cannot be read. */
  seal: string | undefined;
  signedAt: Date | undefined;
  steps: CheckStep[];
}

/** A file that somebody showed, judged. */
export interface CheckedFile {
  /** Of all signatures together; "unsigned" without any. */
  verdict: Verdict | "unsigned";
  title: string | undefined;
  /** 自定义数据, as the file names them. */
  custom: { name: string; value: string }[];
  /** Each page as text and, where it can be drawn and is not too large, as SVG. */
  pages: { text: string; svg?: string }[];
  signatures: CheckedSignature[];
}

// Hashing everything for each signature is the work of a check: so many bytes in all.
const WORK = 256 * 1024 * 1024;
const PAGES_SHOWN = 20;
const DRAWN = 3 * 1024 * 1024;

const PICTURES: Record<string, "image/png" | "image/jpeg" | "image/gif" | "image/bmp"> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  bmp: "image/bmp",
};

/** Many together: what is wrong in one is wrong in all. Pure. */
function together(answers: readonly (boolean | undefined)[]): Verdict {
  return answers.includes(false) ? "invalid" : answers.includes(undefined) ? "unclear" : "valid";
}

async function checked(ctx: Ctx, ofd: Ofd, signature: OfdSignature, file: Buffer, only: boolean): Promise<CheckedSignature & { judgement?: Judgement }> {
  if (!signature.value) {
    const step: CheckStep = { step: "format", name: "签章数据的格式", holds: false, says: "这个签章没有完成，文件里没有签名值。" };
    return { verdict: "invalid", seal: undefined, signedAt: undefined, steps: [step] };
  }
  const judgement = await judgeSignature(ctx, signature.value, { dataHash: signature.hash });
  const row = await first<{ hash: Buffer }>(ctx.db, "select file_hash as hash from original.files where value_hash = $1", [sm3(signature.value)]);
  const steps: CheckStep[] = [
    ...judgement.steps,
    ofParts(checkReferences(ofd, signature)),
    ...ofPlace(judgement.data, signature.path),
    ...ofSealFile(judgement.data, signature.seal),
    // A file with a further signature is another file, and rightly so.
    ...(row && only ? [asKept(row.hash.equals(sm3(file)))] : []),
  ];
  const { data, signedAt } = judgement;
  return { verdict: together(steps.map(({ holds }) => holds)), seal: data?.seal.name, signedAt, steps, judgement };
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

/**
 * Judges a sealed OFD of anybody: each signature step by step, whether all parts are as they were, and what the file says. Keeps nothing.
 * Seals are drawn on the pages only where they are not found invalid.
 * @throws Refusal 422 of what is no OFD, or is too large to be checked.
 */
export async function checkFile(ctx: Ctx, file: Buffer): Promise<CheckedFile> {
  const ofd = openOfd(file);
  const all = ofd.documents.flatMap(({ signatures }) => signatures);
  const size = [...ofd.parts.values()].reduce((sum, part) => sum + part.size, 0);
  if (size * all.length > WORK) throw badInput("TOO_MUCH", "这个文件太大，或者签章太多，这里不能核验。请向出具单位核实。");
  const signatures: Awaited<ReturnType<typeof checked>>[] = [];
  for (const signature of all) signatures.push(await checked(ctx, ofd, signature, file, all.length === 1));
  const seals = new Map(
    signatures.flatMap(({ verdict, judgement }, index) => {
      const picture = judgement?.data?.seal.picture;
      const type = picture && PICTURES[picture.type.toLowerCase()];
      return type && verdict !== "invalid" ? [[all[index]!.path, { type, content: Buffer.from(picture.data) }] as const] : [];
    }),
  );
  let room = DRAWN;
  const pages = ofd.documents.flatMap((document, index) => {
    const views = document.pages.length <= PAGES_SHOWN ? drawn(ofd, index, { seals }) : [];
    return document.pages.map(({ text }, page) => {
      const svg = views[page];
      room -= svg?.length ?? 0;
      return { text, ...(svg && room > 0 && { svg }) };
    });
  });
  return {
    verdict: all.length === 0 ? "unsigned" : together(signatures.map(({ verdict }) => ({ valid: true, invalid: false, unclear: undefined })[verdict])),
    title: ofd.documents.find(({ info }) => info.title)?.info.title,
    custom: ofd.documents.flatMap(({ custom }) => custom).slice(0, 30),
    pages,
    signatures: signatures.map(({ judgement: _judgement, ...signature }) => signature),
  };
}
