/** Deepest JSON that is taken; answers of the largest form nest five deep. */
export const MOST_NESTED = 100;

/** How deep objects and lists of a JSON text lie within one another; brackets within texts do not count. Reads the text once, without calling itself. */
export function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inText = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (inText) {
      if (letter === 0x5c) at += 1;
      else if (letter === 0x22) inText = false;
    } else if (letter === 0x22) inText = true;
    else if (letter === 0x5b || letter === 0x7b) deepest = Math.max(deepest, (depth += 1));
    else if (letter === 0x5d || letter === 0x7d) depth -= 1;
  }
  return deepest;
}
