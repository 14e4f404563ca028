import type { ErrorObject } from "ajv";
import type { FieldDefinition } from "./field.ts";
import { choose, fillIn, notAmong, wrong } from "./judge.ts";

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

/** What is said of a field of the first writing when nothing was answered. */
export function missingBySchema(field: FieldDefinition): string {
  const { widget, options, schema = {} } = field;
  if (schema["type"] === "boolean" && widget === "checkboxes") return "请阅读并勾选这一项";
  const chosen = widget === undefined ? options || schema["type"] === "array" || schema["type"] === "boolean" : /^(radio|select|checkboxes)$/.test(widget);
  return chosen ? choose(field) : fillIn(field);
}

/** One plain sentence for what a schema finds wrong with an answer. */
export function complaint(field: FieldDefinition, error: ErrorObject): string {
  const { label, hint } = field;
  const { limit, format, type } = error.params as { limit?: number; format?: string; type?: string };
  switch (error.keyword) {
    case "type":
      return type === "integer" ? `${label}请填整数` : type === "number" ? `${label}请填数字` : missingBySchema(field);
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
      return notAmong(field);
    case "const":
      return missingBySchema(field);
    case "format":
      return wrong(field, FORMATS[format ?? ""]);
    case "pattern":
      return `${label}的写法不对，请核对${hint ? `（${hint}）` : ""}`;
    default:
      return wrong(field);
  }
}
