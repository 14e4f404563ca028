export { findPlace, type Candidate, type FoundPlaces, type Sought } from "./find.ts";
export { addressAt, type NearestAddress } from "./nearest.ts";
export { ADDRESS_COLUMNS, importAddresses, readAddresses, type AddressImport, type AddressLine } from "./import.ts";
export { writePlaces, type NewAddress, type NewLandmark, type NewPlaces } from "./register.ts";
export { addressWords } from "./words.ts";
export { figures } from "./number.ts";
