export { companionsFor, confirmed, PRESENT, recordOf, type Companion, type InspectionRecord } from "./companion.ts";
export { beginActivity, beginnable, receiveMessage, sendSignal } from "./happening.ts";
export { facesOf, personalInput } from "./outcome.ts";
export { setAside } from "./setting-aside.ts";
export { completeOwnTask, ownTask } from "./own-task.ts";
export { completeTask, mayComplete, onlyRunning } from "./task-completion.ts";
export { resultForm, type Problem, type TaskResult } from "./task-result.ts";
export { addTerms, termsIn, termsOf, type Term } from "./terms.ts";
export { mayBeTakenBack, withdraw } from "./withdrawal.ts";
