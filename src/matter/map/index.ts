export type { MapFilter } from "./extent.ts";
export { mappedKinds, statesShown, type MappedKind } from "./shown.ts";
export {
  GROUPED,
  groupsAt,
  MOST_POINTS,
  openWithin,
  pointsOf,
  pressingWithin,
  spreadWithin,
  type OpenGroup,
  type OpenPoint,
  type PressingRow,
  type Spread,
} from "./open-within.ts";
