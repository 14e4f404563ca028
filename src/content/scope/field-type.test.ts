import { expect, test } from "vitest";
import type { FieldDefinition } from "#content/form";
import { answersType, answerType } from "./field-type.ts";

const field = (more: Partial<FieldDefinition> & Pick<FieldDefinition, "type">): FieldDefinition => ({ name: "it", label: "它", ...more }) as FieldDefinition;

test.each([
  ["a day", field({ type: "date" }), "text"],
  ["a sum", field({ type: "money" }), "number"],
  ["yes or no", field({ type: "yes-no" }), "boolean"],
  ["rows", field({ type: "rows", fields: [field({ type: "text" })] } as never), "list"],
  ["a place", field({ type: "place" }), "record"],
])("an answer that is %s has its type in formulas", (_what, given, is) => expect(answerType(given).is).toBe(is));

test("a choice is one of its options, several are a list of them", () => {
  const options = [
    { value: "new", label: "新办" },
    { value: "more", label: "增加" },
  ];
  const one = answerType(field({ type: "choice", options }));
  expect(one).toMatchObject({ is: "text", values: ["new", "more"] });
  expect(answerType(field({ type: "choices", options } as never))).toMatchObject({ is: "list" });
});

test("what is personal is hidden from formulas of a flow, and seen by texts to people", () => {
  const phone = [field({ type: "phone", personal: true } as never)];
  expect(answersType(phone, { personal: "hidden" })).toMatchObject({ entries: { it: { is: "hidden" } } });
  expect(answersType(phone, { personal: "seen" })).toMatchObject({ entries: { it: { is: "text" } } });
});
