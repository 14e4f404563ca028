import { instead } from "#values/spelling";

/** What is wrong in a text: a Chinese sentence, and the word of the text that is wrong, to be found there. `hidden`: it may not be looked at. */
export type TypeFault = Readonly<{ message: string; word: string; hidden?: true }>;

/** Signs of Chinese input, which FEEL takes for letters of a name. */
const WIDE = /[（）【】《》！？]/;

/** A name that stands for nothing here. */
export function unknownName(name: string, known: Iterable<string>): TypeFault {
  return { word: name, message: `表达式里的“${name}”没有定义。${WIDE.test(name) ? "符号用了全角的，请换成半角。" : ""}${instead(name, known)}` };
}

/** A member that no record has. @param path how the whole is written */
export function unknownMember(path: string, name: string, owner: string, known: Iterable<string>): TypeFault {
  return { word: name, message: `表达式里的“${path}”不存在：${owner}没有“${name}”。${instead(name, known)}` };
}

/** Something is compared with a value it never takes. */
export function unknownValue(value: string, of: string, values: readonly string[], words?: Readonly<Record<string, string>>): TypeFault {
  return { word: `"${value}"`, message: `${of}没有“${value}”这个值。${instead(value, values, words)}` };
}
