import { speaker } from "#people/city";
import type { Ctx } from "#kernel/ctx";
import { page, type Incoming, type Reply } from "#kernel/http";
import { portalPage, type Display, type PortalPage } from "#ui";

/** What a page says of itself; the frame comes from the request. */
export type Shown = Omit<PortalPage, "site" | "path" | "display" | "token" | "actor">;

/** How the person wants pages to look, out of their cookies. */
export function displayOf({ mode, cookies }: Pick<Incoming, "mode" | "cookies">): Display {
  return {
    ...(mode.elder && { mode: "elder" as const }),
    ...((mode.theme === "dark" || mode.theme === "light") && { theme: mode.theme }),
    ...(cookies["yw_contrast"] === "more" && { contrast: "more" as const }),
  };
}

/** A whole page as text. */
export function htmlOf(
  incoming: Pick<Incoming, "url" | "mode" | "cookies" | "formToken">,
  { actor, ports }: Pick<Ctx, "actor" | "ports">,
  shown: Shown,
): string {
  return portalPage({
    ...shown,
    site: speaker({ ports }, "public"),
    path: incoming.url,
    display: displayOf(incoming),
    token: incoming.formToken,
    ...(actor.kind === "person" && { actor: { name: actor.name, ...(actor.onBehalf && { onBehalf: actor.onBehalf.name }) } }),
  });
}

/** A page of the portal; `status` 422 when a form comes back. */
export function show(incoming: Incoming, ctx: Ctx, shown: Shown, status = 200): Reply {
  return page(htmlOf(incoming, ctx, shown), status);
}

/** A path of our own out of what was sent, else the way named: nobody is led away from here. */
export function safePath(given: unknown, otherwise: string): string {
  return typeof given === "string" && /^\/(?![/\\])[^\s\\]*$/.test(given) ? given : otherwise;
}

/** A text field out of a form body, trimmed; "" when it is absent. */
export function textOf(body: Record<string, unknown>, name: string): string {
  const value = body[name];
  return typeof value === "string" ? value.trim() : "";
}
