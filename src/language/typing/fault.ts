import { instead } from "#values/spelling";

/** What is wrong in a text: a Chinese sentence, and the word of the text that is wrong, to be found there. `hidden`: it may not be looked at. */
export type TypeFault = Readonly<{ message: string; word: string; hidden?: true }>;

/** Signs of Chinese input, which FEEL takes for letters of a name. */
const WIDE = /[（）【】《》！？]/;

/** What was meant by a name that is the beginning of one with a "-", which an expression reads as a difference; "" where there is none. */
function difference(name: string, owner: string | undefined, known: Iterable<string>): string {
  const whole = [...known].find((each) => each.startsWith(`${name}-`));
  if (whole === undefined) return "";
  const way = owner === undefined ? "" : `，或者写 get value(${owner}, "${whole}")`;
  return `表达式把“${whole}”里的“-”读成减号：把名字改成“${whole.replaceAll("-", "_")}”${way}。`;
}

/** A name that stands for nothing here. */
export function unknownName(name: string, known: Iterable<string>): TypeFault {
  const all = [...known];
  const wide = WIDE.test(name) ? "符号用了全角的，请换成半角。" : "";
  return { word: name, message: `表达式里的“${name}”没有定义。${wide}${difference(name, undefined, all) || instead(name, all)}` };
}

/** A member that no record has. @param path how the whole is written */
export function unknownMember(path: string, name: string, owner: string, known: Iterable<string>): TypeFault {
  const all = [...known];
  const owns = path.endsWith(`.${name}`) ? path.slice(0, -name.length - 1) : undefined;
  return { word: name, message: `表达式里的“${path}”不存在：${owner}没有“${name}”。${difference(name, owns, all) || instead(name, all)}` };
}

/** Something is compared with a value it never takes. */
export function unknownValue(value: string, of: string, values: readonly string[], words?: Readonly<Record<string, string>>): TypeFault {
  return { word: `"${value}"`, message: `${of}没有“${value}”这个值。${instead(value, values, words)}` };
}
