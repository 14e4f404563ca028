export { printPdf } from "./print.ts";
