export {
  actsIn,
  agencyHolds,
  findAgency,
  grantAgency,
  itemsOf,
  keptTo,
  listAgenciesOfOrganisation,
  listAgenciesOfPerson,
  revokeAgency,
  type Agency,
} from "./agency.ts";
export {
  findOrganisationByUscc,
  findPersonByIdNumber,
  findPersonByIndex,
  getOrganisation,
  getPerson,
  maskedPerson,
  registerOrganisation,
  registerPerson,
  type Organisation,
  type Person,
} from "./person.ts";
export { actFor, actorOf, endSession, openSession } from "./session.ts";
export { codeNow, createStaff, listStaff, setStaffDisabled, signInStaff, type StaffMember } from "./staff.ts";
