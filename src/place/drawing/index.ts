export { PlaceMap } from "./map.tsx";
export { viewAround, viewOver, type View } from "./view.ts";
export type { MapArea, MapLayers, MapPin, MapTint, Shape } from "./layer.ts";
