export { foundCity, type Founded } from "./found.ts";
export { readCityFolder, type CityFolder } from "./folder.ts";
export { packsOf } from "./packs.ts";
export { CityFaults, signInsText } from "./told.ts";
