export { indexItems } from "./index-items.ts";
export { searchItems } from "./search-items.ts";
export { initialsOf, pinyinOf, wordsOf } from "./words.ts";
