import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { firstBrokenAct, getMatter, listTasks } from "#matter/matter";
import { listPayments } from "#matter/payment";
import { readPack } from "#content/pack";
import { testCity } from "./city.ts";
import { live } from "./lived.ts";

const folder = join(import.meta.dirname, "../packs");
const services = readdirSync(folder).flatMap((name) => readPack(join(folder, name)).pack?.services ?? []);

test("five items of four packs each have at least six example people", () => {
  expect(services.map((service) => service.item.id).sort()).toEqual([
    "birth-registration",
    "food-licence",
    "old-age-allowance",
    "outdoor-advertising",
    "public-place-hygiene",
  ]);
  for (const service of services) expect(service.cases.length).toBeGreaterThanOrEqual(6);
});

// The same examples that a pack's checks play in memory are lived here, with every row written and every guard asked, each in a city of its own:
// what one person holds, another cannot be granted.
for (const service of services) {
  describe(service.item.name, () => {
    for (const example of service.cases.filter(
      ({ after, expect: { outcome } }) => after !== undefined || (outcome !== "incomplete" && outcome !== "stopped"),
    )) {
      test(example.name, async () => {
        const city = await testCity();
        onTestFinished(() => city.close());
        const before = service.cases.find(({ name }) => name === example.after);
        if (before) await live(city, service, before);
        if (example.expect.complaints?.includes("once")) {
          await expect(live(city, service, example)).rejects.toMatchObject({ status: 409, code: "ALREADY_HELD" });
          return;
        }
        const matterId = await live(city, service, example);
        const { matter } = await getMatter(city.ctx(), matterId);
        if (example.expect.outcome) expect(matter.outcome).toBe(example.expect.outcome);
        expect(await firstBrokenAct(city.ctx(), matterId)).toBeUndefined();
        const tasks = (await listTasks(city.ctx(), matterId)).map((task) => task.node);
        const people = (example.expect.path ?? []).filter((node) => example.answers && node in example.answers);
        if (example.expect.path) expect([...tasks].sort()).toEqual(expect.arrayContaining([...new Set(people)].sort()));
        if (example.expect.payment) expect((await listPayments(city.ctx(), matterId)).map((payment) => payment.amount)).toEqual([example.expect.payment]);
      });
    }
  });
}
