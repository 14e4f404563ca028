export { makeCity, type MadeCity, type MadeFeature } from "./city.ts";
export { randomFrom, type Random } from "./random.ts";
