import { SaxesParser } from "saxes";
import type { Fault } from "./fault.ts";

/** What the reader says, and what that means to whoever wrote the file. */
const SLIPS: readonly (readonly [RegExp, string])[] = [
  [/attribute value|unquoted attribute/i, "属性的值要写在引号里，前后各一个"],
  [/whitespace between attributes/i, "两个属性之间要有空格，或者前一个少了引号"],
  [/attribute without value/i, "属性没有写值"],
  [/duplicate attribute/i, "同一个属性写了两次"],
  [/unbound namespace prefix/i, "前缀没有声明，开头要写 xmlns:前缀"],
  [/entity/i, "“&”要写成 &amp;，“<”要写成 &lt;"],
  [/disallowed character/i, "这里不能有这个符号：“<”要写成 &lt;，“&”要写成 &amp;"],
  [/comment/i, "注释没有写对：<!-- … -->，里面不能有 --"],
  [/must contain a root element|document must contain/i, "文件是空的"],
  [/text data outside of root/i, "根元素外面不能有文字"],
];

/** Where an XML file is not well-formed: the first slip, in Chinese; undefined where it can be read. */
export function xmlSlip(file: string, text: string): Fault | undefined {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: { name: string; line: number }[] = [];
  let closed: (typeof open)[number] | undefined;
  let found: Fault | undefined;
  const say = (line: number, what: string): void => void (found ??= { file, line, message: `XML 写法不对：${what}` });
  parser.on("error", ({ message }) => {
    // A tag that is not closed is noticed at the end of what is around it: the reader has just closed it itself.
    const unclosed = /unexpected close tag/i.test(message) ? closed : /unclosed tag/i.test(message) ? open.at(-1) : undefined;
    if (unclosed) return say(unclosed.line, `<${unclosed.name}> 没有写完，要以 /> 结尾，或者后面有 </${unclosed.name}>`);
    const stray = /unmatched closing tag: (\S+?)\.?$/i.exec(message)?.[1];
    if (stray !== undefined) return say(parser.line, `</${stray}> 前面没有 <${stray}>`);
    say(parser.line, SLIPS.find(([said]) => said.test(message))?.[1] ?? "读不懂这一行");
  });
  parser.on("opentagstart", ({ name }) => open.push({ name, line: parser.line }));
  parser.on("closetag", () => void (closed = open.pop()));
  parser.write(text.replace(/^\uFEFF/, "")).close();
  return found;
}
