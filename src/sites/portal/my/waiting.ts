import { countMine, listMine } from "#matter/party";
import { listActs } from "#matter/matter";
import type { MatterRow } from "#matter/lists";
import { interactionsOf, listRatings } from "#matter/rating";
import type { Ctx } from "#kernel/ctx";
import { formatDate, type LinkRow } from "#ui";

/** How many finished matters are looked at for a rating that is still to be given. */
const LOOKED_AT = 5;
/** Drafts shown before the link to all of them. */
const DRAFTS = 5;

const DONE = new Set(["granted", "refused", "declined"]);

async function toRate(ctx: Ctx, row: MatterRow): Promise<LinkRow[]> {
  const [acts, ratings] = await Promise.all([listActs(ctx, row.matterId), listRatings(ctx, row.matterId)]);
  const last = interactionsOf(acts).at(-1);
  if (!last || ratings.some(({ serviceNumber }) => serviceNumber === last.serviceNumber)) return [];
  return [
    {
      href: `/my/matters/${row.matterId}/rate/${last.serviceNumber}`,
      title: `评价：${row.itemName}`,
      facts: `${formatDate(last.at)}${last.service}`,
      state: { tone: "info", word: "请您评价" },
    },
  ];
}

/** A draft, to go on with. */
export function draftRow(row: MatterRow): LinkRow {
  return {
    href: `/my/matters/${row.matterId}/apply`,
    title: row.itemName,
    facts: `${formatDate(row.createdAt)}开始填写`,
    note: "还没有提交，接着填就可以",
    state: { tone: "draft", word: "草稿" },
  };
}

/** What waits for the actor, the most pressing first: 补正, the newest drafts, ratings. Nothing is pushed out by how much there is of the rest. */
export async function waitingRows(ctx: Ctx): Promise<LinkRow[]> {
  const [asked, begun, ended, count] = await Promise.all([
    listMine(ctx, "supplement", { size: 100 }),
    listMine(ctx, "drafts", { size: DRAFTS }),
    listMine(ctx, "ended", { size: LOOKED_AT }),
    countMine(ctx, "drafts"),
  ]);
  const supplements = asked.rows.map((row): LinkRow => ({
    href: `/my/matters/${row.matterId}/supplement`,
    title: row.itemName,
    facts: `办件编号 ${row.number}`,
    note: "请按补正告知书补齐，补齐以前不计时",
    state: { tone: "waiting", word: "等您补正" },
  }));
  const ratings = await Promise.all(ended.rows.filter((row) => DONE.has(row.state)).map((row) => toRate(ctx, row)));
  const more: LinkRow[] = begun.next
    ? [{ href: "/my/drafts", title: `全部草稿，共 ${count} 份`, facts: "不用的可以删掉", state: { tone: "draft", word: "草稿" } }]
    : [];
  return [...supplements, ...begun.rows.map(draftRow), ...more, ...ratings.flat()];
}
