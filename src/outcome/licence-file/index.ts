export { standingOfFile, type FileStanding } from "./file-standing.ts";
export { copyOriginal, licenceOriginal, sealingBody, unmaskOriginal } from "./original.ts";
