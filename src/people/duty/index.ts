export { endAbsence, listAbsences, listAbsent, recordAbsence, type Absence, type Colleague } from "./absence.ts";
export { appoint, appointAsked, endAppointment, endAsked, placeOrganisation, type NewAppointment } from "./appointment.ts";
export { listMergers, mergeUnit, type Merger } from "./merger.ts";
export { areaPattern, organisationOf, type Area, type Organisation, type Unit } from "./organisation.ts";
export { listAppointments, listDuties, listHolders, organisationNow, type Appointment } from "./queries.ts";
export { areasOver, bodyWithin, covers, grants, holdsRole, isOrStandsFor, mayAt, unitsInReach, type Place } from "./reach.ts";
export { answered, askSecondPerson, listRequests, mayAnswer, REQUESTS, type DutyRequest, type RequestKind } from "./request.ts";
export { apart, listConflicts, isPowerful, type Conflict } from "./separation.ts";
export { isRole, forKind, kindsOf, PACK_ROLES, packRoles, PERMISSIONS, roleGrants, roleName, ROLES, VERBS, type PackRole, type Role } from "./roles.ts";
