import type { BroughtFor } from "#matter/intake";
import type { Incoming } from "#kernel/http";

/** The files that came with a form; the first that was not taken is refused, and the entry with it: nothing of it is done by half. */
export function filesIn(brought: Incoming["brought"]): BroughtFor[] {
  return brought.map(({ field, name, received, refusal }) => {
    if (refusal) throw refusal;
    return { field, name, received };
  });
}
