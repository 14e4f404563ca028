import { redirect, type Route, type SetCookie } from "#kernel/http";
import { safePath, textOf } from "./show.ts";

const YEAR = 365 * 24 * 3600;
const CHOICES: Record<string, { cookie: string; values: string[] }> = {
  mode: { cookie: "yw_mode", values: ["standard", "elder"] },
  theme: { cookie: "yw_theme", values: ["light", "dark"] },
  contrast: { cookie: "yw_contrast", values: ["standard", "more"] },
};

/** 长辈模式, dark pages, high contrast: kept in the person's own browser for a year, and back to the same page. */
export const displayRoute: Route = {
  method: "POST",
  path: "/display",
  who: "anyone",
  site: "portal",
  handle({ body }) {
    const cookies: SetCookie[] = Object.entries(CHOICES).flatMap(([name, { cookie, values }]) => {
      const value = textOf(body, name);
      return values.includes(value) ? [{ name: cookie, value, maxAge: YEAR }] : [];
    });
    return redirect(safePath(body["back"], "/"), cookies);
  },
};
