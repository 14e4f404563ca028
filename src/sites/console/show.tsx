import { speaker } from "#people/city";
import { grants, organisationNow } from "#people/duty";
import { countInbox } from "#matter/lists";
import { rosterNow } from "#matter/roster";
import { countToldStaff } from "#matter/notice";
import type { Ctx } from "#kernel/ctx";
import { page, type Incoming, type Reply } from "#kernel/http";
import { consolePage, type ConsolePage, type Display, type NoticeProps } from "#ui";
import { kindsInReach } from "./list/reach.ts";
import { viewsInReach } from "./list/views.tsx";
import { navigationFor } from "./navigation.ts";
import { noticeFor } from "./done-words.tsx";
import { findDesk } from "./seat/at-desk.ts";

/** What a page says of itself; the frame comes from the request and the actor. */
export type Shown = Omit<ConsolePage, "site" | "path" | "display" | "token" | "actor" | "nav" | "searchable" | "notice"> & {
  notice?: NoticeProps | undefined;
  /** The job that the page belongs to, where its own address does not say so. */
  at?: string;
};

/** The address of a list, whatever page of it, whatever was just done there and in whatever order it is asked. */
function withoutPage(url: string): string {
  const [path, query = ""] = url.split("?", 2) as [string, string?];
  const asked = new URLSearchParams(query);
  for (const name of ["page", "done"]) asked.delete(name);
  asked.sort();
  return asked.size > 0 ? `${path}?${asked}` : path;
}

/** How the member of staff wants pages to look, out of their cookies. */
export function displayOf({ mode, cookies }: Pick<Incoming, "mode" | "cookies">): Display {
  return {
    ...((mode.theme === "dark" || mode.theme === "light") && { theme: mode.theme }),
    ...(cookies["yw_contrast"] === "more" && { contrast: "more" as const }),
  };
}

/** A page of the console in its frame; `status` 422 or 409 when a form comes back. */
export async function show(incoming: Incoming, ctx: Ctx, { notice, at, ...shown }: Shown, status = 200): Promise<Reply> {
  const works = grants(ctx.actor, "matter.work");
  const [organisation, waiting, kinds, told, views, desk, roster] = await Promise.all([
    organisationNow(ctx),
    works ? countInbox(ctx) : 0,
    kindsInReach(ctx),
    countToldStaff(ctx),
    viewsInReach(ctx),
    grants(ctx.actor, "matter.begin") ? findDesk(ctx) : undefined,
    rosterNow(ctx),
  ]);
  const duty = ctx.actor.duties?.[0];
  const said = notice ?? noticeFor(incoming.query["done"]);
  return page(
    consolePage({
      ...shown,
      ...(said && { notice: said }),
      site: speaker(ctx, "staff"),
      path: incoming.url,
      display: displayOf(incoming),
      token: incoming.formToken,
      searchable: grants(ctx.actor, "matter.read"),
      nav: navigationFor(ctx.actor, at ?? incoming.url, {
        waiting,
        told,
        kinds,
        views,
        seat: desk !== undefined,
        duty: kinds.some(({ id }) => id === roster?.kind.id),
        url: withoutPage(incoming.url),
      }),
      actor: {
        name: ctx.actor.name,
        post: duty?.post ?? "",
        unit: duty ? (organisation.units.get(duty.unit)?.shortName ?? duty.unit) : "",
        area: duty ? (organisation.areas.get(duty.area)?.name ?? "") : "",
      },
    }),
    status,
  );
}
