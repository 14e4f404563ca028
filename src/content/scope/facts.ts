import { upgradeField, type FieldDefinition } from "#content/form";
import type { ItemDefinition } from "#content/pack";
import { BOOLEAN, DAY, listOf, NUMBER, ownEntry, recordOf, TEXT, type RecordType, type Type } from "#language/typing";
import { answersType, rowType, situationType } from "./field-type.ts";
import { factsOfKind, ownPartyOf } from "./kind-facts.ts";
import { kindIn, type Surroundings } from "./surroundings.ts";

const AGREES: Type = recordOf({ known: BOOLEAN, gone: BOOLEAN, name_agrees: BOOLEAN, born_agrees: BOOLEAN, sex_agrees: BOOLEAN });

/** The fields of a form in their order, in the new writing whatever it is written in. */
export function fieldsOf({ form }: Pick<ItemDefinition, "form">): FieldDefinition[] {
  return form?.pages.flatMap((page) => page.fields.map(upgradeField)) ?? [];
}

/** What somebody has of the item already: what the item notes of it, since when, until when. */
function heldType({ item, form }: Pick<ItemDefinition, "item" | "form">): Type {
  const answers = answersType(fieldsOf({ ...(form && { form }) }), { personal: "hidden" }) as RecordType;
  const noted = (item.once?.note ?? []).flatMap((name) => {
    const type = ownEntry(answers, name);
    return type ? [[name, type] as const] : [];
  });
  return listOf(recordOf({ ...Object.fromEntries(noted), state: TEXT, since: DAY, until: DAY }));
}

/**
 * What formulas and rules of an item may look at, as `factsOf` of a matter gives it: nothing personal. `seen`: answers that the condition of a page or field
 * looks at, personal ones too, since whoever fills the form in knows them.
 */
export function factsType(definition: Pick<ItemDefinition, "item" | "form">, around: Surroundings, seen?: Type): RecordType {
  const { item } = definition;
  const { registers } = around;
  const fields = fieldsOf(definition);
  const rows = recordOf(Object.fromEntries([...registers.values()].map((register) => [register.id, rowType(register)])), { called: "各库里" });
  const numbers = new Set(fields.flatMap(({ born_of: born, sex_of: sex, name_of: name }) => [born, sex, name].filter((each) => each !== undefined)));
  return recordOf({
    ...ownPartyOf(kindIn(around, definition)),
    form: seen ?? answersType(fields, { personal: "hidden" }),
    situation: situationType(item.situations, { submitted: true }),
    register: rows,
    materials: recordOf({ open: NUMBER, deferred: NUMBER }),
    today: DAY,
    beneficiary: recordOf({ own: BOOLEAN, register: rows }),
    identity: recordOf(Object.fromEntries([...numbers].map((name) => [name, AGREES])), { called: "核对过的证件号码字段里" }),
    held: heldType(definition),
    ...factsOfKind(kindIn(around, definition), item, around, around.kinds.get(item.kind)?.papers),
  });
}
