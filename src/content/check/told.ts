import type { Fault, Source } from "#content/pack";
import type { ElementFinding, Finding } from "#content/scope";

/** Findings of a YAML file as faults: at the line of the word, where one is wrong. */
export function inYaml(source: Source, findings: readonly Finding[]): Fault[] {
  // What several entries take over from one anchor is told where it is written.
  const own = new Set(findings.filter(({ path }) => source.holds(path)).map(({ message }) => message));
  const told = findings.filter(({ path, message }) => source.holds(path) || !own.has(message));
  return told.map(({ path, message, word, key }) => ({ file: source.file, line: key ? source.keyLine(path) : source.lineAt(path, word), message }));
}

/** What a sentence quotes first; of `rule/inputEntry` and `input/@label` the last part, which is what stands in the file. */
function quoted(message: string): string | undefined {
  return /“(.+?)”/.exec(message)?.[1]?.replace(/^\w+\/@?([\w:]+)$/, "$1");
}

/** Findings of a drawing as faults: at the line of the element, or of the word in it. One slip that is found in two ways is told once. */
export function inXml(source: Source, findings: readonly ElementFinding[]): Fault[] {
  const told = findings.map(({ element, message, word }) => ({
    file: source.file,
    // Most sentences quote what is wrong.
    line: element === "" ? 1 : source.lineOf(element, word ?? quoted(message)),
    message: element === "" || element === "definitions" ? message : `${element}：${message}`,
  }));
  return [...new Map(told.map((fault) => [`${fault.line} ${fault.message}`, fault])).values()];
}
