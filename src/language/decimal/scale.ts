/** Integers up to this have at most 15 digits, and every decimal of 15 digits survives the way through a JS number. */
export const EXACT = 1e15;

/**
 * The power of ten (1, 100, 10⁴, 10⁶) that makes a JS number a whole one of at most 15 digits; 0 where none does.
 * If n/s gives the number back, n/s is its shortest text: two decimals of 15 digits never share a double.
 */
export function scaleOf(value: number): number {
  if (Number.isInteger(value)) return Math.abs(value) <= EXACT ? 1 : 0;
  if (fits(value, 100)) return 100;
  if (fits(value, 1e4)) return 1e4;
  return fits(value, 1e6) ? 1e6 : 0;
}

function fits(value: number, scale: number): boolean {
  const whole = Math.round(value * scale);
  return whole / scale === value && Math.abs(whole) <= EXACT;
}

/** Both as whole numbers over one power of ten: the power, or 0 where they have no common one. */
export function commonScale(a: number, b: number): number {
  const first = scaleOf(a);
  if (first === 0) return 0;
  const second = scaleOf(b);
  if (second === 0) return 0;
  const scale = first > second ? first : second;
  return Math.abs(a * scale) <= EXACT && Math.abs(b * scale) <= EXACT ? scale : 0;
}
