import { quoted, unreadable } from "./limits.ts";

const LONGEST = 400;

/** Old Chinese programs write names in GB 18030 and do not say so. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

/**
 * The name of an entry: steps with slashes between, as unzippers make them of backslashes, slashes in front and doubled ones. Refusal PACKAGE_UNREADABLE
 * for one that leads out of the package, or that is no name.
 */
export function nameOf(bytes: Buffer): string {
  const written = decode(bytes);
  // oxlint is right that control characters are odd in a pattern: here they are what is looked for.
  const odd = [...written].some((character) => character < " " || character === "\u007F" || character === "\uFFFD");
  if (written === "" || written.length > LONGEST || odd) throw unreadable("PACKAGE", "里面有一个名称不合规的部分");
  const steps = written.split(/[/\\]/).filter((step) => step !== "" && step !== ".");
  if (/^[a-z]:/i.test(written) || steps.includes("..") || steps.length === 0) throw unreadable("PACKAGE", `里面有一个部分的路径不合规（${quoted(written)}）`);
  return steps.join("/") + (/[/\\]$/.test(written) ? "/" : "");
}

/** What two names share that some system would take for one. */
export function sameness(name: string): string {
  return name.normalize("NFC").toLowerCase();
}
