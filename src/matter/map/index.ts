export type { MapFilter } from "./wanted.ts";
export { mappedKinds, statesShown, type MappedKind } from "./shown.ts";
export {
  GROUPED,
  groupsAt,
  MOST_POINTS,
  openWithin,
  pointsOf,
  pressingWithin,
  spreadWithin,
  viewWithin,
  type OpenGroup,
  type OpenPoint,
  type PressingRow,
  type Spread,
} from "./open-within.ts";
export { holdOpen, readAnew } from "./open-now.ts";
