export { appoint, endAppointment, placeOrganisation, type NewAppointment } from "./appointment.ts";
export { organisationOf, type Area, type Organisation, type Unit } from "./organisation.ts";
export { listAppointments, listDuties, organisationNow, type Appointment } from "./queries.ts";
export { bodyWithin, covers, grants, holdsRole, mayAt, type Place } from "./reach.ts";
export { isRole, roleGrants, ROLES, type Role } from "./roles.ts";
