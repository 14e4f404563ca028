export { FILES, listBackups, makeBackup, pruneBackups, type BackupSource } from "./backup.ts";
export type { BackupSuite } from "./cipher.ts";
export type { CopiedFiles } from "./files.ts";
export { readManifest, type Manifest } from "./manifest.ts";
export { missingFiles, restoreBackup, type RestoreTarget } from "./restore.ts";
