import { Misfit } from "#kernel/trace";

/** The log itself was altered. */
export const leafMisfit = (says: string): Misfit => new Misfit("log.leaves", says);
