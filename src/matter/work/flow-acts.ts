import { accept, acceptByLaw, decline } from "./acceptance.ts";
import { close, grant, refuse } from "./decision.ts";
import type { ServiceAct } from "#matter/matter";

/** What a flow does to its own matter, by the name a flow calls it. */
export const FLOW_ACTS: Record<string, ServiceAct> = {
  "matter.accept": accept,
  "matter.accept-by-law": acceptByLaw,
  "matter.decline": decline,
  "matter.grant": grant,
  "matter.refuse": refuse,
  "matter.close": close,
};
