// What may stand in a name (DMN 1.5 grammar rules 27 to 30) and between the words (rule 60).

const START =
  "A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{167F}\\u{1681}-\\u{180D}\\u{180F}-\\u{1FFF}\\u{200C}-\\u{200D}\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FEFE}\\u{FF00}-\\u{FFFD}\\u{10000}-\\u{EFFFF}";
const PART = `${START}0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}-\\u{2040}`;

/** One word of a name. */
export const WORD = new RegExp(`\\?|[${START}][${PART}]*`, "uy");
/** Whether a sign may stand inside a word. */
export const IS_PART = new RegExp(`[${PART}]`, "uy");
/** Blanks and comments. */
export const BLANK = /(?:[\s\u0085\u180e\u200b]|\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/)*/uy;
/** A name with signs and spaces in it, up to a colon, a comma or a bracket. */
export const FREE_NAME = new RegExp(`[?${START}][^,:()\\[\\]{}"]*`, "uy");
/** The name before a colon. */
export const NAME_BEFORE_COLON = new RegExp(`([?${START}][^,:()\\[\\]{}"]*):`, "uy");
/** The name before the word `in`. */
export const NAME_BEFORE_IN = new RegExp(`([?${START}][^,:()\\[\\]{}"]*?)\\s+in(?![${PART}])`, "uy");
export const NUMBER = /(?:\d+(?:\.(?!\.)\d+)?|\.\d+)(?:[eE][+-]?\d{1,4})?/y;

/** A name with its blanks as single spaces. */
export function tidy(name: string): string {
  return name.trim().replace(/[\s\u00a0]+/gu, " ");
}
