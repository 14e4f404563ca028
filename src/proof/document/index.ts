export { archivedFile, issuedFile, type IssuedFile } from "./issued-file.ts";
export { tryPaper } from "./paper-trial.ts";
export { paperOfDocument } from "./paper-of.ts";
export { paperCode } from "./paper-code.ts";
export { standingOfPaper, type PaperStanding } from "./paper-standing.ts";
