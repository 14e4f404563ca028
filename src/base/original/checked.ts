import type { CheckStep } from "./check-steps.ts";

/** Whether something is valid, is not, or nobody here can tell. */
export type Verdict = "valid" | "invalid" | "unclear";

/** What became of one signature. */
export interface CheckedSignature {
  verdict: Verdict;
  /** What stands on the seal, or who signed; undefined when it cannot be read. */
  seal: string | undefined;
  signedAt: Date | undefined;
  steps: CheckStep[];
}

/** A file that somebody showed, judged. */
export interface CheckedFile {
  format: "ofd" | "pdf";
  /** Of all signatures together; "unsigned" without any. */
  verdict: Verdict | "unsigned";
  title: string | undefined;
  /** What it says of itself, by name: 自定义数据 of an OFD, keywords of a PDF. */
  custom: { name: string; value: string }[];
  /** Title and custom data are protected by every signature; false: they may have been written afterwards, though the pages hold. */
  labelled: boolean;
  /** Each page as text and, where it can be drawn and is not too large, as SVG. None of a PDF: any program shows it. */
  pages: { text: string; svg?: string }[];
  signatures: CheckedSignature[];
}

/** Many together: what is wrong in one is wrong in all. Pure. */
export function together(answers: readonly (boolean | undefined)[]): Verdict {
  return answers.includes(false) ? "invalid" : answers.includes(undefined) ? "unclear" : "valid";
}

/** The verdict of a file by those of its signatures. Pure. */
export function ofSignatures(signatures: readonly { verdict: Verdict }[]): CheckedFile["verdict"] {
  return signatures.length === 0 ? "unsigned" : together(signatures.map(({ verdict }) => ({ valid: true, invalid: false, unclear: undefined })[verdict]));
}
