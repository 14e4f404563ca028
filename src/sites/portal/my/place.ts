import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply, Route } from "#kernel/http";

/** Where a party stands that looks at a matter: who they are to it, and where its pages lie. */
export interface Place {
  ctx: Ctx;
  matterId: string;
  /** Address of its progress. */
  path: string;
  back: { href: string; label: string };
}

/** A way to matters: under one's account, or by number and code. */
export interface Way {
  who: Route["who"];
  /** Address of a matter's progress, as routes have it. */
  base: string;
  /** Where the request stands; a reply where it leads elsewhere first. */
  at(incoming: Incoming, ctx: Ctx): Promise<Place | Reply> | Place | Reply;
}

/** Matters under one's account. */
export const BY_ACCOUNT: Way = {
  who: "person",
  base: "/my/matters/:matter",
  at: ({ params }, ctx) => ({ ctx, matterId: params["matter"]!, path: `/my/matters/${params["matter"]}`, back: { href: "/my", label: "我的事项" } }),
};

/** A route of a matter by a way: its handler is given where the party stands. */
export function routeAt(
  way: Way,
  method: Route["method"],
  rest: string,
  handle: (incoming: Incoming, place: Place) => Promise<Reply>,
  more: Partial<Route> = {},
): Route {
  return {
    method,
    path: `${way.base}${rest}`,
    who: way.who,
    site: "portal",
    ...more,
    async handle(incoming, ctx) {
      const place = await way.at(incoming, ctx);
      return "kind" in place ? place : handle(incoming, place);
    },
  };
}
