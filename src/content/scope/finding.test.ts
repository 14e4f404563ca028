import { expect, test } from "vitest";
import { expression } from "#language/feel";
import { recordOf, TEXT } from "#language/typing";
import { formulaFaults } from "./finding.ts";

const scope = recordOf({
  clock: recordOf({ "hearing-request": recordOf({ due: TEXT }), hearing: recordOf({ due: TEXT }) }),
  "site-check": recordOf({ outcome: TEXT }),
});
const data = { clock: { "hearing-request": { due: "2026-12-05" }, hearing: { due: "2026-12-08" } }, "site-check": { outcome: "pass" } };
const told = (text: string): string[] => formulaFaults(text, scope).faults.map(({ message }) => message);

test("a name with a sign is what a formula makes of it when it runs: a difference, and the check says so", () => {
  expect(expression("clock.hearing-request.due")(data)).toBeNull();
  expect(told("clock.hearing-request.due").join()).toContain("“request”没有定义");
  expect(told('site-check.outcome = "pass"').join()).toContain("表达式把“site-check”里的“-”读成减号：把名字改成“site_check”");
  expect(told("clock.hearin.due").join()).not.toContain("减号");
});

test("whoever keeps the name asks for it by its text", () => {
  const only = recordOf({ clock: recordOf({ "hearing-request": recordOf({ due: TEXT }) }) });
  expect(
    formulaFaults("clock.hearing-request.due", only)
      .faults.map(({ message }) => message)
      .join(),
  ).toContain('把名字改成“hearing_request”，或者写 get value(clock, "hearing-request")');
  expect(expression('get value(clock, "hearing-request").due')(data)).toBe("2026-12-05");
});
