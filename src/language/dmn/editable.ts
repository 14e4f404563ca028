import { SaxesParser } from "saxes";
import { isDmn, versionOf } from "./namespaces.ts";

const MODEL = "https://www.omg.org/spec/DMN/20191111/MODEL/";
const FEEL = "https://www.omg.org/spec/DMN/20191111/FEEL/";
const FEELS = /^http:\/\/www\.omg\.org\/FEEL\/\d+$|^https?:\/\/www\.omg\.org\/spec\/(DMN\/\d+\/FEEL|FEEL\/\d+)\/?$/;
const DRAWINGS = /^https?:\/\/www\.omg\.org\/spec\/DMN\/\d+\/DMNDI\/?$/;

/** What came into DMN with 1.4 and 1.5: an editor of 1.3 would drop it when it saves. */
const NEWER = new Set(["conditional", "filter", "for", "some", "every", "typeConstraint"]);

/**
 * A file of DMN 1.1 to 1.5 as an editor of 1.3 opens it: the same elements under the names of 1.3. What 1.3 has not got is told instead, since saving
 * would lose it.
 */
export function editable(xml: string): { xml: string } | { closed: string } {
  const namespaces = new Map<string, string>();
  const newer = new Set<string>();
  let version = "";
  const parser = new SaxesParser({ xmlns: true });
  let failed = false;
  parser.on("error", () => (failed = true));
  parser.on("opentag", (tag) => {
    for (const { name, value } of Object.values(tag.attributes)) if (name === "xmlns" || name.startsWith("xmlns:")) namespaces.set(name.slice(6), value);
    if (isDmn(tag.uri)) version ||= versionOf(tag.uri) ?? "";
    if (isDmn(tag.uri) && NEWER.has(tag.local)) newer.add(tag.local);
  });
  parser.write(xml.replace(/^\ufeff/, "")).close();
  if (failed || version === "") return { closed: "文件读不懂，请检查以后重新上传。" };
  if (newer.size > 0) return { closed: `规则用了 DMN ${version} 的写法（${[...newer].join("、")}），画板存不下来。请下载文件改好再上传。` };
  const types = [...namespaces].filter(([, uri]) => FEELS.test(uri)).map(([prefix]) => prefix);
  const renamed = xml.replace(/(\sxmlns(?::[\w.-]+)?\s*=\s*)("[^"]*"|'[^']*')/g, (all, name: string, quoted: string) => {
    const uri = quoted.slice(1, -1);
    const now = isDmn(uri) ? MODEL : FEELS.test(uri) ? FEEL : DRAWINGS.test(uri) ? uri.replace(/DMN\/\d+/, "DMN/20191111").replace(/^http:/, "https:") : uri;
    return now === uri ? all : `${name}"${now}"`;
  });
  // 1.1 names FEEL's types by a prefix; later versions name them alone.
  const plain = types.reduce((text, prefix) => (prefix === "" ? text : text.replaceAll(`typeRef="${prefix}:`, 'typeRef="')), renamed);
  return { xml: plain };
}
