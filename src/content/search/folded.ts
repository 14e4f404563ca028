import { Converter } from "opencc-js/t2cn";

const simplified = Converter({ from: "t", to: "cn" });

/**
 * A text as it is indexed and searched for: one width, one case, and traditional characters as the simplified ones, so that 高齡津貼
 * finds 高龄津贴. OpenCC's phrases decide where a character has several (乾, 髮).
 */
export function folded(text: string): string {
  return simplified(text.normalize("NFKC").toLowerCase());
}
