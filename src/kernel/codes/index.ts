export { ageOn, idNumberCheck, idNumberFacts, isIdNumber, type IdNumberFacts } from "./id-number.ts";
export { matterNumber, readItemCode, type ItemCode } from "./item-code.ts";
export { licenceIdentifier, readLicenceIdentifier, type LicenceIdentifier } from "./licence-identifier.ts";
export { mod3736 } from "./mod.ts";
export { isUscc, usccCheck } from "./uscc.ts";
