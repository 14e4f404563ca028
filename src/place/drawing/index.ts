export { PlaceMap, tintStep } from "./map.tsx";
export { middleOf, pixels, pointAt, readView, viewAround, viewBeside, viewOver, viewText, type View } from "./view.ts";
export type { MapArea, MapLayers, MapPin, MapTint, Shape } from "./layer.ts";
