import { countMine, listMine } from "#matter/party";
import type { Route } from "#kernel/http";
import { EmptyState, LinkList } from "#ui";
import { show } from "../show.ts";
import { Leaf } from "./leaf.tsx";
import { draftRow } from "./waiting.ts";

/** Every draft of mine, the newest first. */
export const draftsRoute: Route = {
  method: "GET",
  path: "/my/drafts",
  who: "person",
  site: "portal",
  async handle(incoming, ctx) {
    const after = incoming.query["after"];
    const [{ rows, next }, total] = await Promise.all([listMine(ctx, "drafts", { size: 20, ...(after && { after }) }), countMine(ctx, "drafts")]);
    return show(incoming, ctx, {
      title: "我的草稿",
      back: { href: "/my", label: "我的事项" },
      body: (
        <>
          <h1>我的草稿</h1>
          <p class="hint">共 {total} 份，都还没有提交。不用的，打开以后可以删掉。</p>
          {rows.length > 0 ? <LinkList rows={rows.map(draftRow)} /> : <EmptyState title="没有草稿" icon="files" />}
          <Leaf path="/my/drafts" after={after} next={next} />
        </>
      ),
    });
  },
};
