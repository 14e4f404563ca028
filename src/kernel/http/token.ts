import { randomBytes, timingSafeEqual } from "node:crypto";
import { hmacSm3 } from "#crypto/crypto";

/** Name of the cookie a form token is bound to. */
export const FORM_COOKIE = "yw_form";

/** Name of the session cookie. */
export const SESSION_COOKIE = "yw_session";

/** Names what was typed when a login had ended, for its owner to find again. */
export const KEPT_COOKIE = "yw_kept";

/** Names the session that was signed out of here, so that what is typed in another tab is kept for its owner. Opens nothing. */
export const WAS_COOKIE = "yw_was";

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
