import { listItems, type ItemEntry } from "#base/catalogue";
import type { Ctx } from "#kernel/ctx";
import { wordsOf } from "./words.ts";

// Exact name first, then how many of the words are met and where, then likeness; items one can apply for before guides.
const FIND = `
  select document_id as id,
    (case when title = $1 then 8 when title like '%' || $1 || '%' then 4 when plain like '%' || $1 || '%' then 3 else 0 end
     + case when $3 <> '' and (' ' || initials) like '% ' || $3 || '%' then 5 when $3 <> '' and initials like '%' || $3 || '%' then 2 else 0 end
     + 3 * ts_rank(words, to_tsquery('simple', $2)) + 2 * word_similarity($1, plain) + 0.5 * weight) as rank
  from search.documents
  where kind = 'item' and (words @@ to_tsquery('simple', $2) or plain like '%' || $1 || '%' or ($3 <> '' and initials like '%' || $3 || '%') or $1 <% plain)
  order by rank desc, title limit 60`;

/**
 * Items for what somebody typed: words, a part of a name, a synonym, pinyin or its initials; best first, sixty at most. Anything
 * may be typed: what is no word or letter is left out.
 */
export async function searchItems(ctx: Ctx, typed: string): Promise<ItemEntry[]> {
  const text = typed
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[%_\\\p{Cc}]/gu, "")
    .trim()
    .slice(0, 60);
  if (text === "") return [];
  const words = wordsOf(text)
    .map((word) => `'${word.replace(/['\\]/g, "")}'`)
    .filter((word) => word.length > 2);
  const letters = /^[a-z0-9\s]{2,}$/.test(text) ? text.replace(/\s/g, "") : "";
  const found = await ctx.db.query<{ id: string; rank: number }>(FIND, [text, words.join(" | ") || "'\u0001'", letters]);
  const items = new Map((await listItems(ctx)).map((item) => [item.itemId, item]));
  return found.flatMap(({ id }) => items.get(id) ?? []);
}
