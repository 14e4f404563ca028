import { expect, test } from "vitest";
import { PARTS, statementOf } from "./statement.ts";

test("a step carries what it does and nothing else", () => {
  const { text, names } = statementOf(["matter", "acts"]);
  expect(names).toEqual(["row", "id", "revision", "acts"]);
  expect(text).not.toMatch(/matter\.tasks|matter\.clocks|events\.outbox|situation = /);
  expect([...text.matchAll(/\$\d/g)].map(([name]) => name)).toEqual(["$1", "$2", "$3", "$4"]);
});

test("the same parts are the very same text, so that it is prepared once", () => {
  expect(statementOf(["matter", "acts", "events"])).toBe(statementOf(["matter", "acts", "events"]));
});

test("every part names its values, and casts keep their colons", () => {
  for (const name of Object.keys(PARTS) as (keyof typeof PARTS)[]) {
    const { text, names } = statementOf(name === "matter" || name === "answers" ? [name] : ["matter", name]);
    expect(names.length, name).toBeGreaterThan(2);
    expect(Math.max(...[...text.matchAll(/\$(\d+)/g)].map(([, n]) => Number(n))), name).toBe(names.length);
    expect(text, name).not.toMatch(/(?<!:):[a-z]/);
  }
});
