import { getItemVersion, listItems, type ItemEntry } from "#base/catalogue";
import type { Item } from "#base/pack";
import type { Ctx } from "#kernel/ctx";
import { initialsOf, pinyinOf, wordsOf } from "./words.ts";

const PUT = `
  insert into search.documents (document_id, kind, title, words, initials, plain, weight)
  select d.id, 'item', d.title, setweight(array_to_tsvector(d.name_words), 'A') || setweight(array_to_tsvector(d.other_words), 'C'), d.initials, d.plain, d.weight
  from jsonb_to_recordset($1) as d(id text, title text, name_words text[], other_words text[], initials text, plain text, weight int)
  on conflict (document_id) do update set title = excluded.title, words = excluded.words, initials = excluded.initials, plain = excluded.plain, weight = excluded.weight`;

function documentOf(entry: ItemEntry, item: Item): object {
  const names = [item.name, ...item.synonyms];
  return {
    id: entry.itemId,
    title: item.name,
    name_words: wordsOf(names.join(" ")),
    other_words: wordsOf([item.short, entry.department, item.group ?? "", ...item.conditions].join(" ")),
    // Each name on its own between spaces, so that a search for initials does not run from one name into the next.
    initials: names.flatMap((name) => [initialsOf(name), pinyinOf(name)]).join(" "),
    plain: [...names, entry.department].join(" ").toLowerCase(),
    weight: entry.guideOnly ? 0 : 1,
  };
}

/** Makes the published items findable; those withdrawn are no longer. Run after a pack or a list of items has come in. */
export async function indexItems(ctx: Ctx): Promise<number> {
  ctx.memory.forget("catalogue.items");
  const entries = await listItems(ctx);
  const documents: object[] = [];
  for (const entry of entries) documents.push(documentOf(entry, (await getItemVersion(ctx, entry.itemId, entry.version)).definition.item));
  await ctx.db.transaction(async (db) => {
    for (let i = 0; i < documents.length; i += 500) await db.query(PUT, [JSON.stringify(documents.slice(i, i + 500))]);
    await db.query("delete from search.documents where kind = 'item' and document_id <> all ($1)", [entries.map((entry) => entry.itemId)]);
  });
  return documents.length;
}
