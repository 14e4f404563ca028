export { applyForSeal, approveSeal, refuseSeal, type SealApplication } from "./application.ts";
export { judgeCms, judgeValue, type CmsJudgement, type ValueJudgement } from "./cms-judgement.ts";
export { listHoldersOf, listUsersOf, type SealHolder } from "./holder.ts";
export { judgeSignature, STEPS, type JudgedStep, type Judgement } from "./judgement.ts";
export { makeSeal } from "./making.ts";
export { openMoves, viewSeal } from "./open-moves.ts";
export { drawSealPicture, drawSpecimen, type DrawnSeal, type SealFace } from "./picture.ts";
export { findStanding, type PublicStanding } from "./public-standing.ts";
export { findActiveSeal, findSeal, findSealOf, findUse, getSeal, isNamedHere, listSeals, listUses, type SealUse } from "./queries.ts";
export { searchSeals, type SealFilter, type SealRow } from "./search.ts";
export {
  KINDS as SEAL_KINDS,
  MOVES as SEAL_MOVES,
  PURPOSES,
  STATES as SEAL_STATES,
  type Seal,
  type SealKind,
  type SealMove,
  type SealPurpose,
  type SealState,
  type SealStep,
} from "./seal.ts";
export { activateSeal, expireSeals, freezeSeal, revokeSeal, thawSeal } from "./standing.ts";
export { searchUses, type LoggedUse, type UseFilter } from "./use-search.ts";
export { cmsWithSeal, signWithSeal, type SealWish, type UseWish } from "./use.ts";
