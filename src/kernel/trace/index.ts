export { canonical, firstBroken, GENESIS, link, linkText, type Linked } from "./chain.ts";
export { firstBrokenLook, listLooks, LOOKS, recordLook, walkLooks, type LinkedLook, type Look, type RecordedLook } from "./look.ts";
export { Misfit, type Fault } from "./misfit.ts";
export { BEGINNING, chainsAmong, settledLinks, type ChainTable, type Link, type Mark } from "./settled.ts";
export { admitUnmasking, listUnusualUnmaskings, MOST_A_DAY, MOST_AN_HOUR, realReason, type Unmasking, type UnusualUnmasking } from "./unmasking.ts";
