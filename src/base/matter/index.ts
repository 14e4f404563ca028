import { accept, acceptByLaw, decline } from "./acceptance.ts";
import { close, grant, refuse } from "./decision.ts";
import { registerServiceActs } from "./service-act.ts";

registerServiceActs({
  "matter.accept": accept,
  "matter.accept-by-law": acceptByLaw,
  "matter.decline": decline,
  "matter.grant": grant,
  "matter.refuse": refuse,
  "matter.close": close,
});

export { carryOut } from "./advance.ts";
export { actRecord, ACTS, type Act, type ActKind } from "./act.ts";
export { companionsFor, confirmed, PRESENT, recordOf, type Companion, type InspectionRecord } from "./companion.ts";
export { blueprintOf, type Blueprint } from "./blueprint.ts";
export { issueDocument, record, type Change } from "./change.ts";
export { DOCUMENTS, getDocument, listDocuments, type IssuedDocument } from "./documents.ts";
export { discardDraft, sweepDiscarded } from "./discarding.ts";
export { isEditable, saveDraft, startDraft, type DraftChange } from "./draft.ts";
export { factsOf } from "./facts.ts";
export { beginActivity, beginnable, receiveMessage, sendSignal } from "./happening.ts";
export { ACT_CHAINS, findStrayAct, firstBrokenAct, listActs, walkChains, type ChainedMatter } from "./history.ts";
export { inspectionsOf, type Inspection } from "./inspections.ts";
export { countInbox, listDoneByMe, listInbox, type InboxFilter, type InboxRow } from "./inbox.ts";
export { INVARIANTS, listBreaches, type Breach } from "./invariants.ts";
export { countLateSteps } from "./late-steps.ts";
export { countSince, figures, type Figures, type MatterRow } from "./lists.ts";
export { countMine, listDraftsOf, listMine, mattersKeptTo, type MinePage, type Part } from "./mine.ts";
export { searchMatters, type MatterFilter } from "./search.ts";
export { findByNumber, findMatter, getMatter, listTasks } from "./load.ts";
export { allowParties, type Allowance } from "./allowance.ts";
export { listDeferrals, openDeferrals, remindOfDeferrals, WITHIN, type Deferral } from "./deferral.ts";
export { attachFile, detach, fileNameOf, mayBringTo } from "./files.ts";
export { sweepDrafts, sweepFiles } from "./sweeping.ts";
export { registerSealJudge, type SealJudge } from "./remark.ts";
export { defer, listEntries, materialStates, readEntry, type Held, type MaterialEntry, type MaterialState } from "./materials.ts";
export { isClosed, STATES, type Applicant, type ApplicantDetails, type Matter, type State, type Task } from "./matter.ts";
export { actOn, type Occasion } from "./occasion.ts";
export { facesOf, personalInput } from "./outcome.ts";
export { registerPaperTrial, type PaperTrial } from "./paper-trial.ts";
export { unmaskForMatter } from "./in-hand.ts";
export { listOwnLooks } from "./looking.ts";
export { applicantDetails, isApplicant, onlyApplicant, partyOf } from "./party.ts";
export { recountMatter, walkRunning, type Moved } from "./recount.ts";
export { countRunning, listRunning, listTimers, type RunningMatter, type Timer } from "./running.ts";
export { registerServiceActs, type Failure, type ServiceAct, type ServiceCall } from "./service-act.ts";
export { stepFigures, type StepFigure } from "./step-figures.ts";
export { endProcedure, extendLimit, listProcedures, PROCEDURES, startProcedure, type SpecialProcedure } from "./special-procedure.ts";
export { answerSupplement, gapsOf, missing, submit } from "./submission.ts";
export { beneficiaryNow, onceGap } from "./once.ts";
export { mayRead } from "./reach.ts";
export { completeTask, mayComplete, onlyRunning } from "./task-completion.ts";
export { OUTCOMES, type Problem, type TaskResult } from "./task-result.ts";
export { listForMe, object, viewForMe, type ForMe } from "./for-me.ts";
export { addTerms, termsIn, termsOf, type Term } from "./terms.ts";
export { fireTimers } from "./timers.ts";
export { mustSee, unmask, viewAsStaff, viewMatter, viewOwn, type MatterView } from "./view.ts";
export { withdraw } from "./withdrawal.ts";
export { vouching } from "./vouching.ts";
