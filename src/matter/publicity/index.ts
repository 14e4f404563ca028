export { listPublic, MOST_PUBLIC, publicLists, type PublicColumn, type PublicList, type PublicRow } from "./lists.ts";
export { findPublication, mayTakeDown, takeDown, type Publication } from "./taking-down.ts";
