export { canonical, firstBroken, GENESIS, link, linkText, type Linked } from "./chain.ts";
export { firstBrokenLook, listLooks, recordLook, type Look, type RecordedLook } from "./look.ts";
