export { pictureType, type Picture } from "./picture.ts";
export type { SealShown } from "./stamp-view.ts";
export { pagesAsSvg, type DrawnPage, type ViewOptions } from "./view.ts";
