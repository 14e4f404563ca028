/** What is still left of words and ids, file by file; it may only shrink. */
export const LEFT: Readonly<Record<string, number>> = {
  "src/content/pack/upgrade.ts": 5,
  "src/process/bpmn/formulas.ts": 1,
};
