export {
  clockOf,
  dueDay,
  dueDayOf,
  holdIn,
  mainClock,
  nameOf,
  pausedSince,
  runningStops,
  standsStill,
  stopBefore,
  statutoryDay,
  suspendedSince,
  timerOf,
  type Clock,
  type Clocked,
  type Stop,
} from "./clock.ts";
export { clockKindOf, declaredBy, HOLD, stopKindOf, type ClockKind, type ClockMark, type Declared, type StopKind, type Timing } from "./declared.ts";
export { lightOf, looked, passingsOf } from "./marks.ts";
export { extend, recount, remember, resume, stop, type Moved } from "./movers.ts";
export { clearTimer, end, endAll, limitOf, setTimer, start, timerPace, type Moving } from "./moving.ts";
export {
  changedClocks,
  changedStops,
  CLOCKED_COLUMNS,
  CLOCKS_PART,
  dayIn,
  DUE_DAY,
  listClocks,
  onlySoOften,
  listStops,
  mainOf,
  revived,
  REWRITE_STOPS,
  STOPS_PART,
  SUSPENDED_AT,
  writeMark,
} from "./rows.ts";
export { timingNow } from "./timing.ts";
