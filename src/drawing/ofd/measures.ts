/** A box on a page of an OFD: millimetres, the corner at the top left. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

const MILLIMETRES = 25.4 / 72;

/** Points as millimetres. */
export function millimetres(points: number): number {
  return points * MILLIMETRES;
}

/** As OFD writes numbers: a tenth of a micrometre is finer than any printer. */
export function figure(value: number): string {
  return String(Math.round(value * 10_000) / 10_000);
}

/** ST_Array, ST_Box, ST_Pos: numbers with a space between. */
export function figures(...values: number[]): string {
  return values.map(figure).join(" ");
}

export function areaText({ x, y, width, height }: Area): string {
  return figures(x, y, width, height);
}

/** Numbers out of a file; anything that is none, or beyond what a page can hold, is 0. */
export function numbersOf(text: string | undefined): number[] {
  return (text ?? "").split(/[\s,]+/).flatMap((one) => (one === "" ? [] : [bounded(Number(one))]));
}

/** A number that is none, or beyond what a page can hold, as 0. */
export function bounded(value: number): number {
  return Number.isFinite(value) && Math.abs(value) < 1e6 ? value : 0;
}

/** A box out of a file; undefined where there are not four numbers. */
export function areaOf(text: string | undefined): Area | undefined {
  const [x, y, width, height] = numbersOf(text);
  return height === undefined ? undefined : { x: x!, y: y!, width: width!, height };
}

/** DeltaX or DeltaY out of a file: "g 5 4.2" stands for five times 4.2 (GB/T 33190-2016, 11.3). No more than `most`, however often it is said. */
export function deltasOf(text: string | undefined, most: number): number[] {
  const words = (text ?? "").split(/\s+/).filter(Boolean);
  const deltas: number[] = [];
  for (let at = 0; at < words.length && deltas.length < most; at++) {
    if (words[at] !== "g") deltas.push(bounded(Number(words[at])));
    else {
      const count = Math.min(most - deltas.length, Math.max(0, Math.trunc(bounded(Number(words[at + 1])))));
      const delta = bounded(Number(words[at + 2]));
      // One by one: a call takes no hundred thousand values at once.
      for (let each = 0; each < count; each++) deltas.push(delta);
      at += 2;
    }
  }
  return deltas;
}

/** The same folded: runs of three and more are written once. */
export function deltaText(deltas: readonly number[]): string {
  const words: string[] = [];
  const written = deltas.map(figure);
  for (let at = 0; at < written.length;) {
    let end = at + 1;
    while (written[end] === written[at]) end++;
    if (end - at > 2) words.push("g", String(end - at), written[at]!);
    else words.push(...written.slice(at, end));
    at = end;
  }
  return words.join(" ");
}

/** A matrix as OFD and SVG write it: x' = ax + cy + e, y' = bx + dy + f. */
export type Matrix = readonly [number, number, number, number, number, number];

/** A matrix out of a file; the one that changes nothing where there are not six numbers. */
export function matrixOf(text: string | undefined): Matrix {
  const numbers = numbersOf(text);
  return numbers.length === 6 ? (numbers as unknown as Matrix) : [1, 0, 0, 1, 0, 0];
}
