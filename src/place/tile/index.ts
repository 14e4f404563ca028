export { groundTile, outlineTile, pointTile } from "./tiles.ts";
export { encodeTile, EXTENT, type TileFeature, type TileLayer } from "./mvt.ts";
