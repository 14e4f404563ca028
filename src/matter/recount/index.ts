export { listRecountLines, listRecounts, type Recount, type RecountLine } from "./queries.ts";
export { askForRecount, RECOUNT, recountAll } from "./recount.ts";
