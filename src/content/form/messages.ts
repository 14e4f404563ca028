import type { ErrorObject } from "ajv";
import type { Field } from "./form.ts";

const FORMATS: Record<string, string> = {
  "id-number": "请核对，应是 18 位身份证号码，最后一位可以是 X",
  "id-paper": "请选对证件种类，再核对号码",
  "bank-card": "请核对，应是 16 到 19 位卡号",
  month: "请填写年和月，例如 2026-11",
  uscc: "请核对，应是 18 位统一社会信用代码",
  phone: "请核对，应是 11 位手机号，或者带区号的座机号",
  date: "请填写日历上有的日期，例如 2026-11-21",
  email: "请核对，应是邮箱地址",
  uri: "请核对，应是网址",
};

const CHOSEN = new Set(["radio", "select", "checkboxes"]);

/** What is said when nothing was answered. */
export function missing({ label, widget, schema }: Field): string {
  if (schema["type"] === "boolean" && widget === "checkboxes") return "请阅读并勾选这一项";
  return `请${CHOSEN.has(widget) ? "选择" : "填写"}${label}`;
}

/** One plain sentence for what is wrong with an answer. */
export function complaint(field: Field, error: ErrorObject): string {
  const { label, hint } = field;
  const { limit, format } = error.params as { limit?: number; format?: string };
  switch (error.keyword) {
    case "type":
      return wrongType(field, (error.params as { type: string }).type);
    case "minLength":
      return `${label}至少写 ${limit} 个字`;
    case "maxLength":
      return `${label}最多写 ${limit} 个字`;
    case "minimum":
      return `${label}不能小于 ${limit}`;
    case "maximum":
      return `${label}不能大于 ${limit}`;
    case "exclusiveMinimum":
      return `${label}要大于 ${limit}`;
    case "exclusiveMaximum":
      return `${label}要小于 ${limit}`;
    case "minItems":
      return `${label}至少选 ${limit} 项`;
    case "maxItems":
      return `${label}最多选 ${limit} 项`;
    case "enum":
      return `请从给出的选项里选择${label}`;
    case "const":
      return missing(field);
    case "format":
      return `${label}不对，${FORMATS[format ?? ""] ?? "请核对"}`;
    case "pattern":
      return `${label}的写法不对，请核对${hint ? `（${hint}）` : ""}`;
    default:
      return `${label}不对，请核对`;
  }
}

function wrongType(field: Field, type: string): string {
  if (type === "integer") return `${field.label}请填整数`;
  if (type === "number") return `${field.label}请填数字`;
  return missing(field);
}
