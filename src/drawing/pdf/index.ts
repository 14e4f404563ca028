export { additionBehind, type Addition } from "./additions.ts";
export { embeddedFiles, readPdfSelf, type PdfSelf } from "./inside.ts";
export { printPdf, type PdfFacts } from "./print.ts";
export type { PdfSignature } from "./signatures.ts";
export { pdfSignatures, spoiltSignatures } from "./signatures.ts";
export type { PdfSignatureGiven, PreparedPdf } from "./signing.ts";
export { attachCms, preparePdfSignature } from "./signing.ts";
