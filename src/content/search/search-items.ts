import { listItems, type ItemEntry } from "#content/catalogue";
import type { Ctx } from "#kernel/ctx";
import { firstGraphemes } from "#values/graphemes";
import { folded } from "./folded.ts";
import { wordsOf } from "./words.ts";

// The name, then the beginning of the name, then a synonym, stand above whatever words are met. Words count by the share of what was typed
// that they make up, those of the name more; below half of it, and below the likeness of a slip of the pen, nothing is found at all.
const FIND = `
  with candidates as (
    select document_id as id, title,
      case when title = $1 then 100 when title like $1 || '%' then 80 when ' ' || plain || ' ' like '% ' || $1 || ' %' then 75
        when title like '%' || $1 || '%' then 60 when plain like '%' || $1 || '%' then 50 else 0 end as named,
      case when $3 = '' then 0 when (' ' || initials || ' ') like '% ' || $3 || ' %' then 55 when (' ' || initials) like '% ' || $3 || '%' then 45
        when initials like '%' || $3 || '%' then 15 else 0 end as spelt,
      (select coalesce(sum(char_length(w) * case when words @@ to_tsquery('simple', '''' || w || ''':A') then 1 else 0.7 end), 0)
         / greatest(1, (select sum(char_length(w)) from unnest($4::text[]) as all_words(w)))
       from unnest($4::text[]) as met(w) where words @@ to_tsquery('simple', '''' || w || '''')) as share,
      word_similarity($1, plain) as likeness, weight
    from search.documents
    where kind = 'item' and (words @@ to_tsquery('simple', $2) or plain like '%' || $1 || '%' or ($3 <> '' and initials like '%' || $3 || '%') or $1 <% plain))
  select id, named + spelt + 30 * share + 10 * likeness + 2 * weight as rank from candidates
  where named > 0 or spelt > 0 or share >= 0.5 or likeness >= 0.6
  order by rank desc, title limit 60`;

const LONGEST = 60;

/**
 * Items for what somebody typed: words, a part of a name, a synonym, pinyin or its initials, in simplified or traditional characters; best first,
 * sixty at most. Anything may be typed: what is no word or letter is left out.
 */
export async function searchItems(ctx: Ctx, typed: string): Promise<ItemEntry[]> {
  const text = searched(typed);
  if (text === "") return [];
  const words = wordsOf(text)
    .map((word) => word.replace(/['\\]/g, ""))
    .filter((word) => word !== "" && (word.length > 1 || text.length === 1));
  const letters = /^[a-z0-9\s]{2,}$/.test(text) ? text.replace(/\s/g, "") : "";
  const query = words.map((word) => `'${word}'`).join(" | ") || "'\u0001'";
  const found = await ctx.db.query<{ id: string }>(FIND, [text, query, letters, words]);
  const items = new Map((await listItems(ctx)).map((item) => [item.itemId, item]));
  return found.flatMap(({ id }) => items.get(id) ?? []);
}

/** What is looked for when somebody typed a text: folded, without what has a meaning of its own in a pattern. */
export function searched(typed: string): string {
  const clean = folded(typed)
    .replace(/[%_\\\p{Cc}]/gu, "")
    .replace(/\s+/g, " ")
    .trim();
  return firstGraphemes(clean, LONGEST);
}
