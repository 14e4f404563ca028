import { randomBytes, timingSafeEqual } from "node:crypto";
import { hmacSm3 } from "#kernel/crypto";

/** Name of the cookie a form token is bound to. */
export const FORM_COOKIE = "yw_form";

/** Name of the session cookie. */
export const SESSION_COOKIE = "yw_session";

/** A new value for the form cookie. */
export function newFormCookie(): string {
  return randomBytes(18).toString("base64url");
}

/** The hidden field's value that belongs to a form cookie (and to the session, when there is one). */
export function formToken(key: Buffer, formCookie: string, session: string | undefined): string {
  return hmacSm3(key, `${formCookie}.${session ?? ""}`).toString("base64url");
}

/** Compares two texts without telling by time how much of them agrees. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
