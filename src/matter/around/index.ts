export { askedPlaceMap, withPressed, type Pressed } from "./place-map.tsx";
export { aroundMatter, listsOf } from "./around.ts";
