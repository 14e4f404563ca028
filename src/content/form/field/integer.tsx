import { type FormType } from "./field.ts";
import { sizeFault } from "./judge.ts";
import { drawNumber, number } from "./number.tsx";

/** 整数. */
export const integer: FormType = {
  ...number,
  word: "整数",
  schema: (field) => ({ ...number.schema(field), type: "integer" }),
  read(text, field, around) {
    const read = number.read(text, field, around);
    // A fraction is kept as it is read, and told.
    return "value" in read
      ? Number.isInteger(read.value)
        ? read
        : { fault: `${field.label}请填整数`, kept: read.value }
      : { fault: `${field.label}请填整数` };
  },
  check: (value, field) => (Number.isInteger(value) ? sizeFault(value as number, field) : `${field.label}请填整数`),
  draw: (asked) => drawNumber(asked, false),
  column: "bigint",
};
