import { SaxesParser } from "saxes";
import { Refusal } from "#values/errors";
import { quoted, unreadable } from "./limits.ts";

/** An element with everything in it, so that it can be written again. Names are kept as written, `local` without prefix. */
export interface XmlElement {
  name: string;
  local: string;
  attributes: Record<string, string>;
  children: (XmlElement | string)[];
}

const BYTES = 16 * 1024 * 1024;
const DEPTH = 64;
const ATTRIBUTES = 64;

/** How many elements may still be read. One budget for all files of a document bounds the time they take together. */
export interface Budget {
  elements: number;
}

/** The text of a file in the encoding it says it has; UTF-8 where it says none. */
function decode(bytes: Buffer, where: string): string {
  const said = /^<\?xml[^>]{0,100}encoding=["']([\w-]{1,20})["']/.exec(bytes.toString("latin1", 0, 200).replace(/^ï»¿/, ""))?.[1]?.toLowerCase();
  const wide = bytes.length >= 2 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff));
  const encoding = wide ? (bytes[0] === 0xff ? "utf-16le" : "utf-16be") : said && /^gb(k|2312|18030)$/.test(said) ? "gb18030" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw unreadable("XML", `${where}里的文字编码不对`);
  }
}

/**
 * The tree of an XML file. Document types and entities of one's own, deep nesting, and too many elements or attributes are refused at the
 * place where they begin, before anything is made of them. `name` is what the file is called, for the sentence.
 * @throws Refusal XML_UNREADABLE
 */
export function parseXml(bytes: Buffer, name: string, budget: Budget = { elements: 100_000 }): XmlElement {
  const where = `“${quoted(name)}”`;
  const stop = (what: string): never => {
    throw unreadable("XML", `${where}${what}`);
  };
  if (bytes.length > BYTES) stop("太大");
  const text = decode(bytes, where);
  const parser = new SaxesParser({ xmlns: true });
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  let attributes = 0;
  parser.on("error", () => stop("不是合规的 XML"));
  parser.on("doctype", () => stop("带有文档类型定义（DTD），为了安全不予读取"));
  parser.on("opentagstart", () => {
    attributes = 0;
    if (--budget.elements < 0) stop("的元素太多");
    if (open.length >= DEPTH) stop("嵌套太深");
  });
  parser.on("attribute", () => {
    if (++attributes > ATTRIBUTES) stop("有一个元素的属性太多");
  });
  parser.on("opentag", (tag) => {
    const own = Object.values(tag.attributes).map((attribute) => [attribute.name, attribute.value] as const);
    const element: XmlElement = { name: tag.name, local: tag.local, attributes: Object.fromEntries(own), children: [] };
    const parent = open.at(-1);
    if (parent) parent.children.push(element);
    else root = element;
    open.push(element);
  });
  const add = (words: string): void => void open.at(-1)?.children.push(words);
  parser.on("text", add);
  parser.on("cdata", add);
  parser.on("closetag", () => void open.pop());
  try {
    parser.write(text).close();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    stop("不是合规的 XML");
  }
  return root ?? stop("是空的");
}
