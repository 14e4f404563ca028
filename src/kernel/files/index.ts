export { ACCEPTED } from "./accepted.ts";
export { ENDINGS, type Content, type FileType } from "./content.ts";
export { openFiles, type Files, type ReencryptedFiles, type StoredFile } from "./files.ts";
export { withoutPlace } from "./without-place.ts";
export { clamd, gateOf, type Gate, type Scanned, type Scanner } from "./scanner.ts";
export { MAX_FILE_SIZE, type Received } from "./received.ts";
