import { visit, type Document, type LineCounter, type YAMLError } from "yaml";
import type { Fault } from "./fault.ts";

/** What each slip is called, by the code of the reader; the reader itself speaks English. */
const SLIPS: Record<string, string> = {
  ALIAS_PROPS: "引用（*名字）前后不能再加标记",
  BAD_ALIAS: "引用（*名字）写得不对",
  BAD_COLLECTION_TYPE: "这里的标记和内容不是一类",
  BAD_DIRECTIVE: "以 % 开头的一行读不懂",
  BAD_DQ_ESCAPE: "双引号里的反斜杠写得不对，要写成 \\\\",
  BAD_INDENT: "缩进不对：同一层要对齐，下一层多缩进两格",
  BAD_PROP_ORDER: "标记的先后不对",
  BAD_SCALAR_START: "文字不能以 @、%、` 这样的符号开头，请加引号",
  BLOCK_AS_IMPLICIT_KEY: "一行里写了两个“名称: 值”，请分成两行，或者给文字加引号",
  BLOCK_IN_FLOW: "{ } 或 [ ] 里面不能换成缩进的写法，或者缩进不够",
  DUPLICATE_KEY: "同一项写了两次",
  IMPOSSIBLE: "读不懂",
  KEY_OVER_1024_CHARS: "名称太长，是不是少了引号",
  MISSING_CHAR: "少了一个符号：冒号、逗号、引号或者括号没有写全",
  MULTILINE_IMPLICIT_KEY: "名称要写在一行里，后面跟冒号和空格",
  MULTIPLE_ANCHORS: "一处写了两个 & 记号",
  MULTIPLE_DOCS: "一个文件里只能写一份内容，不能有 ---",
  MULTIPLE_TAGS: "一处写了两个标签",
  NON_STRING_KEY: "名称要是文字",
  RESOURCE_EXHAUSTION: "引用展开以后太大",
  TAB_AS_INDENT: "缩进用了制表符（Tab），请换成空格",
  TAG_RESOLVE_FAILED: "不认识以 ! 开头的标签，要写这样的文字请加引号",
  UNEXPECTED_TOKEN: "这里多了或者错了一个符号",
};

/** Signs of Chinese input where YAML wants those of the keyboard's other side. */
const WIDE: readonly (readonly [RegExp, string])[] = [
  [/^\s*(?:-\s*)?[A-Za-z_][\w-]*：/, "冒号用了全角“：”，请换成半角“: ”，后面空一格"],
  [/[{[,，]\s*[A-Za-z_][\w-]*：/, "冒号用了全角“：”，请换成半角“: ”，后面空一格"],
  [/^\s*(?:-\s*)?[A-Za-z_][\w-]*:[^\s:]/, "冒号后面要空一格"],
  [/[{[][^}\]]*，[^}\]]*[A-Za-z_]/, "逗号用了全角“，”，请换成半角“,”"],
  [/^\s*(?:-\s*)?[A-Za-z_][\w-]*:\s+“[^”]*$/, "引号用了全角，请换成半角"],
];

/** The reason in Chinese: what is seen on the line itself comes first. */
function reasonOf(code: string, line: string): string {
  const wide = code === "DUPLICATE_KEY" || code === "TAB_AS_INDENT" ? undefined : WIDE.find(([pattern]) => pattern.test(line))?.[1];
  // One pair alone on the line: it is the line below that stands too far in.
  if (!wide && code === "BLOCK_AS_IMPLICIT_KEY" && line.split(/:\s/).length <= 2)
    return "缩进不对：下面一行比这一行多缩进了，可是这一行已经写了值。同一项的各行要对齐";
  return wide ?? SLIPS[code] ?? SLIPS["IMPOSSIBLE"]!;
}

/** What was opened and not closed is noticed further down: the line where it was opened. */
function opened(written: readonly string[], line: number, message: string): { line: number; reason: string } | undefined {
  const count = (text: string, signs: string): number => [...text].filter((sign) => signs.includes(sign)).length;
  const last = (isOpen: (text: string) => boolean): number => written.slice(0, line).findLastIndex(isOpen) + 1;
  const quote = /Missing closing (['"])quote/.exec(message)?.[1];
  if (quote) return { line: last((text) => count(text, quote) % 2 === 1) || line, reason: "引号没有写完：少了后面的一个" };
  if (!/^Flow (map|sequence)|flow collection/i.test(message)) return undefined;
  const at = last((text) => count(text, "{[") > count(text, "}]"));
  return at > 0 ? { line: at, reason: "括号没有写完：少了 } 或者 ]" } : undefined;
}

function faultOf(file: string, written: readonly string[], lines: LineCounter, { code, pos, message }: YAMLError): Fault {
  let { line } = lines.linePos(pos[0]);
  const open = opened(written, line, message);
  if (open && !WIDE.some(([pattern]) => pattern.test(written[open.line - 1] ?? ""))) return { file, line: open.line, message: `YAML 写法不对：${open.reason}` };
  // A key without its colon is noticed at the end of it, a wide one on the line after.
  const before = written[line - 2] ?? "";
  const here = written[line - 1] ?? "";
  const late =
    code !== "DUPLICATE_KEY" && code !== "TAB_AS_INDENT" && WIDE.some(([pattern]) => pattern.test(before)) && !WIDE.some(([pattern]) => pattern.test(here));
  if (late) line -= 1;
  const key = code === "DUPLICATE_KEY" ? /^\s*(?:-\s*)?([^:{}[\],]+):/.exec(here)?.[1] : undefined;
  const tab = /\t/.test(here) && /tab/i.test(message) ? "TAB_AS_INDENT" : code;
  return { file, line, message: `YAML 写法不对：${reasonOf(tab, written[line - 1] ?? "")}${key ? `：“${key.trim()}”` : ""}` };
}

/**
 * What a YAML file holds, or where its grammar slips, in Chinese. What the reader says after a first slip follows from it and is not told; keys that
 * are there twice are slips of their own.
 */
export function yamlFaults(file: string, text: string, document: Document.Parsed, lines: LineCounter): { faults: Fault[]; value: unknown } {
  const written = text.split(/\r?\n/);
  const [first] = document.errors.filter(({ code }) => code !== "DUPLICATE_KEY");
  const told = first ? [first] : [...document.errors, ...document.warnings];
  const faults = told.map((error) => faultOf(file, written, lines, error));
  // A whole text between Chinese quotation marks has them as a part of it: nobody means that.
  visit(document, {
    Scalar: (_key, node) => {
      if (node.type !== "PLAIN" || typeof node.value !== "string" || !/^“[^“”]*”$/.test(node.value)) return;
      const line = lines.linePos(node.range![0]).line;
      faults.push({ file, line, message: `YAML 写法不对：引号用了中文的“”，请换成半角的 "…"；文字里真要引号的，外面再加一对半角引号` });
    },
  });
  if (faults.length > 0) return { faults, value: undefined };
  try {
    return { faults, value: document.toJS() };
  } catch (error) {
    // An anchor that is not there, or that stands for too much.
    const name = /alias[^:]*: ([^\s]+)/i.exec((error as Error).message)?.[1];
    const at = name === undefined ? -1 : written.findIndex((line) => line.includes(`*${name}`));
    const message = name === undefined ? `YAML 写法不对：${SLIPS["RESOURCE_EXHAUSTION"]!}` : `YAML 写法不对：引用了“*${name}”，但前面没有“&${name}”`;
    return { faults: [{ file, line: Math.max(1, at + 1), message }], value: undefined };
  }
}
