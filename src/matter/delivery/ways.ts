import { codesNow } from "#content/catalogue";
import { compileForm, type FieldDefinition, type Form } from "#content/form";
import { WAY_PARTS, WAYS_LIST, waysIn, type Way, type WayPart } from "#content/kind";
import type { Ctx } from "#kernel/ctx";

/** The ways by which papers are delivered, as the city's code list says them. */
export async function waysNow(ctx: Ctx): Promise<Way[]> {
  return waysIn((await codesNow(ctx)).get(WAYS_LIST));
}

/** The name of the field of files, under which what proves a delivery lies with the matter. */
export const PROOF = "delivery_files";

type Asked = Omit<FieldDefinition, "name" | "required">;

const PARTS: Readonly<Record<WayPart, Asked>> = {
  receiver: { label: "签收人", hint: "在送达回证上签名或者盖章的人。", type: "text", max: 50, personal: "name" },
  relation: { label: "签收人是受送达人的什么人", hint: "本人、同住成年家属、法定代表人、负责收件的人、代理人。", type: "text", max: 50 },
  place: { label: "送达地点", type: "text", max: 200, personal: "address" },
  number: { label: "邮件号码", hint: "挂号信或者快递的号码，日期填回执上注明的收件日期。", type: "text", max: 50 },
  by: { label: "受委托送达或者转交的单位", type: "text", max: 100 },
  where: { label: "公告在哪里", hint: "公告栏、报纸或者网站的名称，和登出的日期。", type: "text", max: 200 },
  witness: { label: "见证人", hint: "姓名和所在的基层组织或者单位。", type: "text", max: 100, personal: "name" },
  reason: { label: "为什么用这种方式", hint: "拒收的事由，或者其他方式为什么送达不到。", type: "paragraph", max: 500 },
  files: { label: "送达的凭证", hint: "签过字的回证、邮件回执、拍的照片。", type: "files", max: 5 },
};

const NOTE: FieldDefinition = { name: "note", label: "备注", type: "text", max: 200 };

/** Under which name a part stands in the form, and in what is recorded. */
function nameOf(part: WayPart): string {
  return part === "files" ? PROOF : part;
}

const forms = new Map<string, Form>();

/** What is asked of a delivery by a way: the day, what its receipt has to say, what may prove it. */
export function formOf(way: Way): Form {
  const key = JSON.stringify(way);
  const known = forms.get(key);
  if (known) return known;
  const day = { name: "on", label: way.counts === undefined ? "送达日期" : "发出公告的日期", type: "date", not_after: "today", required: true } as const;
  const asked = WAY_PARTS.filter((part) => part === "files" || way.needs.includes(part) || way.either.includes(part));
  const fields = asked.map((part): FieldDefinition => ({ ...PARTS[part], name: nameOf(part), required: way.needs.includes(part) }));
  const form = compileForm({ pages: [{ id: "delivery", title: way.label, fields: [day, ...fields, NOTE] }] });
  forms.set(key, form);
  return form;
}

/** What is wrong with a delivery of which one of several things has to be told, and none is. */
export function eitherFault({ either }: Way, answers: Readonly<Record<string, unknown>>): Record<string, string> {
  const told = either.some((part) => {
    const value = answers[nameOf(part)];
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== "";
  });
  const [first] = either;
  if (told || first === undefined) return {};
  return { [nameOf(first)]: `${either.map((part) => PARTS[part].label).join("、")}，至少要有一样` };
}
