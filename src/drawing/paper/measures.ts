// GB/T 9704-2012. The grid closes with 3号 at 15.75 points: 28 of them are the 156 mm of the 版心, and 22 lines its 225 mm.

/** A4 with the margins of official documents (GB/T 9704-2012, 5.2): text 156 mm wide. */
export const PAGE = { width: 595.28, height: 841.89, left: 79.4, right: 73.7, top: 105, bottom: 99 } as const;
export const TEXT_WIDTH = PAGE.width - PAGE.left - PAGE.right;

/** Millimetres in points. */
export function mm(length: number): number {
  return (length * 72) / 25.4;
}

/** 2号, 3号 and 4号. */
export const [SIZE_2, SIZE_3, SIZE_4] = [22, 15.75, 14] as const;

/** From line to line: a character of 3号 and 7/8 of one, stretched so that 21 of them and a character fill the 版心. */
export const PITCH = (PAGE.height - PAGE.top - PAGE.bottom - SIZE_3) / 21;

/** How far the top of a character lies under the top of its line, in sizes: letters of our typefaces have a line of 1.437. */
export const EM_TOP = 0.271;

/** The red of marks and rules: Y80 M80. Files are in RGB (PDF/A with an sRGB intent), so it stands there as what that is without a profile. */
export const RED = "#ff3333";

/** The right and the middle of the 版心. */
export const RIGHT = PAGE.left + TEXT_WIDTH;
export const MIDDLE = PAGE.left + TEXT_WIDTH / 2;
