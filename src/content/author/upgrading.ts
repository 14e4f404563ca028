import { upgradedFlow } from "#content/pack";
import { badInput } from "#values/errors";

/** Namespace of what a flow says of its own. */
const NAMESPACE = "https://yiwang.dev/bpmn";

/** The text of a flow with the work of each step under the name that format 2 gives it, whatever prefix its author chose for our attributes. */
function flow(text: string): string {
  const prefixes = [...text.matchAll(/xmlns:([\w.-]+)\s*=\s*["']([^"']+)["']/g)].flatMap(([, prefix, uri]) => (uri === NAMESPACE ? [prefix!] : []));
  return prefixes.reduce((now, prefix) => now.replace(new RegExp(`(\\s)${prefix}:kind(\\s*=)`, "g"), `$1${prefix}:work$2`), text);
}

/** An item whose `kind` was its pace. */
function item(text: string): string {
  return text.replace(/^kind:([ \t]*)(["']?)(promised|instant)\2[ \t]*(#.*)?$/m, (_line, gap: string, _mark, pace: string, remark?: string) =>
    [`kind:${gap}application`, `pace:${gap}${pace}${remark === undefined ? "" : ` ${remark}`}`].join("\n"),
  );
}

/**
 * The files of a pack of format 1 as format 2 writes them, by path; what nothing changes in stays letter for letter. Pure.
 * @throws Refusal NOT_FORMAT_1 where pack.yaml does not say that it is of format 1
 */
export function upgradedPack(files: Readonly<Record<string, string>>): Record<string, string> {
  const manifest = files["pack.yaml"] ?? "";
  if (!/^format:\s*1\s*(#.*)?$/m.test(manifest)) throw badInput("NOT_FORMAT_1", "这个业务包不是格式 1，不用升级。");
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => {
      const to = path.replace(/^services\//, "items/");
      if (path === "pack.yaml") return [to, text.replace(/^format:(\s*)1/m, "format:$12")];
      if (/^services\/[^/]+\/item\.yaml$/.test(path)) return [to, item(text)];
      return [to, path.endsWith(".bpmn") ? upgradedFlow(flow(text)) : text];
    }),
  );
}
