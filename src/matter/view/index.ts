export { listForMe, object, viewForMe, type ForMe } from "./for-me.ts";
export { inspectionsOf, type Inspection } from "./inspections.ts";
export { partiesShown, type PartyPart, type PartyShown } from "./parties.ts";
export { unmask, viewAsStaff, viewMatter, viewOwn, type MatterView } from "./view.ts";
