export { aroundMatter } from "./around.ts";
