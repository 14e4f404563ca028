import { randomInt } from "node:crypto";

// Letters and figures that are not taken for one another when they are read out or copied by hand.
const SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const LENGTH = 8;

/** A code by which whoever gave no name may follow a matter: 31 signs in eight places, some 10¹² codes. */
export function followCode(): string {
  return Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join("");
}
