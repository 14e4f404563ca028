export { TIME_ACT_DECLARATIONS, TIME_ACTS } from "./acts.ts";
export { bring, kindAct } from "./bring.ts";
export { numberFor } from "./number.ts";
export { listDeferrals, openDeferrals, type Deferral } from "./promises.ts";
export { issuePaper, type SaidBlock } from "./paper.ts";
export { factsScope, wordsScope, type Scope, type Told } from "./scope.ts";
export { dayInWords, sayValue, yuanInWords } from "./saying.ts";
export { valueOf, worded } from "./text.ts";
