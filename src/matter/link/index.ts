export { countBegun, listBegun, type Begun } from "./children.ts";
export { beginOther, joinOther, LINK_ACT_DECLARATIONS } from "./acts.ts";
export { followTies, outcomeOf } from "./following.ts";
export { listTies, tie, tieAll, type Tie, type Tied } from "./tie.ts";
