import { badInput, type Refusal } from "#values/errors";
import { firstGraphemes } from "#values/graphemes";

/** The refusal of a text that is not FEEL, with the place where reading stopped (counted from 1). */
export function syntax(text: string, at: number, what = `从第 ${at + 1} 个字符“${firstGraphemes(text.slice(at), 12)}”起读不懂`): Refusal {
  return badInput("FEEL_SYNTAX", `表达式“${firstGraphemes(text, 80)}”写得不对：${what}。`);
}
