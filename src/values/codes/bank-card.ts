/** The check of ISO/IEC 7812-1 (Luhn): any single figure that is wrong is found, and nearly every two that changed places. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const figure = Number(digits[digits.length - 1 - i]);
    sum += i % 2 === 0 ? figure : figure * 2 > 9 ? figure * 2 - 9 : figure * 2;
  }
  return sum % 10 === 0;
}

/**
 * Whether a number is that of a card with its check figure wrong: cards of the mainland begin with 62 or, of other networks, 3 to 6, have 16 to 19 figures
 * and end in the check. Account numbers of passbooks and firms have other lengths and none: of them nothing is said.
 */
export function isMistypedCard(digits: string): boolean {
  return /^(62\d{14,17}|[3-6]\d{15}|9558\d{15})$/.test(digits) && !luhn(digits);
}
