import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { firstBrokenAct, getMatter, listBreaches, listTasks } from "#matter/matter";
import { listPayments } from "#matter/payment";
import { readPack, type Case } from "#content/pack";
import { testCity } from "./city.ts";
import { live } from "./lived.ts";
import { liveOfKind } from "./kinds/city.ts";

const folder = join(import.meta.dirname, "../packs");
const packs = readdirSync(folder).flatMap((name) => readPack(join(folder, name)).pack ?? []);
const services = packs.flatMap((pack) => pack.services).filter(({ item }) => item.kind === "application");

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

// Examples of the other kinds, by the people whom their works are for; what waits for another matter, a counterpart outside, or for
// somebody who is late, is lived elsewhere (test/kinds, test/exchange.test.ts).
const WAITS = new Set(["matter.join", "matter.begin", "exchange.pass"]);
/** Whether an example is about another matter, by its number. */
const names = ({ form }: Case): boolean => Object.values(form).some((value) => typeof value === "string" && /^\d{18}$/.test(value));

describe("examples of kinds", () => {
  const city = testCity();
  afterAll(async () => (await city).close());
  const kinds = packs.flatMap((pack) => pack.kinds.map((kind) => ({ kind, cases: kind.cases })));
  const lived = kinds.flatMap(({ kind, cases }) =>
    cases.filter((example) => {
      const { overdue = [], answers = {} } = example;
      const waits = [...(kind.flow ?? "").matchAll(/<(?:callActivity|serviceTask) id="(\w+)"[^>]*?yw:(?:act|item)="([^"]+)"/g)];
      const comes = (node: string): boolean => node in answers || (example.expect.path ?? []).includes(node);
      return overdue.length === 0 && !names(example) && !waits.some(([tag, node, act]) => (tag.startsWith("<call") || WAITS.has(act!)) && comes(node!));
    }),
  );
  test("are many", () => expect(lived.length).toBeGreaterThan(25));

  test.each(lived.map((example) => [example.name, example] as const))("%s", async (_name, example) => {
    if (example.expect.complaints) {
      await expect(liveOfKind(await city, example)).rejects.toMatchObject({ status: 422 });
      return;
    }
    const matterId = await liveOfKind(await city, example);
    const { matter } = await getMatter((await city).ctx(), matterId);
    if (example.expect.outcome !== "incomplete") expect(matter.outcome).toBe(example.expect.outcome);
    if (example.expect.state) expect(matter.state).toBe(example.expect.state);
    expect(await firstBrokenAct((await city).ctx(), matterId)).toBeUndefined();
    expect(await listBreaches((await city).ctx(), [matterId])).toEqual([]);
  });
});
