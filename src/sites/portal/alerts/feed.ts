import { cityOf } from "#people/city";
import type { Ctx } from "#kernel/ctx";
import { escapeXml, tag, withoutForbidden, xmlFile } from "#drawing/package";
import { LEVELS, listSent, type Message } from "#outcome/alert";

const MOST = 50;

const element = (name: string, text: string): string => tag(name, {}, escapeXml(withoutForbidden(text)));

function entryOf(address: string, { identifier, kind, sentAt, content }: Message): string {
  const { headline, cautions, measures, issuerName, level } = content;
  return tag(
    "entry",
    {},
    element("id", `${address}/alerts/${identifier}.cap`),
    element("title", kind === "Cancel" ? `解除：${headline}` : headline),
    element("updated", sentAt.toISOString()),
    tag("author", {}, element("name", issuerName)),
    tag("category", { term: level, label: LEVELS[level].word }),
    tag("link", { rel: "alternate", type: "application/cap+xml", href: `${address}/alerts/${identifier}.cap` }),
    element("summary", kind === "Cancel" ? "预警已经解除。" : `${cautions}\n${measures}`),
  );
}

/** The newest messages as an Atom feed (RFC 4287), each with its CAP file: what is published, updated and taken back. */
export async function feedOf(ctx: Ctx): Promise<string> {
  const messages = await listSent(ctx, MOST);
  const updated = messages[0]?.sentAt ?? new Date(0);
  return xmlFile(
    tag(
      "feed",
      { xmlns: "http://www.w3.org/2005/Atom", "xml:lang": "zh-CN" },
      element("id", `${ctx.publicUrl}/alerts/feed.atom`),
      element("title", `${cityOf(ctx).name}预警信息`),
      element("updated", updated.toISOString()),
      tag("link", { rel: "self", type: "application/atom+xml", href: `${ctx.publicUrl}/alerts/feed.atom` }),
      tag("link", { rel: "alternate", type: "text/html", href: `${ctx.publicUrl}/alerts` }),
      ...messages.map((message) => entryOf(ctx.publicUrl, message)),
    ),
  );
}
