import { isDuration, readLimit } from "#kernel/clock";
import { readItemCode } from "#values/codes";
import type { Item } from "#content/pack";
import { instead } from "#values/spelling";
import { conditionFindings, kindIn, type Finding, questionsScope, type Surroundings, unitFault } from "#content/scope";

/** Types of items that end in a decision about somebody, who must be told how to appeal. */
const APPEALABLE = new Set(["01", "02", "03", "04", "05", "07", "08", "09", "10"]);

function repeated(values: string[]): number[] {
  return values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []));
}

function codes(item: Item, around: Surroundings): Finding[] {
  const found: Finding[] = [];
  const unit = unitFault(item.unit, around.city);
  if (unit) found.push({ path: ["unit"], message: unit });
  const code = readItemCode(item.code);
  if (!code) return [...found, { path: ["code"], message: "实施编码应为 31 位：统一社会信用代码 18 位 + 行使层级 1 位 + 基本编码 12 位数字，且校验码正确" }];
  if (code.unit !== item.unit.slice(0, 18)) found.push({ path: ["code"], message: "实施编码的前 18 位与实施主体不一致" });
  if (code.level !== item.level) found.push({ path: ["code"], message: `实施编码的行使层级是 ${code.level}，事项写的是 ${item.level}` });
  if (code.basic.slice(2, 4) !== item.type)
    found.push({ path: ["code"], message: `基本编码里的事项类型是 ${code.basic.slice(2, 4)}，事项写的是 ${item.type}` });
  return found;
}

function situations({ situations: all }: Item): Finding[] {
  const found: Finding[] = repeated(all.map(({ id }) => id)).map((index) => ({ path: ["situations", index], message: `问题“${all[index]!.id}”重复` }));
  for (const [index, { kind, options, when }] of all.entries()) {
    const path = ["situations", index];
    if (kind === "yes-no" && options) found.push({ path, message: "是非题不用写选项" });
    if (kind !== "yes-no" && !options) found.push({ path, message: "选择题要写选项" });
    for (const at of repeated((options ?? []).map(({ value }) => value)))
      found.push({ path: [...path, "options", at], message: `选项“${options![at]!.value}”重复` });
    if (when) found.push(...conditionFindings(when, questionsScope(all, index), [...path, "when"]));
  }
  return found;
}

function materials(item: Item, around: Surroundings): Finding[] {
  const found: Finding[] = repeated(item.materials.map(({ id }) => id)).map((index) => ({
    path: ["materials", index],
    message: `材料“${item.materials[index]!.id}”重复`,
  }));
  const kind = kindIn(around, { item });
  const holders = ["government", ...Object.keys(kind?.parties ?? {})];
  for (const [index, { when, substitute, source }] of item.materials.entries()) {
    const path = ["materials", index];
    if (kind && !holders.includes(source)) found.push({ path: [...path, "source"], message: `没有人叫“${source}”。${instead(source, holders)}` });
    if (when) found.push(...conditionFindings(when, questionsScope(item.situations), [...path, "when"]));
    if (substitute?.licence && !around.licences.has(substitute.licence))
      found.push({
        path: [...path, "substitute", "licence"],
        message: `没有证照类型“${substitute.licence}”。${instead(substitute.licence, around.licences.keys())}`,
      });
    if (substitute?.register && !around.registers.has(substitute.register))
      found.push({
        path: [...path, "substitute", "register"],
        message: `没有库“${substitute.register}”。${instead(substitute.register, around.registers.keys())}`,
      });
  }
  return found;
}

function limits(item: Item): Finding[] {
  if (!item.limits) return [];
  const statutory = readLimit(item.limits.statutory);
  const promised = readLimit(item.limits.promised);
  if (!statutory) return [{ path: ["limits", "statutory"], message: "时限写法不对：20 个工作日写 P20WD，20 日写 P20D" }];
  if (!promised) return [{ path: ["limits", "promised"], message: "时限写法不对：8 个工作日写 P8WD，8 日写 P8D" }];
  // A calendar day never outlasts a working day, so the numbers can be compared unless calendar days are promised in working days.
  const comparable = statutory.unit === promised.unit || promised.unit === "day";
  if (!comparable) return [{ path: ["limits", "promised"], message: "法定时限按自然日计，承诺时限也要按自然日写" }];
  return promised.days > statutory.days ? [{ path: ["limits", "promised"], message: `承诺时限 ${promised.days} 超过了法定时限 ${statutory.days}` }] : [];
}

function paidFindings({ outcome: { payment } = { name: "" } }: Item, { registers }: Surroundings): Finding[] {
  if (!payment?.register) return [];
  const path = ["outcome", "payment", "register"];
  const register = registers.get(payment.register.id);
  if (!register) return [{ path: [...path, "id"], message: `没有库“${payment.register.id}”。${instead(payment.register.id, registers.keys())}` }];
  const columns = register.fields.map(({ name }) => name);
  return Object.entries(payment.register).flatMap(([part, name]) =>
    part === "id" || columns.includes(name) ? [] : [{ path: [...path, part], message: `库「${register.name}」里没有字段“${name}”。${instead(name, columns)}` }],
  );
}

function outcome(item: Item, around: Surroundings): Finding[] {
  const found = paidFindings(item, around);
  const licence = item.outcome?.licence;
  if (!licence) return found;
  const path = ["outcome", "licence"];
  const type = around.licences.get(licence.type);
  if (!type) found.push({ path: [...path, "type"], message: `没有证照类型“${licence.type}”。${instead(licence.type, around.licences.keys())}` });
  else if (type.issuer !== item.unit) found.push({ path: [...path, "type"], message: `${type.name}由 ${type.issuer} 颁发，不是本事项的实施主体` });
  if (licence.validity && !isDuration(licence.validity)) found.push({ path: [...path, "validity"], message: "有效期写法不对：五年写 P5Y" });
  return found;
}

/** What is wrong with an item in itself and towards what it refers to. */
export function itemFindings(item: Item, around: Surroundings): Finding[] {
  const found = [...codes(item, around), ...situations(item), ...materials(item, around), ...limits(item), ...outcome(item, around)];
  // Where packs are looked at without the one that brings the list, nobody can say.
  const listed = (list: string): string[] | undefined => around.codes?.get(list)?.map(({ value }) => value);
  const [types, themes] = [listed("item-type"), listed("theme")];
  if (types && !types.includes(item.type)) found.push({ path: ["type"], message: `没有事项类型“${item.type}”。${instead(item.type, types)}` });
  for (const [at, theme] of item.themes.entries())
    if (themes && !themes.includes(theme)) found.push({ path: ["themes", at], message: `没有主题“${theme}”。${instead(theme, themes)}` });
  if (APPEALABLE.has(item.type) && !item.appeal) found.push({ path: [], message: "这类事项要写明复议和诉讼的途径" });
  return found;
}
