import type { TSchema } from "@sinclair/typebox";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#values/errors";
import type { Received } from "#kernel/files";
import type { Limit } from "./gate.ts";

/**
 * Who may call a route: anybody; a person who is signed in; any member of staff; or a member of staff whose duties grant
 * a permission ("matter.accept"). Whether it reaches this very matter is the act's own question.
 */
export type Who = "anyone" | "person" | "staff" | "party" | `may:${string}`;

/** A file that came with a form. */
export interface Upload {
  field: string;
  name: string;
  content: Buffer;
}

/** A file that came onto the disk, or the reason why it was not taken. What the handler does not keep is forgotten after it. */
export type Brought = { field: string; name: string } & ({ received: Received; refusal?: undefined } | { refusal: Refusal; received?: undefined });

/** What a handler is given. Values are those of the schema; forms arrive as text or lists of text. */
export interface Incoming {
  params: Record<string, string>;
  query: Record<string, string>;
  body: Record<string, unknown>;
  files: Upload[];
  /** Files of a route with `admit`. */
  brought: Brought[];
  /** Hidden field value that a form must carry back. */
  formToken: string;
  /** Path with query, for "back to where you were". */
  url: string;
  /** How the page is to be shown: 长辈模式 and colour theme, from the person's own cookie. */
  mode: { elder: boolean; theme: string };
  /** Address of the caller, for the sign-in record. */
  address: string;
  cookies: Record<string, string | undefined>;
  /** Accept-Encoding header, "" when there is none. */
  acceptEncoding: string;
  /** Of a form whose sender was signed in no more: whether what was typed is kept for them, and the page it stood on. */
  kept?: { back: string };
  /** Of a route with `raw`: the bytes exactly as they came; undefined where another type was sent. */
  raw?: Buffer;
  /** A header as it came; of one that came several times nothing. */
  header(name: string): string | undefined;
  /** Idempotency-Key header of an API call, as it came. */
  idempotencyKey: string | undefined;
}

/** A cookie to set with a reply; an empty value removes it. */
export interface SetCookie {
  name: string;
  value: string;
  maxAge?: number;
}

/** What a handler gives back. */
export type Reply = { cookies?: SetCookie[]; headers?: Record<string, string> } & (
  | { kind: "page"; html: string; status?: number }
  | { kind: "redirect"; to: string }
  | { kind: "json"; data: unknown; status?: number }
  | {
      kind: "bytes";
      content: Buffer | string;
      type: string;
      status?: number;
      name?: string;
      inline?: boolean;
      /** true: for ever; a number: seconds; "asked": kept, and asked each time whether it still holds */ cache?: boolean | number | "asked";
    }
);

/** One address of the city. */
export interface Route {
  method: "GET" | "POST" | "PUT" | "DELETE";
  path: string;
  who: Who;
  /** Pages: cookie session, form token, HTML errors. "api": bearer token, problem+json errors. */
  site: "portal" | "console" | "field" | "api";
  /** Asked by a script of a page: cookie session and form token, but errors as problem+json. */
  scripted?: true;
  summary?: string;
  schema?: { params?: TSchema; query?: TSchema; body?: TSchema; response?: TSchema };
  /** Takes a file with the form (multipart), held in memory and not kept. */
  upload?: boolean;
  /**
   * Takes files that are kept: asked before anything of them is read, refuses who may not bring any here. They go to the disk as they come
   * (`Incoming.brought`).
   */
  admit?(incoming: Incoming, ctx: Ctx): Promise<void>;
  /** How a refusal is told, where a protocol has its own way. */
  refused?(refusal: Refusal): { status: number; type: string; content: string };
  /** Of a call of the API that writes: what is done once for a key. "none" for what writes nothing, or is about the session itself. */
  key?: "none";
  /** Takes one type of content as the bytes that came, so many at most: their signature is judged. */
  raw?: { type: string; most: number };
  /** How often it may be called; 429 beyond that, before anything of the body is read. */
  limit?: Limit;
  handle(incoming: Incoming, ctx: Ctx): Promise<Reply> | Reply;
}

/** A page; `status` 422 when a form comes back with errors. */
export function page(html: string, status = 200): Reply {
  return { kind: "page", html, status };
}

/**
 * 303: after a POST, look there. Only paths of our own are followed. What is no visible ASCII is escaped: a header cannot carry it,
 * and a browser would drop a tab and read another host out of "/<tab>/elsewhere".
 */
export function redirect(to: string, cookies?: SetCookie[]): Reply {
  const path = to.toWellFormed().replace(/[^\x21-\x7e]/gu, encodeURIComponent);
  return { kind: "redirect", to: /^\/(?![/\\])/.test(path) ? path : "/", ...(cookies && { cookies }) };
}

/** JSON. */
export function json(data: unknown, status = 200): Reply {
  return { kind: "json", data, status };
}
