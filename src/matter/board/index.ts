export { formOfKind, kindBoard, type BoardRow, type Counting } from "./board.ts";
export { figureWord, LIVE, sortOf } from "./figure.ts";
