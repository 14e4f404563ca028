import { afterAll, beforeAll, expect, test } from "vitest";
import { begin } from "#matter/begin";
import { offersOf } from "#matter/move";
import { viewAsStaff } from "#matter/view";
import { appointed, cityOfKinds, work } from "./city.ts";
import { at, type TestCity } from "../city.ts";

// 挂起 and 恢复 are offered wherever a matter is being worked on, whatever its kind calls that.

const URBAN = "11990100MB00000057";

let city: TestCity;
beforeAll(async () => {
  city = await cityOfKinds();
  await appointed(city, "renhong", "event-registrar", URBAN);
  await appointed(city, "yuanye", "commander", URBAN);
});
afterAll(() => city.close());

test("a matter of a foreign kind is held once it is open, not before", async () => {
  at(city, "2026-11-24T09:30:00+08:00");
  const { matterId } = await begin(city.ctx({ kind: "system", id: "water-gauge", name: "积水监测" }), {
    item: "event-flood",
    channel: "sensor",
    form: { where: { address: "荷塘桥下", area: "990102001001" }, depth: 22 },
  });
  const held = async () => {
    const chief = await city.staff("yuanye");
    return (await offersOf(chief, await viewAsStaff(chief, matterId))).map(({ move }) => move).filter((move) => move === "suspend" || move === "resume");
  };
  expect(await held()).toEqual([]);
  await work(city, "renhong", matterId, "registering", { outcome: "register" });
  expect(await held()).toEqual(["suspend"]);
});
