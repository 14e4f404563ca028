import { idNumberCheck, usccCheck } from "#values/codes";
import { checkForm, compileForm, parseAnswers, type Around, type Called, type FieldDefinition } from "./index.ts";

// A small city around the types of fields, and what a text or a page posts to one of them means in it.

export const ID = `99010119440512002${idNumberCheck("99010119440512002")}`;
export const USCC = `91990100MA00991AB${usccCheck("91990100MA00991AB")!}`;
const known =
  (names: Record<string, string>) =>
  (key: string): Called =>
    names[key] ?? null;
export const around: Around = {
  today: "2026-11-23",
  areas: [
    { value: "990101001000", label: "青溪区青瓷街道" },
    { value: "990101002000", label: "青溪区云门街道" },
  ],
  units: [
    { value: "11990100MB0000001T", label: "市市场监管局" },
    { value: "11990100MB0000002R", label: "市住建局" },
  ],
  staff: [{ value: "s1", label: "林静" }],
  registers: [
    {
      value: "organisation",
      label: "法人库",
      columns: [
        { value: "name", label: "名称" },
        { value: "status", label: "登记状态" },
      ],
    },
  ],
  markable: [
    { value: "plan", label: "平面图" },
    { value: "phone", label: "联系电话" },
  ],
  checklists: {
    site: [
      { id: "exit", ask: "消防通道畅通", key: true },
      { id: "flies", ask: "有防蝇设施" },
    ],
  },
  record: (_register, key) => known({ [USCC]: "云州小满餐饮有限公司" })(key),
  licence: known({ JY29901: "食品经营许可证" }),
  matter: known({ "9901": "路灯不亮" }),
  answers: { of: "organisation" },
};
export const field = (given: Partial<FieldDefinition>): FieldDefinition => ({ name: "f", label: "项", type: "text", ...given });
export const formOf = (given: Partial<FieldDefinition>) => compileForm({ pages: [{ id: "p", title: "页", fields: [field(given)] }] });

/** What a text, or what a page posts, means; a sentence where it cannot be. */
export function meant(given: Partial<FieldDefinition>, typed: unknown): unknown {
  const whole = given.type === "columns" ? { pages: [{ id: "p", title: "页", fields: [field({ name: "of", type: "register" }), field(given)] }] } : undefined;
  const form = whole ? compileForm(whole) : formOf(given);
  const own = form.fields.get("f")!;
  const body = typeof typed === "object" && typed !== null && !Array.isArray(typed) ? (typed as Record<string, unknown>) : { f: typed };
  const value = parseAnswers([own], body, around)["f"];
  return checkForm(form, { of: "organisation", f: value }, {}, undefined, around)["f"] ?? value;
}

export const text = { type: "text" } as const;
export const rows = {
  type: "rows",
  fields: [
    { name: "unit", label: "单位", type: "unit", required: true },
    { name: "what", label: "做什么", type: "text", min: 2, required: true },
    { name: "until", label: "哪天前", type: "date" },
  ],
  max: 3,
  distinct: "unit",
} satisfies Partial<FieldDefinition>;
export const site = { type: "checklist", checklist: "site" } as const;
