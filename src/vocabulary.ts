import type { Vocabulary } from "#content/check";
import { TIME_ACT_DECLARATIONS } from "#matter/act";
import { EXCHANGE_ACT } from "#matter/exchange";
import { LINK_ACT_DECLARATIONS } from "#matter/link";
import { GRANT_ACT } from "#matter/payment";
import { ALERT_ACT_DECLARATIONS } from "#outcome/alert";
import { ISSUE_ACT } from "#outcome/licence";
import { LIST_ACT } from "#register/reading";
import { WRITE_ACT } from "#register/register";

// What flows may say, gathered from the blocks that do it: packs are checked against it, and what the designers of the console offer.

const ACTS = [...TIME_ACT_DECLARATIONS, ...LINK_ACT_DECLARATIONS, ISSUE_ACT, GRANT_ACT, WRITE_ACT, LIST_ACT, ...ALERT_ACT_DECLARATIONS, EXCHANGE_ACT];

/** Service acts by name. */
export const vocabulary: Vocabulary = { acts: Object.fromEntries(ACTS.map((act) => [act.name, act])) };
