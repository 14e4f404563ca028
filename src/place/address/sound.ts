import { pinyin } from "pinyin-pro";

// What is heard alike: flat and curled tongue, n and ng, l and n, f and h of the south.
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/^zh/, "z"],
  [/^ch/, "c"],
  [/^sh/, "s"],
  [/^l/, "n"],
  [/^hu(?=.)/, "f"],
  [/ng$/, "n"],
];

const heard = new Map<string, string>();

/** How a sign sounds, without tones and without what many do not tell apart. */
function soundOf(sign: string): string {
  let sound = heard.get(sign);
  if (sound === undefined) {
    sound = ALIKE.reduce((said, [from, to]) => said.replace(from, to), pinyin(sign, { toneType: "none", v: true }));
    heard.set(sign, sound);
  }
  return sound;
}

/** How a name sounds, a syllable a sign: 窑前 and 摇前 sound alike. Each sign by itself, so that a name cut out of a sentence sounds as it does alone. */
export function soundsOf(name: string): string[] {
  return [...name].map(soundOf);
}
