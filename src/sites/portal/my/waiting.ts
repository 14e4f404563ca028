import { countMine, listMine } from "#matter/party";
import { listActs } from "#matter/matter";
import type { MatterRow } from "#matter/lists";
import { kindsNow } from "#content/catalogue";
import { stateSaid, type Kind } from "#content/kind";
import { interactionsOf, listRatings } from "#matter/rating";
import type { Ctx } from "#kernel/ctx";
import { formatDate, type LinkRow } from "#ui";

/** How many finished matters are looked at for a rating that is still to be given. */
const LOOKED_AT = 5;
/** Drafts shown before the link to all of them. */
const DRAFTS = 5;

/** Ended by those who worked on it, not taken back or broken off. */
function isAnswered(row: MatterRow, kind: Kind | undefined): boolean {
  return row.outcome !== null && kind !== undefined && !["withdrawn", "terminated"].includes(row.outcome) && Object.hasOwn(kind.states, row.outcome);
}

async function toRate(ctx: Ctx, row: MatterRow, kind: Kind): Promise<LinkRow[]> {
  const [acts, ratings] = await Promise.all([listActs(ctx, row.matterId), listRatings(ctx, row.matterId)]);
  const last = interactionsOf(acts, kind).at(-1);
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
  const [asked, begun, ended, count, kinds] = await Promise.all([
    listMine(ctx, "asked", { size: 100 }),
    listMine(ctx, "drafts", { size: DRAFTS }),
    listMine(ctx, "ended", { size: LOOKED_AT }),
    countMine(ctx, "drafts"),
    kindsNow(ctx),
  ]);
  const kindOf = (row: MatterRow): Kind | undefined => kinds.get(row.kind)?.kind;
  const tasks = asked.rows.map((row): LinkRow => {
    const kind = kindOf(row);
    const waits = kind?.states[row.state]?.tone === "waiting";
    return {
      href: `/my/matters/${row.matterId}${waits && kind?.guide ? "/supplement" : ""}`,
      title: kind?.guide === false ? row.title : row.itemName,
      facts: `编号 ${row.number}`,
      note: waits && kind?.guide ? "有内容要您补齐，补齐以前不计时" : "有一步要您来办",
      state: { tone: "waiting", word: waits ? stateSaid(kind!, row.state) : "等您办" },
    };
  });
  const ratings = await Promise.all(ended.rows.filter((row) => isAnswered(row, kindOf(row))).map((row) => toRate(ctx, row, kindOf(row)!)));
  const more: LinkRow[] = begun.next
    ? [{ href: "/my/drafts", title: `全部草稿，共 ${count} 份`, facts: "不用的可以删掉", state: { tone: "draft", word: "草稿" } }]
    : [];
  return [...tasks, ...begun.rows.map(draftRow), ...more, ...ratings.flat()];
}
