import type { XmlElement } from "#drawing/package";

// Fonts that readers have, for those that papers are set in. The page itself is in a sans serif.
const FAMILIES: readonly [RegExp, string][] = [
  [/仿宋|fangsong/i, "FangSong, STFangsong, 'Noto Serif SC', yw, serif"],
  [/楷|kai/i, "KaiTi, STKaiti, 'Noto Serif SC', yw, serif"],
  [/宋|明|song|sun|times|serif sc|mincho/i, "SimSun, STSong, 'Noto Serif SC', 'Noto Serif CJK SC', yw, serif"],
  [/courier|mono|consol|ocr/i, "'Courier New', Courier, yw, monospace"],
];

/** The family of a font by its name; undefined for those that the page has anyway. */
export function familyOf(font: XmlElement | undefined): string | undefined {
  const { FontName = "", FamilyName = "" } = font?.attributes ?? {};
  return FAMILIES.find(([name]) => name.test(FontName) || name.test(FamilyName))?.[1];
}
