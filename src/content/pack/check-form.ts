import { Refusal } from "#values/errors";
import { compileForm, type FormDefinition } from "#content/form";
import type { Finding } from "./check-item.ts";
import { conditionFaults } from "./conditions.ts";
import type { Item } from "./item.ts";
import type { Surroundings } from "./surroundings.ts";

function fieldFindings(definition: FormDefinition, item: Item, around: Surroundings): Finding[] {
  const found: Finding[] = [];
  const at = (path: (string | number)[], messages: string[]): void => void found.push(...messages.map((message) => ({ path, message })));
  for (const [p, page] of definition.pages.entries()) {
    const path = ["pages", p];
    if (page.when) at([...path, "when"], conditionFaults(page.when, item.situations));
    for (const [f, { name, source, source_when: sourceWhen, personal, when, locked }] of page.fields.entries()) {
      const here = [...path, "fields", f];
      if (when) at([...here, "when"], conditionFaults(when, item.situations));
      if (sourceWhen) at([...here, "source_when"], conditionFaults(sourceWhen, item.situations));
      if (!source) {
        if (locked) at(here, [`字段 ${name} 没有来源，不能锁定`]);
        continue;
      }
      const [registerId = "", column = ""] = source.split(".");
      const known = around.registers.get(registerId)?.fields.find((one) => one.name === column);
      if (!known) at([...here, "source"], [`没有库字段“${source}”`]);
      else if (known.personal && known.personal !== personal) at(here, [`字段 ${name} 取自个人信息 ${source}，要写 personal: ${known.personal}`]);
    }
  }
  return found;
}

/** What an item says of whom it is for and of what one has once, towards the form: fields that are there, of the kind that is needed. */
function partyFindings(definition: FormDefinition, { beneficiary, once, situations }: Item, around: Surroundings): Finding[] {
  const fields = new Map(definition.pages.flatMap((page) => page.fields.map((field) => [field.name, field] as const)));
  const found: Finding[] = [];
  const say = (message: string): void => void found.push({ path: [], message });
  if (beneficiary && !["id-number", "id-paper"].includes(String(fields.get(beneficiary.number)?.schema["format"])))
    say(`受益人的证件号码字段 ${beneficiary.number} 不在表单里，或者不是身份证号`);
  if (beneficiary && !fields.has(beneficiary.name)) say(`受益人的姓名字段 ${beneficiary.name} 不在表单里`);
  for (const message of beneficiary?.when ? conditionFaults(beneficiary.when, situations) : []) say(`受益人的条件：${message}`);
  for (const name of once?.by ?? []) {
    const question = name.startsWith("situation.") ? name.slice("situation.".length) : undefined;
    const known = question === undefined ? name === "applicant" || name === "beneficiary" || fields.has(name) : situations.some(({ id }) => id === question);
    if (!known) say(`“不能重复办”用到的 ${name} 不在表单和问题里`);
  }
  for (const name of once?.note ?? []) if (!fields.has(name) || fields.get(name)?.personal) say(`“不能重复办”要记下的 ${name} 不在表单里，或者是个人信息`);
  if (once?.register) {
    const register = around.registers.get(once.register.id);
    if (register?.subject !== "person") say(`“不能重复办”用到的库 ${once.register.id} 不存在，或者不是以人为主体`);
    if (once.register.since && !register?.fields.some((field) => field.name === once.register!.since))
      say(`库 ${once.register.id} 没有字段 ${once.register.since}`);
  }
  return found;
}

/** What is wrong with a form: in itself, towards the questions of its item, and towards registers. Personal information stays marked as such. */
export function formFindings(definition: FormDefinition, item: Item, around: Surroundings): Finding[] {
  const found = [...fieldFindings(definition, item, around), ...partyFindings(definition, item, around)];
  try {
    const form = compileForm(definition);
    for (const { field, label } of item.outcome?.licence?.face ?? []) {
      if (field && !form.fields.has(field)) found.push({ path: [], message: `证照“${label}”要用的字段 ${field} 不在表单里` });
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    found.push({ path: [], message: error.message });
  }
  return found;
}
