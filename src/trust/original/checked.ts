import type { Ctx } from "#kernel/ctx";
import type { CheckStep } from "./check-steps.ts";

/** What of a page is not in its picture, and how often. */
export interface Undrawn {
  what: string;
  count: number;
}

/** Whether something is valid, is not, or nobody here can tell. */
export type Verdict = "valid" | "invalid" | "unclear";

/** What became of one signature. */
export interface CheckedSignature {
  verdict: Verdict;
  /** What stands on the seal, or who signed; undefined when it cannot be read. */
  seal: string | undefined;
  signedAt: Date | undefined;
  steps: CheckStep[];
  /** Departures from the standard that decide nothing, each as a sentence that says what it means. */
  remarks: string[];
}

/** A file that somebody showed, judged. */
export interface CheckedFile {
  format: "ofd" | "pdf";
  /** Of all signatures and of the proof together; "unsigned" without any signature. */
  verdict: Verdict | "unsigned";
  /** The fact that decided, as a sentence; undefined where all holds. */
  reason: string | undefined;
  /** Departures of the file as a whole that decide nothing. */
  remarks: string[];
  title: string | undefined;
  /** What it says of itself, by name: 自定义数据 of an OFD, keywords of a PDF. */
  custom: { name: string; value: string }[];
  /** Title and custom data are protected by every signature; false: they may have been written afterwards, though the pages hold. */
  labelled: boolean;
  /** Each page as text and, where it can be drawn and is not too large, as SVG. None of a PDF: any program shows it. */
  pages: { text: string; svg?: string; undrawn?: Undrawn[] }[];
  signatures: CheckedSignature[];
  /** Of the proof of a matter that travels inside: whether it fits and is borne out by the city's log. */
  proof: Pick<CheckStep, "holds" | "says"> | undefined;
}

/**
 * What is said of the proof of a matter among the files that travel inside; undefined where there is none. Who calls brings it along (`proofAnswer` of
 * the log): the log knows the matters, whose licences have originals.
 */
export type ProofJudge = (ctx: Ctx, files: readonly Buffer[]) => Promise<Pick<CheckStep, "holds" | "says"> | undefined>;

/** Many together: what is wrong in one is wrong in all. Pure. */
export function together(answers: readonly (boolean | undefined)[]): Verdict {
  return answers.includes(false) ? "invalid" : answers.includes(undefined) ? "unclear" : "valid";
}

const ANSWERS = { valid: true, invalid: false, unclear: undefined } as const;

/** The verdict of a file by those of its signatures and by its proof. Pure. */
export function ofFile(signatures: readonly { verdict: Verdict }[], proof: CheckedFile["proof"]): CheckedFile["verdict"] {
  const answers = signatures.map(({ verdict }) => ANSWERS[verdict]);
  return answers.length === 0 ? "unsigned" : together(proof ? [...answers, proof.holds] : answers);
}

/** The sentence of the step that decided: of the first that fails, else of the first that nobody can tell. Pure. */
export function decidedBy(signatures: readonly CheckedSignature[], proof: CheckedFile["proof"]): string | undefined {
  const steps: Pick<CheckStep, "holds" | "says">[] = [...signatures.flatMap((signature) => signature.steps), ...(proof ? [proof] : [])];
  return (steps.find(({ holds }) => holds === false) ?? steps.find(({ holds }) => holds === undefined))?.says;
}
