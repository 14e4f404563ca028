export { ageOn, idNumberCheck, idNumberFacts, isIdNumber, type IdNumberFacts } from "./id-number.ts";
export { readItemCode, type ItemCode } from "./item-code.ts";
export { licenceIdentifier, readLicenceIdentifier, type LicenceIdentifier } from "./licence-identifier.ts";
export { mod3736 } from "./mod.ts";
export { hasUsccShape, isUscc, usccCheck } from "./uscc.ts";
export { foldIdPaper, foldPaperNumber, ID_PAPERS, idPaperText, isIdPaper, partsOfIdPaper, readIdPaper, type IdPaper, type IdPaperKind } from "./id-paper.ts";
export { isMistypedCard, luhn } from "./bank-card.ts";
export { foldPhone, isPhone } from "./phone.ts";
export { chineseFigures, foldCode, foldNumber, readNumber } from "./written.ts";
