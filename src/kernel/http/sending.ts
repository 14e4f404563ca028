import { createHash } from "node:crypto";
import type { FastifyReply } from "fastify";
import { LOCATING } from "./headers.ts";
import type { Reply } from "./route.ts";

/** Content that its receiver keeps, named by what it is: who has this very one is told so, and nothing else is sent. */
function ifChanged(reply: FastifyReply, content: Buffer | string): FastifyReply {
  const name = `"${createHash("sha256").update(content).digest("base64url").slice(0, 22)}"`;
  reply.header("etag", name).header("cache-control", "private, no-cache");
  return reply.request.headers["if-none-match"] === name ? reply.code(304).send() : reply.send(content);
}

/** Sends a reply: its cookies, headers and content. */
export function send(reply: FastifyReply, answer: Reply, secure: boolean): FastifyReply {
  for (const { name, value, maxAge } of answer.cookies ?? []) {
    reply.setCookie(name, value, {
      path: "/",
      httpOnly: true,
      sameSite: "lax",
      secure,
      ...(value === "" ? { maxAge: 0 } : maxAge !== undefined && { maxAge }),
    });
  }
  reply.headers(answer.headers ?? {});
  switch (answer.kind) {
    case "page":
      // Where its reader is may be asked by a page with a button for it, and by no other.
      if (/<button [^<>]*data-locate/.test(answer.html)) reply.header("permissions-policy", LOCATING);
      return reply
        .code(answer.status ?? 200)
        .type("text/html; charset=utf-8")
        .header("cache-control", "no-store")
        .send(answer.html);
    case "redirect":
      return reply.code(303).header("location", answer.to).header("cache-control", "no-store").send();
    case "json":
      return reply
        .code(answer.status ?? 200)
        .type("application/json; charset=utf-8")
        .header("cache-control", "no-store")
        .send(JSON.stringify(answer.data));
    case "bytes": {
      const place = answer.inline ? "inline" : "attachment";
      if (answer.name) reply.header("content-disposition", `${place}; filename*=UTF-8''${encodeURIComponent(answer.name)}`);
      if (answer.cache === "asked") return ifChanged(reply.type(answer.type), answer.content);
      return reply
        .code(answer.status ?? 200)
        .type(answer.type)
        .header(
          "cache-control",
          typeof answer.cache === "number" ? `public, max-age=${answer.cache}` : answer.cache ? "public, max-age=31536000, immutable" : "no-store",
        )
        .send(answer.content);
    }
  }
}
