import { speaker } from "#people/city";
import type { Ctx } from "#kernel/ctx";
import { page, type Incoming, type Reply } from "#kernel/http";
import { fieldPage, type Display, type FieldPage, type FieldPlace } from "#ui";
import { phoneFiles } from "./phone-files.ts";

// Camera and position are opened for these pages alone; everything else of the policy stays as it is everywhere.
const OPENED = { "permissions-policy": "camera=(self), microphone=(), geolocation=(self)" };

const PLACES: readonly FieldPlace[] = [
  { href: "/field", label: "任务", icon: "list-todo" },
  { href: "/field/report", label: "上报", icon: "plus" },
  { href: "/field/queue", label: "待送", icon: "cloud-upload" },
  { href: "/field/own", label: "我的", icon: "user-round" },
];

/** What a page says of itself. */
export type Shown = Pick<FieldPage, "title" | "body" | "wrong" | "notice" | "back" | "aside"> & { way?: FieldPage["way"] };

function displayOf({ mode, cookies }: Pick<Incoming, "mode" | "cookies">): Display {
  return {
    ...((mode.theme === "dark" || mode.theme === "light") && { theme: mode.theme }),
    ...(cookies["yw_contrast"] === "more" && { contrast: "more" as const }),
  };
}

/** A page as HTML, without asking the database anything. */
export function drawn(incoming: Incoming | undefined, asked: Pick<Ctx, "ports">, { way = "page", ...shown }: Shown): string {
  const path = incoming?.url.split("?", 1)[0] ?? "";
  const here = PLACES.findLast(({ href }) => path === href || path.startsWith(`${href}/`))?.href;
  return fieldPage({
    ...shown,
    way,
    site: speaker(asked, "staff"),
    display: incoming ? displayOf(incoming) : {},
    places: way === "locked" ? [] : PLACES.map((place) => ({ ...place, current: way === "page" && place.href === here })),
    extra: phoneFiles(),
  });
}

/** A page of the phone in its frame. */
export function show(incoming: Incoming, ctx: Ctx, shown: Shown, status = 200): Reply {
  return { ...page(drawn(incoming, ctx, shown), status), headers: OPENED };
}
