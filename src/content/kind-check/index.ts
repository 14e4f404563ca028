export { kindOfItemFindings, plainItemFindings, rowFindings } from "./items.ts";
export { finder, type Finder } from "./finder.ts";
export { kindFindings, MOST_LINES, nameFindings } from "./kind.ts";
export { listFindings } from "./lists.ts";
export { mended } from "./mended.ts";
export { codeFindings, elementFindings, roleFindings } from "./pack-words.ts";
export { paperFindings } from "./papers.ts";
export { likeItem, settingOf, type Setting } from "./setting.ts";
