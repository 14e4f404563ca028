import { codesNow, itemWords } from "#content/catalogue";
import type { Ctx } from "#kernel/ctx";
import { isIcon, type Tile } from "#ui";

/** A life event, or an event in the life of a firm, under which people look for items. */
export interface Theme {
  id: string;
  label: string;
  /** What belongs there, in a few words. */
  hint: string;
  icon: NonNullable<Tile["icon"]>;
  audience: "person" | "organisation";
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** Every theme that items name, in the order of a life. */
export async function themesNow(ctx: Ctx): Promise<Theme[]> {
  return itemWords(await codesNow(ctx)).themes.map(({ value, label, hint, icon, audience }) => ({
    id: value,
    label,
    hint: text(hint),
    icon: isIcon(icon) ? icon : "list-checks",
    audience: audience === "organisation" ? audience : "person",
  }));
}

/** The theme with an id, or undefined. */
export async function findTheme(ctx: Ctx, id: string): Promise<Theme | undefined> {
  return (await themesNow(ctx)).find((theme) => theme.id === id);
}

/** Themes of an audience as ways in, those without any item left out. */
export async function tilesFor(ctx: Ctx, audience: Theme["audience"], used: ReadonlySet<string>): Promise<Tile[]> {
  return (await themesNow(ctx))
    .filter((theme) => theme.audience === audience && used.has(theme.id))
    .map(({ id, label, hint, icon }) => ({ href: `/themes/${id}`, label, hint, icon }));
}
