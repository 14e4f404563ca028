export { discardDraft, getDraft, listDrafts, saveDraft, type Draft } from "./draft.ts";
export { examplesOf, keepExamples, type Examples } from "./examples.ts";
export { decisionsOf, inspect, type Inspection } from "./inspection.ts";
export { listPublications, publishDraft, type Publication } from "./publication.ts";
export { reportOf, type Report } from "./report.ts";
export { ruleTrials, type RuleTrial } from "./rule-trials.ts";
export { type BadWay } from "./soundness.ts";
export { changeStep, STEP_SETTINGS, stepSettings, type StepSettings } from "./step-change.ts";
export { surroundingsNow } from "./surroundings.ts";
