import type { Ctx } from "#kernel/ctx";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { firstGraphemes } from "#values/graphemes";
import { addressOf, chosen, typed } from "./typed.ts";

// What is searched for may be somebody's number, name or phone: an address is written down by browsers and proxies, so it carries the text sealed, for
// a day and for who searched. Filters stand in clear: they say nothing of anybody.
const SEALED = "s";
const DAY = 24 * 3_600_000;

function sealed(ctx: Ctx, text: string): string {
  return ctx.personal.encrypt(JSON.stringify({ text, by: ctx.actor.id, until: ctx.now.getTime() + DAY }));
}

/** The text that a list is searched for; undefined when there is none, or its address is another's or too old. */
export function searchedFor(ctx: Ctx, query: Record<string, string>, name: string): string | undefined {
  const given = query[SEALED];
  if (typeof given !== "string" || given === "") return chosen(query, name);
  try {
    const { text, by, until } = JSON.parse(ctx.personal.decrypt(given)) as { text: string; by: string; until: number };
    return by === ctx.actor.id && until > ctx.now.getTime() ? text : undefined;
  } catch {
    return undefined;
  }
}

/** The address of a page of a list that is searched, with its filters. */
export function listAddress(ctx: Ctx, path: string, text: string | undefined, filters: Record<string, string | number | undefined>): string {
  return addressOf(path, { ...(text !== undefined && { [SEALED]: sealed(ctx, text) }), ...filters });
}

/** Where a search is sent: to the list's own address, with the text sealed. */
export function searching(name: string, filters: readonly string[] = []) {
  return ({ body, url }: Incoming, ctx: Ctx): Reply => {
    const text = firstGraphemes(typed(body, name).trim(), 200);
    const kept = Object.fromEntries(filters.map((filter) => [filter, typed(body, filter)]));
    return redirect(listAddress(ctx, url.split("?", 1)[0]!, text === "" ? undefined : text, kept));
  };
}
