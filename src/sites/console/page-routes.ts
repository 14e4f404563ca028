import type { Ctx } from "#kernel/ctx";
import { Refusal } from "#values/errors";
import type { Incoming, Reply, Route, Who } from "#kernel/http";

/** A page: what is asked for, and what is sent to it. */
export interface PageModule {
  get?(incoming: Incoming, ctx: Ctx): Promise<Reply> | Reply;
  post?(incoming: Incoming, ctx: Ctx): Promise<Reply> | Reply;
  /** Who may bring files that are kept: `Route.admit` of what is sent. */
  admit?(incoming: Incoming, ctx: Ctx): Promise<void>;
}

/** The routes of a page: who may see it is who may send to it. */
export function pageRoutes(path: string, who: Who, { get, post, admit }: PageModule, { upload }: { upload?: boolean } = {}): Route[] {
  return [
    ...(get ? [{ method: "GET" as const, path, who, site: "console" as const, handle: get }] : []),
    ...(post ? [{ method: "POST" as const, path, who, site: "console" as const, handle: post, ...(upload && { upload }), ...(admit && { admit }) }] : []),
  ];
}

/** Does an act; what it refuses for its content or for the state of things (422, 409), or for coming too often (429), comes back as the page, with what was typed. */
export async function attempt(act: () => Promise<Reply>, again: (refusal: Refusal) => Promise<Reply>): Promise<Reply> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Refusal && (error.status === 422 || error.status === 409 || error.status === 429)) return again(error);
    throw error;
  }
}
