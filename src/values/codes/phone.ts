import { foldCode } from "./written.ts";

/** A telephone number as it is dialled within the country: without blanks and +86, no hyphens in a mobile number, none of the brackets of an area code. */
export function foldPhone(text: string): string {
  const plain = foldCode(text);
  const mobile = /^(?:\+86|0086|86)?0?(1[3-9]\d{9})$/.exec(plain.replace(/[-().]/g, ""));
  if (mobile) return mobile[1]!;
  const inland = plain.replace(/^(?:\+86|0086|\(\+?86\))-?\(?0?/, "0").replace(/^\((0\d{2,3})\)-?/, "$1-");
  return /^0\d{2,3}\)?-?\d{7,8}$/.test(inland) ? inland.replace(/\)-?/, "-") : plain;
}

/** Mainland mobile number, or a landline with area code. */
export function isPhone(text: string): boolean {
  return /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/.test(text);
}
