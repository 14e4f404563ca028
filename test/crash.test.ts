import { expect, test } from "vitest";
import { crash } from "./crash/crash.ts";

test("what was acknowledged is there once, and every chain holds, after server and database were killed under load", { timeout: 300_000 }, async () => {
  const verdict = await crash(4);
  expect(verdict).toMatchObject({ lost: [], doubled: [], broken: [] });
  expect(verdict.submissions).toBeGreaterThan(0);
  expect(verdict.completions).toBeGreaterThan(0);
});
