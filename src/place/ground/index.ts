export { KINDS, type Feature, type Kind } from "./feature.ts";
export { featuresWithin, groundWithin, replaceGround, sheetsOf } from "./ground.ts";
