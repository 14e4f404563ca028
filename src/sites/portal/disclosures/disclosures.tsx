import { listPublic, publicLists } from "#matter/publicity";
import type { Route } from "#kernel/http";
import { DefinitionList, EmptyState, LinkList, Pager } from "#ui";
import { show } from "../show.ts";

const SIZE = 40;

/** How often a list may be asked for from one address. */
const READ = { name: "disclosures", atOnce: 20, perMinute: 120 };

function pageOf(text: string | undefined): number {
  const page = Number(text);
  return Number.isInteger(page) && page >= 1 && page <= 10_000 ? page : 1;
}

/** What the law has published of what was decided: the lists that there are, and each of them. */
export const disclosureRoutes: Route[] = [
  {
    method: "GET",
    path: "/disclosures",
    who: "anyone",
    site: "portal",
    async handle(incoming, ctx) {
      const lists = await publicLists(ctx);
      return show(incoming, ctx, {
        title: "公示",
        crumbs: [{ href: "/", label: "首页" }],
        body: (
          <>
            <h1>公示</h1>
            <p class="lead">依法公开的办理结果。个人的姓名是遮盖的，公示期满自动撤下。</p>
            {lists.length === 0 ? (
              <EmptyState title="现在没有公示" icon="files">
                <p>依法要公示的办理结果会出现在这里。</p>
              </EmptyState>
            ) : (
              <LinkList
                rows={lists.map(({ kind, title, columns }) => ({ href: `/disclosures/${kind}`, title, facts: columns.map(({ label }) => label).join("、") }))}
              />
            )}
          </>
        ),
      });
    },
  },
  {
    method: "GET",
    path: "/disclosures/:kind",
    who: "anyone",
    site: "portal",
    limit: READ,
    async handle(incoming, ctx) {
      const page = pageOf(incoming.query["page"]);
      const { kind, title, columns, rows, more } = await listPublic(ctx, incoming.params["kind"]!, { page, size: SIZE });
      return show(incoming, ctx, {
        title,
        crumbs: [
          { href: "/", label: "首页" },
          { href: "/disclosures", label: "公示" },
        ],
        body: (
          <>
            <h1>{title}</h1>
            {rows.length === 0 && (
              <EmptyState title="现在没有公示的内容" icon="files">
                <p>公示期满的已经撤下。</p>
              </EmptyState>
            )}
            <div class="stack">
              {rows.map(({ values }) => (
                <article class="card">
                  <DefinitionList items={columns.flatMap(({ id, label }) => (values[id] ? [{ term: label, detail: values[id] }] : []))} />
                </article>
              ))}
            </div>
            {(more || page > 1) && (
              <Pager page={page} pages={more ? page + 1 : page} href={(next) => `/disclosures/${kind}${next === 1 ? "" : `?page=${next}`}`} />
            )}
            <p class="hint">
              给程序用的：<a href={`/api/v1/disclosures/${kind}`}>JSON</a>、<a href={`/api/v1/disclosures/${kind}?format=csv`}>CSV</a>
              。对公示的内容有异议的，请找作出决定的单位。
            </p>
          </>
        ),
      });
    },
  },
];
