const CONTENT_SECURITY = [
  "default-src 'self'",
  "img-src 'self' data:",
  "style-src 'self'",
  "script-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** In place of the policy that every answer has: the place of the device may be asked. */
export const LOCATING = "camera=(), microphone=(), geolocation=(self)";

/** The headers of every answer, set in one place. */
export function securityHeaders(secure: boolean): Record<string, string> {
  return {
    "content-security-policy": CONTENT_SECURITY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    ...(secure && { "strict-transport-security": "max-age=31536000" }),
  };
}
