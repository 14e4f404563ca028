import type { Actor } from "#kernel/ctx";
import type { Incoming, Route } from "#kernel/http";

/** Every page of the console. */
export const consoleRoutes: Route[] = [];

/** The console's error page. */
export function consoleErrorPage(refusal: { status: number; message: string }, _incoming: Incoming | undefined, _actor: Actor): string {
  return `<!doctype html><html lang="zh-CN"><title>${refusal.status}</title><p>${refusal.message}`;
}
