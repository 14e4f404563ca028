import { bounded, figures } from "#drawing/ofd";

// How many numbers follow each instruction (GB/T 33190-2016, 9.1), and what SVG calls it.
const INSTRUCTIONS: Readonly<Record<string, [string, number]>> = { S: ["M", 2], M: ["M", 2], L: ["L", 2], Q: ["Q", 4], B: ["C", 6], A: ["A", 7], C: ["Z", 0] };
const WORD = /[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/g;

/** An outline as SVG has it, as far as it can be read; `whole`: to its end. Whoever begins without a move is not drawn. */
export function outlineOf(text: string): { d: string; whole: boolean } {
  const words = text.match(WORD) ?? [];
  const drawn: string[] = [];
  const told = (whole: boolean) => (drawn[0]?.startsWith("M") ? { d: drawn.join(" "), whole } : { d: "", whole: whole && words.length === 0 });
  let instruction: [string, number] | undefined;
  for (let at = 0; at < words.length;) {
    const letter = /^[A-Za-z]$/.test(words[at]!);
    if (letter) instruction = Object.hasOwn(INSTRUCTIONS, words[at]!) ? INSTRUCTIONS[words[at]!] : undefined;
    // Numbers without an instruction go on with the last one.
    else if (!instruction || instruction[1] === 0) return told(false);
    if (!instruction) return told(false);
    const [name, count] = instruction;
    const from = letter ? at + 1 : at;
    const numbers = words.slice(from, from + count).map((word) => bounded(Number(word)));
    if (numbers.length < count || words.slice(from, from + count).some((word) => /^[A-Za-z]$/.test(word))) return told(false);
    drawn.push(count === 0 ? name : `${name} ${figures(...numbers)}`);
    at = from + count;
  }
  return told(true);
}
