/** A text out of a form body, as it was typed; "" when it is absent or sent twice. */
export function typed(body: Readonly<Record<string, unknown>>, name: string): string {
  const value = body[name];
  return typeof value === "string" ? value : "";
}
