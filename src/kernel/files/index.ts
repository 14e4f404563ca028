export { MAX_FILE_SIZE, openFiles, type Files, type ResealedFiles, type StoredFile } from "./files.ts";
