export { itemWords, typeWord, type ItemWords } from "./themes.ts";
export { importItems, type ImportReport } from "./import.ts";
export { itemColumns, type Guess } from "./item-list.ts";
export { packInUse, type PackInUse } from "./contents.ts";
export { indicatorsNow } from "./indicators.ts";
export { installPack } from "./installation.ts";
export { codesNow, getKind, getKindVersion, kindsNow, listKinds, listKindVersions, publishKind, rolesNow, type KindEntry, type KindVersion } from "./kinds.ts";
export { publishItem } from "./publication.ts";
export { watchesNow, type KeptWatch } from "./watches.ts";
export {
  findItem,
  getItem,
  getItemVersion,
  getLicenceType,
  listItems,
  listLicenceTypes,
  listPacks,
  listVersions,
  type InstalledPack,
  type ItemEntry,
  type ItemVersion,
} from "./queries.ts";
