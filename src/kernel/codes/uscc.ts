const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** Check character of a 统一社会信用代码's first 17 characters (GB 32100-2015); undefined where a character is not allowed. */
export function usccCheck(body: string): string | undefined {
  let sum = 0;
  for (let i = 0; i < 17; i += 1) {
    const value = ALPHABET.indexOf(body[i] ?? "?");
    if (value < 0) return undefined;
    sum += value * WEIGHTS[i]!;
  }
  return ALPHABET[(31 - (sum % 31)) % 31];
}

/** Whether a text is a 统一社会信用代码: 18 characters of the code's alphabet with a right check character. */
export function isUscc(text: string): boolean {
  return /^[0-9A-Z]{18}$/.test(text) && usccCheck(text.slice(0, 17)) === text[17];
}
