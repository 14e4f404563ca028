export { countInbox, listDoneByMe, listInbox, listInboxTasks, type InboxRow } from "./inbox.ts";
export { kindFigures, type KindFigures, type Period } from "./kind-figures.ts";
export { countLateSteps } from "./late-steps.ts";
export { countSince, figures, ROW_COLUMNS, type Figures, type MatterRow } from "./lists.ts";
export { isMoment, isSpan, listOfKind, MOST_EXPORTED, takeOut, type Condition, type KindQuery, type KindRow } from "./kind-list.ts";
export { pathOf, pathWord, USUAL_FILTERS, usualColumns, type Path } from "./paths.ts";
export { searchMatters, type Found, type MatterFilter } from "./search.ts";
export { backwards, wordsQuery } from "./words.ts";
export { stepFigures, type StepFigure } from "./step-figures.ts";
