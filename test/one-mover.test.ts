import { expect, test } from "vitest";
import { sourcesBelow, withoutComments, type Source } from "./sources.ts";

// What is due moves in one place, so that it moves right: stopped, extended and counted anew in its own pace, with its marks.

const production = sourcesBelow("src").filter(({ isTest }) => !isTest);
// The statement of a step carries what the movers say.
const CARRIES = ["src/matter/matter/statement.ts", "src/matter/matter/write.ts"];
const others = production.filter(({ place, path }) => place !== "matter/clocks" && !CARRIES.includes(path));

function offending(of: readonly Source[], pattern: RegExp): string[] {
  return of.flatMap(({ path, text }) => [...withoutComments(text).matchAll(new RegExp(pattern, "g"))].map(([match]) => `${path}: ${match.slice(0, 120)}`));
}

const WRITES = /\b(?:insert into|update|delete from) matter\.(?:clocks|stops)\b/;
// An update or insert of the rows that carry a copy, up to the end of its text.
const MOVES = /\b(?:insert into|update) matter\.(?:matters|tasks)\b[^;`"]*\bdue_at\b/;
const ASSIGNS = /\bdueAt\s*=(?![=>])|\.(?:clocks|stops)\s*=(?!=)|\.\.\.(?:clock|task)\b[^}]*\bdueAt:(?! dueAt && new Date\(dueAt\))/;

test("what is due is written and moved in matter/clocks alone, and carried by the statement of a step", () => {
  for (const pattern of [WRITES, MOVES, ASSIGNS]) expect(offending(others, pattern)).toEqual([]);
  expect(
    offending(
      production.filter(({ path }) => CARRIES.includes(path)),
      ASSIGNS,
    ),
  ).toEqual([]);
});

test("the wall sees what it is there for", () => {
  const seen = (pattern: RegExp, text: string): boolean => offending([{ path: "x", text } as Source], pattern).length > 0;
  expect([
    seen(MOVES, 'query("update matter.tasks set due_at = $1")'),
    seen(WRITES, "update matter.clocks set mark = $1"),
    seen(ASSIGNS, "task.dueAt = later;"),
    seen(ASSIGNS, "change.matter.clocks = [];"),
    seen(ASSIGNS, "({ ...clock, dueAt: later })"),
    offending(
      production.filter(({ place }) => place === "matter/clocks"),
      ASSIGNS,
    ).length > 5,
  ]).toEqual([true, true, true, true, true, true]);
});
