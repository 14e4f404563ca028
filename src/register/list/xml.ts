const NAMED: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function character(code: number): string {
  return Number.isInteger(code) && code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : "\ufffd";
}

/** The text of XML: entities, and CDATA as it stands. */
export function xmlText(text: string): string {
  if (text.includes("<![CDATA[")) return text.replace(/<!\[CDATA\[([\s\S]*?)\]\]>|([^<]+)/g, (_all, raw: string | undefined, plain) => raw ?? xmlText(plain));
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, dec, name) =>
    hex ? character(Number.parseInt(hex, 16)) : dec ? character(Number(dec)) : (NAMED[name] ?? all),
  );
}

/** An attribute of a start tag, by its local name; undefined when it is not there. */
export function attribute(tag: string, name: string): string | undefined {
  const match = new RegExp(`\\s(?:[\\w.-]+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return match ? xmlText(match[1] ?? match[2] ?? "") : undefined;
}

/** The start tags of a name, whatever prefix they have. */
export function tags(xml: string, name: string): string[] {
  return xml.match(new RegExp(`<(?:[\\w.-]+:)?${name}(?:\\s[^>]*)?/?>`, "g")) ?? [];
}

/** The insides of elements of a name that do not nest; an empty one is "". */
export function insides(xml: string, name: string): string[] {
  const pattern = new RegExp(`<((?:[\\w.-]+:)?${name})(?:\\s[^>]*?)?(?:/>|>([\\s\\S]*?)</\\1\\s*>)`, "g");
  return [...xml.matchAll(pattern)].map((match) => match[2] ?? "");
}

/** What a spreadsheet writes for characters that XML cannot carry: _x000D_ is a line end, _x005F_ an underline. */
export function unescaped(text: string): string {
  return text.includes("_x") ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text;
}

/** The text of a rich string: its runs one after the other, without the pinyin that stands beside them (rPh). */
export function richText(inside: string): string {
  const shown = inside.includes("rPh") ? inside.replace(/<((?:[\w.-]+:)?rPh)(?:\s[^>]*?)?(?:\/>|>[\s\S]*?<\/\1\s*>)/g, "") : inside;
  return unescaped(insides(shown, "t").map(xmlText).join("")).replace(/\r\n?/g, "\n");
}
