import type { FieldDefinition } from "#content/form";
import { byOwnParty, deliveryName, ownParty, type Kind, type Paper } from "#content/kind";
import type { CodeEntry, Item } from "#content/pack";
import { ANY, BOOLEAN, DAY, listOf, oneOf, recordOf, TEXT, WHOLE, type RecordType, type Type } from "#language/typing";
import { codesType } from "./codes.ts";
import { answerType, rowType } from "./field-type.ts";
import type { Surroundings } from "./surroundings.ts";

const WHO: Record<string, string> = { person: "个人", organisation: "单位", unit: "机构", anonymous: "不留姓名" };

const PHASES = { draft: "草稿", received: "已收到", open: "在办", closed: "已结束" };

/** The answer of the kind's place, where it is nobody's own. */
const PLACE = recordOf({ address: TEXT, area: TEXT, point: ANY, grid: TEXT }, { called: "地点里" });

/** Matters that were begun for this one and that its flow has waited for. */
const CHILDREN = listOf(recordOf({ item: TEXT, number: TEXT, state: TEXT, outcome: TEXT, tone: oneOf(["good", "bad", "plain", "waiting"]) }));

/** Words by id of what has a word. */
export function wordsOf(named: Readonly<Record<string, { word: string }>>): Record<string, string> {
  return Object.fromEntries(Object.entries(named).map(([id, { word }]) => [id, word]));
}

/** A text that is one of the names of a kind, in its words. */
function named(things: Readonly<Record<string, { word: string }>>): Type {
  return oneOf(Object.keys(things), wordsOf(things));
}

/** What sort of service an item is, of those that the city knows; any text where it does not say which there are. */
function sortOf(types: readonly CodeEntry[] = []): Type {
  return types.length === 0
    ? TEXT
    : oneOf(
        types.map(({ value }) => value),
        Object.fromEntries(types.map(({ value, label }) => [value, label])),
      );
}

/** The item as formulas see it: with the columns that its kind gives its items. */
function itemType({ items }: Pick<Kind, "items">, { limits }: Pick<Item, "limits">, types: readonly CodeEntry[] | undefined): RecordType {
  const columns = Object.entries(items).map(([name, type]) => [name, answerType({ name, label: name, type } as FieldDefinition)] as const);
  return recordOf({
    outcome: TEXT,
    type: sortOf(types),
    licence: TEXT,
    ...Object.fromEntries(columns),
    id: TEXT,
    code: TEXT,
    unit: TEXT,
    area: TEXT,
    limits: limits ? recordOf({ statutory: TEXT, promised: TEXT, statutory_basis: TEXT }) : ANY,
  });
}

/** A party as formulas see it: what sort it is, and its masked label. Nothing personal. */
function partyType(who: readonly string[]): RecordType {
  return recordOf({ kind: oneOf(who, WHO), label: TEXT });
}

/** Whom a matter is from, under the plain name of the role, too. */
export function ownPartyOf(kind: Kind | undefined): Record<string, Type> {
  const role = kind && ownParty(kind);
  return byOwnParty(kind, recordOf({ kind: oneOf(role === undefined ? [] : kind!.parties[role]!.who, WHO) }));
}

/** Papers whose delivery is proved: the day that counts, and by which way. */
function deliveryType(papers: readonly Paper[]): RecordType {
  const proved = papers.filter(({ receipt }) => receipt);
  return recordOf(Object.fromEntries(proved.map(({ id }) => [deliveryName(id), recordOf({ on: DAY, way: TEXT })])), {
    called: "要送达回证的文书（receipt: true）里",
  });
}

/** What formulas see of a matter that its kind says: its state, its parties, its clocks, rows that were read. Of a kind that nobody brings anything may be there. */
export function factsOfKind(
  kind: Kind | undefined,
  item: Item,
  { registers, codes }: Pick<Surroundings, "registers" | "codes">,
  papers: readonly Paper[] = [],
): Record<string, Type> {
  const types = codes?.get("item-type");
  const matter = {
    submitted: DAY,
    accepted: DAY,
    received: TEXT,
    number: TEXT,
    priority: WHOLE,
    area: TEXT,
    unit: TEXT,
    phase: oneOf(Object.keys(PHASES), PHASES),
  };
  if (!kind)
    return {
      item: recordOf(itemType({ items: {} }, item, types).entries, { open: true }),
      party: ANY,
      matter: recordOf({ ...matter, channel: TEXT, outcome: TEXT, state: TEXT }),
      clock: ANY,
      reads: ANY,
      place: ANY,
      link: ANY,
      children: CHILDREN,
      delivery: ANY,
      now: TEXT,
    };
  const closed = Object.fromEntries(Object.entries(kind.states).filter(([, { phase }]) => phase === "closed"));
  const parties = Object.entries(kind.parties).map(([role, { who }]) => [role, partyType(who)] as const);
  const reads = Object.entries(kind.reads).map(([name, { register }]) => {
    const read = registers.get(register);
    return [name, read ? rowType(read) : ANY] as const;
  });
  return {
    item: itemType(kind, item, types),
    party: recordOf(Object.fromEntries(parties), { called: "件类的当事人里" }),
    matter: recordOf({ ...matter, channel: oneOf(Object.keys(kind.channels)), outcome: named(closed), state: named(kind.states) }),
    clock: recordOf(Object.fromEntries(Object.keys(kind.clocks).map((id) => [id, recordOf({ due: TEXT, late: BOOLEAN })])), { called: "件类的时限里" }),
    reads: recordOf(Object.fromEntries(reads), { called: "件类要看的库里" }),
    place: kind.place === undefined ? ANY : PLACE,
    link: recordOf(Object.fromEntries(Object.keys(kind.links).map((id) => [id, TEXT])), { called: "件类的关联里" }),
    children: CHILDREN,
    delivery: deliveryType(papers),
    now: TEXT,
    ...(kind.codes && { code: codesType(kind) }),
  };
}
