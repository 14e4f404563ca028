export { instead, listed, nearest } from "./spelling.ts";
