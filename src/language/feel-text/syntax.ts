import { badInput, type Refusal } from "#values/errors";
import { firstGraphemes } from "#values/graphemes";

/** What was likely meant where reading stopped: signs of Chinese input, and those of other languages. */
const MEANT: readonly (readonly [RegExp, string])[] = [
  [/^[“”‘’＂]/, '引号用了中文的“”，请换成半角的 "…"'],
  [/^[，。；：（）＝＋－！＜＞、【】]/, "这个符号是全角的，请换成半角"],
  [/^=\s/, "相等只写一个 ="],
  [/^(&&|&)/, "“并且”写 and"],
  [/^(\|\||\|)/, "“或者”写 or"],
  [/^[?]\s*[^:]*:/, "分情况写 if … then … else …"],
];

/** The code of a unit that stands there without quotation marks. */
const UNIT = /^=?\s*([0-9][0-9A-Z]{17}(?:-\d{2})?)\s*$/;

function meant(text: string, at: number): string {
  const unit = UNIT.exec(text)?.[1];
  if (unit !== undefined) return `。机构代码是文字，要加引号：="${unit}"`;
  const rest = text.slice(at);
  const found = MEANT.find(([sign]) => sign.test(rest))?.[1];
  return found === undefined ? "" : `。${found}`;
}

/** The refusal of a text that is not FEEL, with the place where reading stopped (counted from 1), and what was likely meant there. */
export function syntax(text: string, at: number, what = `从第 ${at + 1} 个字符“${firstGraphemes(text.slice(at), 12)}”起读不懂${meant(text, at)}`): Refusal {
  return badInput("FEEL_SYNTAX", `表达式“${firstGraphemes(text, 80)}”写得不对：${what}。`);
}
