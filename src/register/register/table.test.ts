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

  const indexes = (given: Partial<RegisterField>): string[] =>
    tableStatements({ id: "trial", fields: [field(given)] } as unknown as RegisterDefinition)
      .filter((statement) => statement.startsWith("create index if not exists trial_f_"))
      .map((statement) => statement.replace(/^create index if not exists trial_f_(\w+) on register_data.trial /, "$1 "));

  test("is found by an index wherever a field is searched, narrowed, sorted or refers, and by none else", () => {
    expect(indexes({})).toEqual([]);
    expect(indexes({ search: true })).toEqual(['letters using gin (register.letters(f_f) collate "C")']);
    for (const given of [{ filter: true }, { sort: true }, { filter: true, type: "record" }] as const)
      expect(indexes(given)).toEqual(["order (f_f, record_id)"]);
    expect(indexes({ type: "record" })).toEqual(["record (f_f)"]);
    expect(indexes({ search: true, sort: true })).toHaveLength(2);
    expect(indexes({ personal: "name" })).toEqual([]);
    for (const given of [{ search: true }, { type: "record" }] as const) expect(indexes({ personal: "name", ...given })).toEqual(["blind (i_f)"]);
  });

  test("has a column for the blind index of what is encrypted and found, and of nothing else", () => {
    const made = (given: Partial<RegisterField>): string[] =>
      tableStatements({ id: "trial", fields: [field(given)] } as unknown as RegisterDefinition).filter((statement) => statement.includes(" i_f text"));
    expect([{ search: true }, { personal: "name" }, { type: "record" }].map((given) => made(given as Partial<RegisterField>).length)).toEqual([0, 0, 0]);
    expect(
      [
        { personal: "name", search: true },
        { personal: "name", type: "record" },
      ].map((given) => made(given as Partial<RegisterField>).length),
    ).toEqual([1, 1]);
  });

  test("names the indexes of long names apart, within what PostgreSQL keeps of a name", () => {
    const long = (name: string): string => {
      const [statement] = tableStatements({ id: "r".repeat(40), fields: [field({ name, sort: true })] } as unknown as RegisterDefinition).filter((each) =>
        each.includes("(f_n"),
      );
      return statement!.split(" ")[5]!;
    };
    const [one, two] = [long(`${"n".repeat(40)}_a`), long(`${"n".repeat(40)}_b`)];
    expect([one.length <= 63, two.length <= 63, one === two, one === long(`${"n".repeat(40)}_a`)]).toEqual([true, true, false, true]);
  });
});
