export { KINDS, type Feature, type Kind } from "./feature.ts";
export { featuresWithin, groundWithin, replaceGround, sheetsNow, sheetsOf, type Sheets } from "./ground.ts";
