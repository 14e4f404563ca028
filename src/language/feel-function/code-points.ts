/** The signs of a text one by one: FEEL counts code points, where JS counts some of them twice (DMN 1.5 clause 10.3.2.3.2). */
export function signsOf(text: string): readonly string[] {
  return /[\ud800-\udfff]/.test(text) ? Array.from(text) : text.split("");
}

/** How many signs a text has. */
export function lengthOf(text: string): number {
  return /[\ud800-\udfff]/.test(text) ? Array.from(text).length : text.length;
}
