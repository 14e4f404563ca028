import { describe, expect, test } from "vitest";
import * as feel from "./index.ts";

describe("bounds of one evaluation", () => {
  const code = (run: () => unknown): string | undefined => {
    try {
      run();
      return undefined;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  test.each<[string, () => unknown, string | undefined]>([
    ["a million steps", () => feel.bounded(() => feel.spend(1_000_000)), undefined],
    ["one more", () => feel.bounded(() => feel.spend(1_000_001)), "FEEL_TOO_LONG_RUNNING"],
    ["two evaluations of a million", () => [1, 2].map(() => feel.bounded(() => feel.spend(1_000_000))), undefined],
    ["one started by another", () => feel.bounded(() => [1, 2].map(() => feel.bounded(() => feel.spend(600_000)))), "FEEL_TOO_LONG_RUNNING"],
    ["steps outside of any", () => feel.spend(5_000_000), undefined],
    ["two million elements", () => feel.bounded(() => feel.occupy(2_000_000)), undefined],
    ["one element more", () => feel.bounded(() => feel.occupy(2_000_001)), "FEEL_TOO_LARGE"],
    ["a list too long outside of any", () => feel.occupy(2_000_001), "FEEL_TOO_LARGE"],
    ["a text of a million", () => feel.bounded(() => feel.fitting("x".repeat(1_000_000))), undefined],
    ["a text of one more", () => feel.fitting("x".repeat(1_000_001)), "FEEL_TOO_LARGE"],
    ["three texts of a million", () => feel.bounded(() => [1, 2, 3].map(() => feel.fitting("x".repeat(1_000_000)))), "FEEL_TOO_LARGE"],
    ["short texts without end", () => feel.bounded(() => Array.from({ length: 3000 }, () => feel.fitting("x".repeat(1000)))), undefined],
    [
      "the end of the runtime's stack",
      () =>
        feel.bounded(() =>
          ((): void => {
            throw new RangeError("stack");
          })(),
        ),
      "FEEL_TOO_LONG_RUNNING",
    ],
  ])("%s: %s", (_what, run, found) => expect(code(run)).toBe(found));

  test("calls go four hundred deep, and after a fault the next evaluation begins afresh", () => {
    const deep = (n: number): number => (n === 0 ? 0 : feel.nested(() => deep(n - 1)));
    expect([code(() => feel.bounded(() => deep(400))), code(() => feel.bounded(() => deep(401)))]).toEqual([undefined, "FEEL_TOO_LONG_RUNNING"]);
    expect(code(() => feel.bounded(() => [deep(400), deep(400)]))).toBeUndefined();
    expect(
      code(() =>
        feel.bounded(() => {
          throw new Error("other");
        }),
      ),
    ).toBeUndefined();
    expect(code(() => feel.bounded(() => feel.spend(1_000_000)))).toBeUndefined();
  });
});
