import { getItemVersion, listItems, type ItemEntry } from "#content/catalogue";
import type { Item } from "#content/pack";
import type { Ctx } from "#kernel/ctx";
import { folded } from "./folded.ts";
import { initialsOf, pinyinOf, wordsOf } from "./words.ts";

const PUT = `
  insert into search.documents (document_id, kind, title, words, initials, plain, weight)
  select d.id, 'item', d.title, setweight(array_to_tsvector(d.name_words), 'A') || setweight(array_to_tsvector(d.other_words), 'C'), d.initials, d.plain, d.weight
  from jsonb_to_recordset($1) as d(id text, title text, name_words text[], other_words text[], initials text, plain text, weight int)
  on conflict (document_id) do update set title = excluded.title, words = excluded.words, initials = excluded.initials, plain = excluded.plain, weight = excluded.weight`;

// What is asked before an application names what it is about in people's words: 自家门店招牌, 电子显示屏. Conditions are left out: they name what
// an item must not touch, and whoever looks for 消防 does not look for signs that keep clear of it.
function optionsOf({ situations }: Item): string[] {
  return situations.flatMap(({ ask, options }) => [ask, ...(options ?? []).flatMap(({ label, hint }) => [label, hint ?? ""])]);
}

function documentOf(entry: ItemEntry, item: Item): object {
  const names = [item.name, ...item.synonyms].map(folded);
  const others = [item.short, entry.department, item.group ?? "", ...optionsOf(item)];
  return {
    id: entry.itemId,
    title: names[0],
    name_words: wordsOf(names.join(" ")),
    other_words: wordsOf(folded(others.join(" "))),
    // Each name on its own between spaces, so that a search for initials does not run from one name into the next.
    initials: names.flatMap((name) => [initialsOf(name), pinyinOf(name)]).join(" "),
    plain: [...names, folded(entry.department)].join(" "),
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

/** Whether anything can be found yet: after an upgrade that changes how words are cut, nothing can until the items are indexed again. */
export async function isIndexed(ctx: Ctx): Promise<boolean> {
  return (await ctx.db.query("select 1 from search.documents limit 1")).length > 0;
}
