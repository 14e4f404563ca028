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
export { answerRequest, askForAccount, type AccountKind } from "./account-request.ts";
export { admitAttempt, sweepAttempts } from "./attempts.ts";
export { beginSecondFactor, changePassword, changeSecondFactor, enrol, enrolmentOf, type Enrolment } from "./enrolment.ts";
export { findTyped, forgetTyped, keepTyped, nameOfSession, sweepTyped, type Typed } from "./kept-fields.ts";
export { firstPassword, renewFirstPassword } from "./first-password.ts";
export { codeNow } from "./second-factor.ts";
export { actFor, actorOf, endLogins, endSession, listLogins, openEnrolment, openSession, type Login } from "./session.ts";
export { importStaff, STAFF_COLUMNS, staffFaults, type NewAccount, type StaffLine } from "./staff-import.ts";
export { createStaff, listStaff, setStaffDisabled, type StaffMember } from "./staff.ts";
export { signInStaff } from "./staff-sign-in.ts";
export { addProgram, endProgram, listPrograms, programOf, type Program } from "./program.ts";
