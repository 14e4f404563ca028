export { MAX_FILE_SIZE, openFiles, type Files, type StoredFile } from "./files.ts";
