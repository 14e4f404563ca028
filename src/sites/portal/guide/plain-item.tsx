import type { ItemVersion } from "#content/catalogue";
import type { Kind } from "#content/kind";
import type { Ctx } from "#kernel/ctx";
import { notFound } from "#values/errors";
import type { Incoming, Reply } from "#kernel/http";
import { DefinitionList, LinkButton } from "#ui";
import { publicChannels } from "../begin/beginning.ts";
import { show } from "../show.ts";

/** An item of a kind without a guide: what it is, who answers, and the way to its form. One that only the house begins has no page. */
export function plainItemPage(incoming: Incoming, ctx: Ctx, { itemId, definition }: ItemVersion, kind: Kind): Reply {
  const open = publicChannels(kind);
  if (open.length === 0) throw notFound("事项");
  const { item } = definition;
  const anyone = open.some(({ by }) => by.includes("anyone"));
  const phone = item.consult ?? "12345";
  return show(incoming, ctx, {
    title: item.name,
    crumbs: [
      { href: "/", label: "首页" },
      { href: `/items#${kind.id}`, label: kind.said ?? kind.name },
    ],
    body: (
      <>
        <h1>{item.name}</h1>
        {item.short && <p class="lead">{item.short}</p>}
        <DefinitionList
          items={[
            { term: "办理部门", detail: item.department },
            { term: "要不要登录", detail: anyone ? "不用。登录以后提的，在“我的事项”里看进度；不登录的，给您编号和查询码。" : "要先登录。" },
            { term: "电话", detail: <a href={`tel:${phone.replace(/[^\d+]/g, "")}`}>{phone}</a> },
          ]}
        />
        <div class="button-row">
          <LinkButton href={`/items/${encodeURIComponent(itemId)}/begin`}>开始填写</LinkButton>
          <LinkButton kind="quiet" href="/follow">
            凭编号查进度
          </LinkButton>
        </div>
      </>
    ),
  });
}
