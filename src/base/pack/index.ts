export { ACTS, flowFindings, rulesFindings } from "./check-flow.ts";
export type { ElementFinding } from "./check-flow.ts";
export { basisWords, clauseOf, isPlaceholder, lawName } from "./basis.ts";
export { packFaults, packRemarks, surroundingsOf } from "./check-pack.ts";
export { faultText } from "./fault.ts";
export type { Fault } from "./fault.ts";
export { TYPES } from "./item.ts";
export type { Basis, BeneficiaryRule, FaceLine, Item, Material, Once, Outcome, Place, Situation, SituationOption, Substitute } from "./item.ts";
export { materialsFor } from "./materials.ts";
export type { NeededMaterial } from "./materials.ts";
export { isOnline } from "./pack.ts";
export type {
  Case,
  Checklist,
  CheckPoint,
  Expectation,
  ItemDefinition,
  LicenceType,
  Manifest,
  Pack,
  RegisterDefinition,
  RegisterField,
  Service,
} from "./pack.ts";
export { readPack } from "./read.ts";
export type { Reading } from "./read.ts";
export { checkSituation, liveSituation, misshapenSituation, readSituation, situationsFor, stopOf } from "./situations.ts";
export { cityOf } from "./surroundings.ts";
export type { City, Surroundings } from "./surroundings.ts";
