const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Check character of ISO/IEC 7064 MOD 37,36 over digits and capitals (GB/T 36904 uses it for licence identifiers). */
export function mod3736(body: string): string {
  let p = 36;
  for (const character of body) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) throw new RangeError(`${character} is neither a digit nor a capital letter`);
    const x = (p + value) % 36 || 36;
    p = (x * 2) % 37;
  }
  return ALPHABET[(((1 - p) % 36) + 36) % 36]!;
}
