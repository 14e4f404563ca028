import { expect, test } from "vitest";
import { upgradedFlow } from "./upgrade.ts";

const task = (act: string): string => `<serviceTask id="close" name="办结" yw:act=${act} />`;

test("a flow of before calls acts of its kind where it called those of code; all else stays, its ids above all", () => {
  const acts = { accept: "accepted", "accept-by-law": "accepted-by-law", decline: "declined", grant: "granted", refuse: "refused", close: "closed" };
  for (const [before, now] of Object.entries(acts)) expect(upgradedFlow(task(`"matter.${before}"`))).toBe(task(`"${now}"`));
  expect(upgradedFlow(task("'matter.close'"))).toBe(task("'closed'"));
  const others = [task('"matter.begin"'), task('"matter.join"'), task('"licence.issue"'), task('"closed"'), "<documentation>act matter.close</documentation>"];
  for (const other of others) expect(upgradedFlow(other)).toBe(other);
});
