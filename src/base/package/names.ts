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

/** The name of an entry. Refusal PACKAGE_UNREADABLE for one that leads out of the package, or that two programs could read differently. */
export function nameOf(bytes: Buffer): string {
  const name = decode(bytes);
  const steps = name.replace(/\/$/, "").split("/");
  // oxlint is right that control characters are odd in a pattern: here they are what is looked for.
  const odd = [...name].some((character) => character < " " || character === "\u007F" || character === "\uFFFD");
  if (name === "" || name.length > LONGEST || odd) throw unreadable("PACKAGE", "里面有一个名称不合规的部分");
  if (/^[/\\]|\\|^[a-z]:/i.test(name) || steps.some((step) => step === "" || step === "." || step === ".."))
    throw unreadable("PACKAGE", `里面有一个部分的路径不合规（${quoted(name)}）`);
  return name;
}

/** What two names share that some system would take for one. */
export function sameness(name: string): string {
  return name.normalize("NFC").toLowerCase();
}
