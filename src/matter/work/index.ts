export { companionsFor, confirmed, PRESENT, recordOf, type Companion, type InspectionRecord } from "./companion.ts";
export { FLOW_ACT_DECLARATIONS, FLOW_ACTS } from "./flow-acts.ts";
export { beginActivity, beginnable, receiveMessage, sendSignal } from "./happening.ts";
export { facesOf, personalInput } from "./outcome.ts";
export { setAside } from "./setting-aside.ts";
export { completeTask, mayComplete, onlyRunning } from "./task-completion.ts";
export { resultForm, type Problem, type TaskResult } from "./task-result.ts";
export { addTerms, termsIn, termsOf, type Term } from "./terms.ts";
export { withdraw } from "./withdrawal.ts";
