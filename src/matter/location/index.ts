export { alikeKey, linkOfAlike, locationRow, LOCATIONS_PART, pointOf, sameBy, shownPoint, type Placed } from "./location.ts";
export { nearby, type Alike, type NearSearch } from "./near.ts";
export { withCell } from "./with-cell.ts";
