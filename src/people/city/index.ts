export { beginCity, CITY, cityIsReady, cityOf, findCity, markOf, speaker, type BegunCity, type Identity } from "./city.ts";
