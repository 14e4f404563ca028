import { kindsNow } from "#content/catalogue";
import { stateOf, type Kind } from "#content/kind";
import type { Ctx } from "#kernel/ctx";
import { badInput } from "#values/errors";
import { blueprintOf, findMatter, record, type Change, type Matter } from "#matter/matter";

/** A matter that another is tied to, and how. */
export interface Tie {
  link: string;
  matterId: string;
  /** A call of a flow that waits until the other of the two has come to `until`, or has ended: of this matter's flow, or of that one's. */
  call?: string;
  of?: "this" | "that";
  until?: string;
}

const INSERT = `
  insert into matter.links (matter_id, link, other_id, outward, other_kind, other_number, other_state, call_id, until, at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (matter_id, link, other_id)
  do update set call_id = coalesce(excluded.call_id, matter.links.call_id), until = coalesce(excluded.until, matter.links.until)`;

// The other is told of by its own row alone: its history and its revision stay as they are.
const TIED =
  "update matter.matters set tied = true, flags = case when $2::text is null or $2 = any (flags) then flags else flags || $2 end where matter_id = $1";

/** Ties a matter to another that is there: a row on each side, and an act on this one. Refuses a link that the kind has not, or that is not for such a matter. */
export async function tie(ctx: Ctx, change: Change, { link, matterId: otherId, call, of, until }: Tie): Promise<Matter> {
  const { matter } = change;
  const { kind } = await blueprintOf(ctx, matter);
  const declared = Object.hasOwn(kind.links, link) ? kind.links[link] : undefined;
  const other = await findMatter(ctx, otherId);
  if (!other?.number || otherId === matter.matterId) throw badInput("LINKED_MATTER", "没有要关联的件，请核对编号。", { matter: "没有这个编号的件。" });
  if (!declared || (declared.to !== "any" && !declared.to.includes(other.kind))) throw badInput("LINK", `“${kind.name}”不能这样关联到「${other.itemName}」。`);
  const theirs = (await blueprintOf(ctx, other)).kind;
  const [own, said] = [stateOf(kind, matter.state).word, stateOf(theirs, other.state).word];
  const waits = (side: "this" | "that"): [string | null, string | null] => (call !== undefined && of === side ? [call, until ?? null] : [null, null]);
  await ctx.db.query(INSERT, [matter.matterId, link, otherId, true, other.kind, other.number, said, ...waits("this"), ctx.now]);
  await ctx.db.query(INSERT, [otherId, link, matter.matterId, false, matter.kind, matter.number, own, ...waits("that"), ctx.now]);
  await ctx.db.query(TIED, [otherId, declared.flag ?? null]);
  matter.tied = true;
  if (!change.acts.some(({ kind: act, data }) => act === "linked" && data["number"] === other.number))
    record(ctx, change, "linked", { link: declared.word, number: other.number });
  return other;
}

const ALL = `
  insert into matter.links (matter_id, link, other_id, outward, other_kind, other_number, other_state, at)
  select $1::uuid, $2::text, m.matter_id, true, m.kind, m.number, coalesce($4::jsonb ->> m.state, m.state), $5::timestamptz from matter.matters m where m.matter_id = any ($3::uuid[]) and m.number is not null
  union all
  select m.matter_id, $2::text, $1::uuid, false, $6::text, $7::text, $8::text, $5::timestamptz from matter.matters m where m.matter_id = any ($3::uuid[]) and m.number is not null
  on conflict (matter_id, link, other_id) do nothing`;

/**
 * Ties a matter to many of one kind at once: what it was raised from. They are told of by their rows, and counted in one act that names none of them, since not
 * everybody who reads this one may read them. Refuses a link that the kind has not, or that is not for such matters.
 */
export async function tieAll(
  ctx: Ctx,
  change: Change,
  { link, kind: theirs, matterIds }: { link: string; kind: Kind; matterIds: readonly string[] },
): Promise<void> {
  const { matter } = change;
  const { kind } = await blueprintOf(ctx, matter);
  const declared = Object.hasOwn(kind.links, link) ? kind.links[link] : undefined;
  if (!declared || (declared.to !== "any" && !declared.to.includes(theirs.id))) throw badInput("LINK", `“${kind.name}”不能这样关联到“${theirs.name}”。`);
  const states = Object.fromEntries(Object.entries(theirs.states).map(([id, { word }]) => [id, word]));
  const own = stateOf(kind, matter.state).word;
  await ctx.db.query(ALL, [matter.matterId, link, matterIds, states, ctx.now, matter.kind, matter.number, own]);
  await ctx.db.query("update matter.matters set tied = true where matter_id = any ($1::uuid[]) and not tied", [matterIds]);
  matter.tied = true;
  record(ctx, change, "linked", { link: declared.word, words: `${declared.word} ${matterIds.length} 件${theirs.name}` });
}

/** A tie of a matter, as its page shows it. */
export interface Tied {
  link: string;
  word: string;
  outward: boolean;
  otherId: string;
  otherKind: string;
  number: string | null;
  state: string | null;
  at: Date;
  endedAt: Date | null;
}

/** What a matter is tied to, in the order it came. */
export async function listTies(ctx: Ctx, matter: Matter): Promise<Tied[]> {
  if (!matter.tied) return [];
  const { kind } = await blueprintOf(ctx, matter);
  const rows = await ctx.db.query<Omit<Tied, "word">>(
    `select link, outward, other_id as "otherId", other_kind as "otherKind", other_number as number, other_state as state, at, ended_at as "endedAt"
     from matter.links where matter_id = $1 order by at, other_id`,
    [matter.matterId],
  );
  // A link is called as the kind calls it whose matter says it.
  const kinds = rows.some(({ outward }) => !outward) ? await kindsNow(ctx) : new Map<string, { kind: Kind }>();
  const saying = (row: Omit<Tied, "word">): Kind => (row.outward ? kind : (kinds.get(row.otherKind)?.kind ?? kind));
  return rows.map((row) => ({ ...row, word: saying(row).links[row.link]?.word ?? kind.links[row.link]?.word ?? row.link }));
}
