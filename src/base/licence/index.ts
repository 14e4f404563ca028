export { maskedFace, unmaskFace } from "./face.ts";
export { issueLicence, type Issue } from "./issuance.ts";
export { STATES as LICENCE_STATES, type FaceLine, type Licence, type LicenceState } from "./licence.ts";
export { findLicence, findUsable, getLicence, listLicencesOf, searchLicences } from "./queries.ts";
export { showingCode, SHOWN_FOR, verify } from "./showing.ts";
export { cancelLicence, liftSuspension, suspendLicence } from "./standing.ts";
