import type { FieldDefinition } from "#content/form";
import type { Kind } from "#content/kind";
import { ANY, BOOLEAN, listOf, NUMBER, oneOf, recordOf, TEXT, WHOLE, type RecordType, type Type } from "#language/typing";
import { answersType } from "./field-type.ts";

/** Functions that say values in words. */
const SAYING = Object.fromEntries(
  ["day", "fullday", "moment", "yuan", "sentence", "workdays", "numbered", "named"].map((name): [string, Type] => [name, { is: "function" }]),
);

/** What is said of a party beside its sort and label, where personal values may stand. */
const PERSONAL = { name: TEXT, number: TEXT, phone: TEXT, ref: TEXT, partyNo: WHOLE };

/**
 * What papers, titles and notices see: the facts, and personal values. `masked`: of parties labels alone, as in titles.
 * @param facts what the text could look at without them, results and what led there included
 */
export function wordsType(facts: RecordType, kind: Kind, fields: readonly FieldDefinition[] | undefined, { masked = false } = {}): RecordType {
  const parties = Object.entries(kind.parties).map(
    ([role, { who }]) => [role, recordOf({ kind: oneOf(who), label: TEXT, ...(masked ? { name: TEXT } : PERSONAL) })] as const,
  );
  const item = facts.entries["item"];
  return recordOf(
    {
      ...SAYING,
      said: ANY,
      ...facts.entries,
      form: fields ? answersType(fields, { personal: "seen" }) : ANY,
      item: item?.is === "record" ? recordOf({ basis: listOf(TEXT), ...item.entries, name: TEXT }, item.open ? { open: true } : {}) : ANY,
      unit: recordOf({ id: TEXT, name: TEXT, mark: TEXT }, { called: "单位里" }),
      party: recordOf(Object.fromEntries(parties), { called: "件类的当事人里" }),
    },
    facts.open ? { open: true } : {},
  );
}

/** What is known of a party, as a service task asks for it among personal values: party.asker.name. */
export const PARTY_VALUE = /^party\.([a-z][a-z0-9_-]*)\.(name|number|phone)$/;

/** What the number of a matter is made of, before it has one. */
export const NUMBERED: RecordType = recordOf({ city: TEXT, item: recordOf({ code: TEXT }), unit: recordOf({ name: TEXT, mark: TEXT }) });

/** What is laid out in a paper besides: what had been handed in, what was granted in the step, its number in the matter. */
const OF_PAPERS: Readonly<Record<string, Type>> = {
  act: WHOLE,
  provisional: BOOLEAN,
  handed_in: listOf(recordOf({ name: TEXT, form: TEXT, copies: NUMBER, source: TEXT })),
  terms: listOf(recordOf({ label: TEXT, value: TEXT })),
};

/** A check list as it was filled in and signed: what the paper of its work is made of. */
export const CHECKED: Readonly<Record<string, Type>> = {
  step: TEXT,
  list: TEXT,
  basis: TEXT,
  points: listOf(recordOf({ ask: TEXT, key: BOOLEAN, answer: TEXT })),
  outcome: TEXT,
  opinion: TEXT,
  reason: TEXT,
  present: TEXT,
  inspectors: listOf(recordOf({ name: TEXT, at: TEXT })),
};

/**
 * What the text of a paper sees: the words of its matter, and what is laid out in papers alone.
 * @param kept what the acts keep that issue it
 */
export function paperType(words: RecordType, kept: Readonly<Record<string, Type>>): RecordType {
  const matter = words.entries["matter"];
  const numbered: Type = matter?.is === "record" ? recordOf({ ...matter.entries, year: TEXT, serial: TEXT }) : ANY;
  return recordOf({ ...OF_PAPERS, ...words.entries, matter: numbered, ...kept, appeal: ANY }, words.open ? { open: true } : {});
}
