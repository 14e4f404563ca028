import { describe, expect, test } from "vitest";
import type { RegisterField } from "#register/field";
import type { RegisterDefinition } from "./definition.ts";
import { isGone, personIn } from "./standing.ts";
import { columnType, identifier, tableOf, tableStatements } from "./table.ts";

const field = (given: Partial<RegisterField>): RegisterField => ({ name: "f", label: "项", type: "text", class: "量", grade: 1, share: "none", ...given });

describe("a register", () => {
  const definition = {
    standing: { field: "status", gone: ["deceased"] },
    identifies: { name: "name", born: "birth_date", sex: "sex" },
  } as unknown as RegisterDefinition;

  test("says whether somebody is there no more, and who they are", () => {
    expect([
      isGone(definition, { status: "deceased" }),
      isGone(definition, { status: "normal" }),
      isGone(definition, {}),
      isGone({} as never, { status: "deceased" }),
    ]).toEqual([true, false, false, false]);
    expect(personIn(definition, { name: "林秀英", birth_date: "1944-05-12", status: "deceased" })).toEqual({
      name: "林秀英",
      born: "1944-05-12",
      sex: undefined,
      gone: true,
    });
    expect(personIn({} as never, { name: "林秀英" })).toEqual({ name: undefined, born: undefined, sex: undefined, gone: false });
  });

  test("has a table of its own, named after it and nothing else", () => {
    expect([identifier("food-operator"), tableOf("food-operator")]).toEqual(["food_operator", "register_data.food_operator"]);
    for (const name of ["", "1a", "a b", "A", "a;drop", `a${"b".repeat(51)}`, "-a", "a\n", "xA"]) expect(() => identifier(name), name).toThrow("cannot name");
    expect(identifier(`a${"b".repeat(50)}`)).toHaveLength(51);
    expect(
      Object.entries({ text: "text", code: "text", date: "date", integer: "bigint", number: "double precision", boolean: "boolean" }).map(
        ([type, column]) => columnType(field({ type: type as "text" })) === column,
      ),
    ).toEqual(Array(6).fill(true));
    expect([columnType(field({ personal: "name" })), columnType(field({ personal: "name" }), "text")]).toEqual(["sealed", "text"]);
    const statements = tableStatements({
      id: "food-operator",
      fields: [field({ name: "legal-person", personal: "name" }), field({ name: "age", type: "integer" })],
    } as unknown as RegisterDefinition);
    expect(statements.filter((statement) => /^alter table register_data.food_operator add column if not exists [fi]_/.test(statement))).toEqual([
      "alter table register_data.food_operator add column if not exists f_legal_person sealed",
      "alter table register_data.food_operator add column if not exists f_age bigint",
    ]);
    expect(statements.at(-1)).toBe("grant select, insert, update on register_data.food_operator to yiwang_server");
  });
});
