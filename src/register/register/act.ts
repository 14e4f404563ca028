import type { ActDeclaration } from "#process/graph";

/** How a flow writes a row of a register: values of `row`, and under `personal` the names of the form's personal fields, by column. */
export const WRITE_ACT = {
  name: "register.write",
  word: "写入信息库",
  input: {
    register: { takes: "register", required: true },
    row: { takes: "row", of: "register" },
    personal: { takes: "answers", of: "register" },
  },
  gives: { id: "text" },
} as const satisfies ActDeclaration;
