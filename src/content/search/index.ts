export { folded } from "./folded.ts";
export { indexItems, isIndexed } from "./index-items.ts";
export { forgetMisses, listMisses, noteMiss, type Miss } from "./misses.ts";
export { searchItems } from "./search-items.ts";
export { initialsOf, pinyinOf, wordsOf } from "./words.ts";
