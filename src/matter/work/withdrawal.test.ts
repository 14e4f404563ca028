import { afterAll, beforeAll, expect, test } from "vitest";
import { listItems } from "#content/catalogue";
import { begin } from "#matter/begin";
import { getMatter } from "#matter/matter";
import type { Ctx } from "#kernel/ctx";
import { testCity, type TestCity } from "../../../test/city.ts";
import { withdraw } from "./withdrawal.ts";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const program = (id: string): Ctx => city.ctx({ kind: "system", id, name: "传感器平台" });
const where = { address: "书院街20号", area: "990101002001", point: [118.12, 26.65] };
let serial = 0;
async function sent(): Promise<string> {
  serial += 1;
  const [one] = (await listItems(city.ctx())).filter(({ kind }) => kind === "city-event");
  const { matterId } = await begin(program("sensor-a"), {
    item: one!.itemId,
    channel: "sensor",
    form: { where },
    source: { system: "a", number: `a-${serial}` },
  });
  return matterId;
}

test("what a program sent it may take back, once; another program may not, nor a person whose it is not", async () => {
  const matterId = await sent();
  await expect(withdraw(program("sensor-b"), matterId, "误报")).rejects.toMatchObject({ status: 403 });
  await expect(withdraw(await city.person("lin-xiuying"), matterId, "误报")).rejects.toMatchObject({ status: 403 });
  const { matter } = await getMatter(city.ctx(), matterId);
  expect(matter.outcome).toBeNull();
  expect(await withdraw(program("sensor-a"), matterId, "误报")).toMatchObject({ state: "withdrawn", outcome: "withdrawn" });
  expect((await getMatter(city.ctx(), matterId)).open).toEqual([]);
  await expect(withdraw(program("sensor-a"), matterId, "误报")).rejects.toMatchObject({ code: "NOT_WITHDRAWABLE" });
});
