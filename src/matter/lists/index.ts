export { countInbox, listDoneByMe, listInbox, type InboxRow } from "./inbox.ts";
export { countLateSteps } from "./late-steps.ts";
export { countSince, figures, ROW_COLUMNS, type Figures, type MatterRow } from "./lists.ts";
export { searchMatters, type Found, type MatterFilter } from "./search.ts";
export { backwards, wordsQuery } from "./words.ts";
export { stepFigures, type StepFigure } from "./step-figures.ts";
