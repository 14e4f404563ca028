/** From how many working days before its day a limit counts as near. */
export const NEAR = 2;
