export type { CodeEntry } from "#content/kind";
export { basisWords, clauseOf, isPlaceholder, lawName } from "./basis.ts";
export { faultText } from "./fault.ts";
export type { Fault } from "./fault.ts";
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
  KindDefinition,
  LicenceType,
  Manifest,
  Pack,
  RoleDefinition,
  Service,
  WrittenKind,
} from "./pack.ts";
export { FIRST_KIND, upgraded, upgradedFlow } from "./upgrade.ts";
export { readPack } from "./read.ts";
export type { Reading } from "./read.ts";
export { checkSituation, liveSituation, misshapenSituation, readSituation, situationField, situationsFor, stopOf } from "./situations.ts";
export { LAYOUT, type Folder, type Written } from "./layout.ts";
export { SCHEMAS, writtenKindSchema, type FileKind } from "./schemas.ts";
export { yamlSource, type Source } from "./source.ts";
export { faultsOf } from "./validate.ts";
export { checklistsOf, definitionOf, elementsOf, joinedRoles, kindsOf, withKind } from "./union.ts";
export { wholeItem, ITEM_KEYS } from "./whole-item.ts";
