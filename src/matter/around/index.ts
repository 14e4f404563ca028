export { aroundMatter, listsOf } from "./around.ts";
