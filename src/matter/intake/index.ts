export { listDeferrals, nothingDeferred, openDeferrals, remindOfDeferrals, type Deferral } from "./deferral.ts";
export { discardDraft, sweepDiscarded } from "./discarding.ts";
export { isEditable, saveDraft, startDraft } from "./draft.ts";
export { bringForAnswer, mayBringAnswers } from "./answer-files.ts";
export { attachFile, detach, fileNameOf, mayBringTo } from "./files.ts";
export { defer, listEntries, materialStates, readEntry, type MaterialEntry, type MaterialState } from "./materials.ts";
export { SEAL_JUDGE } from "./remark.ts";
export { answerSupplement, gapsOf, missing, submit } from "./submission.ts";
export { sweepDrafts, sweepFiles } from "./sweeping.ts";
