export { listAbout, type AboutRow } from "./about.ts";
export { listForMe, object, viewForMe, type ForMe } from "./for-me.ts";
export { inspectionsOf, type Inspection } from "./inspections.ts";
export { papersFor } from "./papers.ts";
export { guardedRoles, partiesShown, type PartyPart, type PartyShown } from "./parties.ts";
export { unmask, viewAsStaff, viewFollowed, viewMatter, viewOwn, type FollowedView, type MatterView } from "./view.ts";
