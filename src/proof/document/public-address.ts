import { paperCode } from "./paper-code.ts";

let address = "http://localhost:8080";

/** Sets the public address, without a slash at the end, that papers lead to. */
export function setPublicAddress(url: string): void {
  address = url;
}

/** Where the proof of a receipt is checked. */
export function traceAddress(): string {
  return `${address}/verify/trace`;
}

/** Where a paper is checked by the code printed on it. */
export function paperAddress(document: { matterId: string; documentId: string }): string {
  return `${address}/verify/paper/${paperCode(document)}`;
}
