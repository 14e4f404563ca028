export { checkFolders, packFolders, type Bench, type PacksOfCity } from "./checking.ts";
export { editorSchemas, schemaLine } from "./editor-schema.ts";
export { exportedPack } from "./exporting.ts";
export { startFor, starterPack, type Start } from "./starter.ts";
export { watchFolders } from "./watching.ts";
export { upgradedPack } from "./upgrading.ts";
