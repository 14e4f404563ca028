export { organisationRecord, populationRecord, readCast, recordsOf } from "./cast.ts";
export type { Cast, CastOrganisation, CastPerson } from "./cast.ts";
export { play } from "./play.ts";
export type { Played, Script } from "./play.ts";
export { rehearsalFaults } from "./rehearsal.ts";
