import { optionOf } from "./choice.tsx";
import { plain, type FormType } from "./field.ts";
import { oneListed } from "./listed.tsx";
import { quoted } from "./judge.ts";

const CODE = /^[1-9]\d{11}$/;
const listed = oneListed("区划", "区划名单", ({ areas }, { options }) => options ?? areas);

/** 区划: the 12 figures of an area, by its name or code; `options` narrow it. */
export const area: FormType = {
  ...listed,
  keys: ["options"],
  schema: ({ options }) => ({ type: "string", ...(options ? { enum: options.map(({ value }) => value) } : { pattern: CODE.source }) }),
  read(text, field, around) {
    const chosen = field.options && optionOf(text, field.options);
    if (chosen) return { value: chosen.value };
    if (!around.readArea || field.options) return listed.read(text, field, around);
    const read = around.readArea(text);
    return "value" in read ? read : { fault: quoted(field, text, read.fault) };
  },
  check(value, field, around) {
    const fault = listed.check(value, field, around);
    if (fault) return fault;
    return CODE.test(plain(value)) || field.options ? undefined : quoted(field, plain(value), "不是区划，请填名称（例如青溪区青瓷街道）或者 12 位代码");
  },
};
