export { INDICATED_BY, INDICATORS_SCHEMA, isOfClosed, isStanding, measuresOf, type IndicatedBy, type Indicator } from "./indicator.ts";
export { partsOf } from "./braces.ts";
export { CORE_WORKS, workOf } from "./core-work.ts";
export { byOwnParty, ownParty } from "./party.ts";
export { BROUGHT_ACTS, CORE_ACTS, CORE_FLAGS, CORE_LINKS, CORE_STATES } from "./core.ts";
export { kindOf, unfolded, type Elements, type UnknownElement } from "./expand.ts";
export type {
  Channel,
  ClockKind,
  CodeEntry,
  Desk,
  Roster,
  Kind,
  KindAct,
  LinkKind,
  Mark,
  Outcome,
  PartyRole,
  Phase,
  Starting,
  State,
  StopKind,
  Telling,
  Work,
  WorkRule,
} from "./kind.ts";
export { deliveryName, PROVING, WAY_PARTS, WAYS_LIST, waysIn, type Way, type WayPart } from "./delivery.ts";
export { EVERY_PARTY } from "./paper.ts";
export type { KindLists, Paper, PaperBlock, PaperTable } from "./paper.ts";
export { CODES_SCHEMA, elementsSchema, ITEMS_SCHEMA, kindSchema, LISTS_SCHEMA, PAPERS_SCHEMA, ROLES_SCHEMA } from "./schema.ts";
export { isSort, isWatched, RAISED_FROM, WATCHED_COLUMNS, WATCHES_SCHEMA, type Watch } from "./watch.ts";
export { askedChecklist, askedIn, asksOf, fieldsAsked, outcomeWords, ownChecklist, withPersonal } from "./asked.ts";
export { isTerm, offDay } from "./public-list.ts";
export { keptUntil, keptWords, yearsKept } from "./retention.ts";
export { writtenKind } from "./written.ts";
export { rolesAtWork, withWorks } from "./works.ts";
export {
  actSaid,
  actTone,
  actWord,
  beginnerRole,
  beginnerWord,
  channelWord,
  firstState,
  flagWord,
  handedInBy,
  isOfAnother,
  isTold,
  mainClock,
  matterChannel,
  phaseOf,
  stateOf,
  stateSaid,
  statesAhead,
  statesIn,
  stateTone,
  tellsOf,
} from "./words.ts";
