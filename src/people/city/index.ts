export { beginCity, CITY, cityIsReady, cityOf, findCity, inEarnest, markOf, speaker, type BegunCity, type Identity } from "./city.ts";
