import { listActs, listMine, type MatterRow } from "#base/matter";
import { interactionsOf, listRatings } from "#base/rating";
import type { Ctx } from "#kernel/ctx";
import { formatDate, type LinkRow } from "#ui";

/** How many finished matters are looked at for a rating that is still to be given. */
const LOOKED_AT = 5;

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

/** What waits for the actor, the most pressing first: 补正, drafts, ratings. */
export async function waitingRows(ctx: Ctx, mine?: MatterRow[]): Promise<LinkRow[]> {
  const rows = mine ?? (await listMine(ctx));
  const supplements = rows
    .filter((row) => row.state === "supplement")
    .map((row): LinkRow => ({
      href: `/my/matters/${row.matterId}/supplement`,
      title: row.itemName,
      facts: `办件编号 ${row.number}`,
      note: "请按补正告知书补齐，补齐以前不计时",
      state: { tone: "waiting", word: "等您补正" },
    }));
  const drafts = rows
    .filter((row) => row.state === "draft")
    .map((row): LinkRow => ({
      href: `/my/matters/${row.matterId}/apply`,
      title: row.itemName,
      facts: `${formatDate(row.createdAt)}开始填写`,
      note: "还没有提交，接着填就可以",
      state: { tone: "draft", word: "草稿" },
    }));
  const ratings = await Promise.all(
    rows
      .filter((row) => DONE.has(row.state))
      .slice(0, LOOKED_AT)
      .map((row) => toRate(ctx, row)),
  );
  return [...supplements, ...drafts, ...ratings.flat()];
}
