import { Refusal } from "#kernel/errors";
import { compileForm } from "#base/form";
import type { FormDefinition } from "#base/form";
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

/** What is wrong with a form: in itself, towards the questions of its item, and towards registers. Personal information stays marked as such. */
export function formFindings(definition: FormDefinition, item: Item, around: Surroundings): Finding[] {
  const found = fieldFindings(definition, item, around);
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
