/** Selectors of a character's form: they belong to the character before and have no place of their own. */
export function isSelector(codePoint: number): boolean {
  return (codePoint >= 0xfe_00 && codePoint <= 0xfe_0f) || (codePoint >= 0xe_01_00 && codePoint <= 0xe_01_ef);
}
