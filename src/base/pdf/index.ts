export { printPdf, type PdfFacts } from "./print.ts";
export type { PdfSignature } from "./signatures.ts";
export { pdfSignatures } from "./signatures.ts";
export type { PdfSignatureGiven, PreparedPdf } from "./signing.ts";
export { attachCms, preparePdfSignature } from "./signing.ts";
