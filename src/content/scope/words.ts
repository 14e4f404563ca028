import type { FieldDefinition } from "#content/form";
import type { Kind } from "#content/kind";
import { ANY, oneOf, recordOf, TEXT, WHOLE, type RecordType, type Type } from "#language/typing";
import { answersType } from "./field-type.ts";

const SAYING: Type = { is: "function" };

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
      day: SAYING,
      yuan: SAYING,
      said: ANY,
      ...facts.entries,
      form: fields ? answersType(fields, { personal: "seen" }) : ANY,
      item: item?.is === "record" ? recordOf({ ...item.entries, name: TEXT }, item.open ? { open: true } : {}) : ANY,
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

/** What the number of a paper is made of whose layout is code: that of its matter, and the place of the act. */
export const NUMBERED_BY_MATTER: RecordType = recordOf({ matter: recordOf({ year: TEXT, serial: TEXT }), act: WHOLE });
