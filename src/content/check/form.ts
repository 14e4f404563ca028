import { asksForIdentity, formFaults, upgradeField, type FieldDefinition, type FormDefinition } from "#content/form";
import type { Item, ItemDefinition } from "#content/pack";
import { instead } from "#values/spelling";
import { recordOf, type RecordType, type Type } from "#language/typing";
import { answersType, conditionFindings, factsType, fieldsOf, kindIn, type Finding, type Surroundings } from "#content/scope";

/** What the condition of a page or field sees: the facts, and the answers before it. Those after it are there, but later. */
function seenBefore(definition: FormDefinition, item: Item, around: Surroundings): (field: number) => RecordType {
  const fields = fieldsOf({ form: definition });
  const all = answersType(fields, { personal: "seen" }) as RecordType;
  const later: Type = { is: "hidden", why: "在这一项后面，条件只能看前面的答案" };
  const facts = factsType({ item, form: definition }, around);
  return (count) => {
    const entries = fields.map(({ name }, at) => [name, at < count ? all.entries[name]! : later] as const);
    // A name that is there twice is told elsewhere.
    return recordOf({ ...facts.entries, form: recordOf(Object.fromEntries(entries.toReversed()), { called: "表单" }) });
  };
}

function sourceFindings({ name, source, personal, locked }: FieldDefinition, here: (string | number)[], { registers }: Surroundings): Finding[] {
  if (!source) return locked ? [{ path: here, message: `字段 ${name} 没有来源，不能锁定` }] : [];
  const [registerId = "", column = ""] = source.split(".");
  const register = registers.get(registerId);
  const path = [...here, "source"];
  if (!register) return [{ path, message: `没有库字段“${source}”：没有库“${registerId}”。${instead(registerId, registers.keys())}` }];
  const known = register.fields.find((one) => one.name === column);
  if (!known) {
    const names = register.fields.map((one) => one.name);
    return [{ path, message: `没有库字段“${source}”：库「${register.name}」没有“${column}”。${instead(column, names)}` }];
  }
  return known.personal && known.personal !== personal
    ? [{ path: here, message: `字段 ${name} 取自个人信息 ${source}，要写 personal: ${known.personal}` }]
    : [];
}

/** What a field, or one within its rows, names outside its form: the register of a record, a check list of the item. */
function namedFindings(
  { name, register, checklist, fields = [] }: FieldDefinition,
  here: (string | number)[],
  known: { around: Surroundings; checklists: readonly string[] },
): Finding[] {
  const { registers } = known.around;
  const found: Finding[] = [];
  if (register !== undefined && !registers.has(register))
    found.push({ path: [...here, "register"], message: `字段 ${name} 用到的库“${register}”不存在。${instead(register, registers.keys())}`, word: register });
  if (checklist !== undefined && !known.checklists.includes(checklist))
    found.push({
      path: [...here, "checklist"],
      message: `字段 ${name} 用到的核查表“${checklist}”不存在。${instead(checklist, known.checklists)}`,
      word: checklist,
    });
  return [...found, ...fields.flatMap((part, at) => namedFindings(part, [...here, "fields", at], known))];
}

/** What is wrong with a form: in itself, in its conditions, towards the questions of its item, and towards registers. Personal information stays marked as such. */
export function formFindings(definition: FormDefinition, { item, checklists }: Pick<ItemDefinition, "item" | "checklists">, around: Surroundings): Finding[] {
  const found: Finding[] = [];
  const seen = seenBefore(definition, item, around);
  let count = 0;
  for (const [p, page] of definition.pages.entries()) {
    const path = ["pages", p];
    if (page.when) found.push(...conditionFindings(page.when, seen(count), [...path, "when"]));
    for (const [f, field] of page.fields.map(upgradeField).entries()) {
      const here = [...path, "fields", f];
      for (const part of ["when", "source_when"] as const) {
        const text = field[part];
        if (text) found.push(...conditionFindings(text, seen(count), [...here, part]));
      }
      found.push(...sourceFindings(field, here, around), ...namedFindings(field, here, { around, checklists: checklists.map(({ id }) => id) }));
      count += 1;
    }
  }
  return [...found, ...formFaults(definition, { conditions: false })];
}

/** What an item says of its form: whom it is for, what one has once, where it lies, what its licence shows. Fields that are there, of the kind that is needed. */
export function partyFindings(definition: FormDefinition, item: Item, around: Surroundings): Finding[] {
  const { beneficiary, once, situations } = item;
  const fields = new Map(fieldsOf({ form: definition }).map((field) => [field.name, field] as const));
  const found: Finding[] = [];
  const say = (path: Finding["path"], message: string, word?: string): void => void found.push({ path, message, ...(word !== undefined && { word }) });
  if (item.area_field !== undefined && !fields.has(item.area_field))
    say(["area_field"], `表单里没有字段“${item.area_field}”。${instead(item.area_field, fields.keys())}`);
  const numbered = beneficiary && fields.get(beneficiary.number);
  if (beneficiary && !(numbered && asksForIdentity(numbered)))
    say(["beneficiary", "number"], `受益人的证件号码字段 ${beneficiary.number} 不在表单里，或者不是身份证号。${instead(beneficiary.number, fields.keys())}`);
  if (beneficiary && !fields.has(beneficiary.name))
    say(["beneficiary", "name"], `受益人的姓名字段 ${beneficiary.name} 不在表单里。${instead(beneficiary.name, fields.keys())}`);
  const all = factsType({ item, form: definition }, around, answersType([...fields.values()], { personal: "seen" }));
  if (beneficiary?.when) found.push(...conditionFindings(beneficiary.when, all, ["beneficiary", "when"]));
  const roles = Object.keys(kindIn(around, { item })?.parties ?? {});
  for (const [at, name] of (once?.by ?? []).entries()) {
    const question = name.startsWith("situation.") ? name.slice("situation.".length) : undefined;
    const there = question === undefined ? [...roles, "beneficiary", ...fields.keys()] : situations.map(({ id }) => id);
    if (!there.includes(question ?? name)) say(["once", "by", at], `“不能重复办”用到的 ${name} 不在表单和问题里。${instead(question ?? name, there)}`);
  }
  const open = [...fields.values()].filter(({ personal }) => !personal).map(({ name }) => name);
  for (const [at, name] of (once?.note ?? []).entries())
    if (!open.includes(name)) say(["once", "note", at], `“不能重复办”要记下的 ${name} 不在表单里，或者是个人信息。${instead(name, open)}`);
  if (once?.register) {
    const register = around.registers.get(once.register.id);
    const people = [...around.registers.values()].filter(({ subject }) => subject === "person").map(({ id }) => id);
    if (register?.subject !== "person")
      say(["once", "register", "id"], `“不能重复办”用到的库 ${once.register.id} 不存在，或者不是以人为主体。${instead(once.register.id, people)}`);
    const columns = register?.fields.map(({ name }) => name) ?? [];
    if (register && once.register.since && !columns.includes(once.register.since))
      say(["once", "register", "since"], `库 ${once.register.id} 没有字段 ${once.register.since}。${instead(once.register.since, columns)}`);
  }
  const facts = factsType({ item, form: definition }, around);
  for (const [at, { field, label, value }] of (item.outcome?.licence?.face ?? []).entries()) {
    const path = ["outcome", "licence", "face", at];
    if (field && !fields.has(field)) say([...path, "field"], `证照“${label}”要用的字段 ${field} 不在表单里。${instead(field, fields.keys())}`);
    if (value) found.push(...conditionFindings(value, facts, [...path, "value"]));
  }
  return found;
}
