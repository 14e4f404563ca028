import { afterAll, beforeAll, expect, test } from "vitest";
import { testCity, type TestCity } from "../../../test/city.ts";
import { dropIntake, keepIntake, openIntake } from "./index.ts";

let city: TestCity;
beforeAll(async () => void (city = await testCity()));
afterAll(() => city.close());

test("a list that is looked at is kept encrypted for whoever brought it, and for a day", async () => {
  const ctx = await city.staff("admin");
  const id = await keepIntake(ctx, "register:population", "a.csv", Buffer.from("id_number\n1\n"));
  expect((await openIntake(ctx, "register:population", id)).content.toString()).toBe("id_number\n1\n");
  await expect(openIntake(await city.staff("xuran"), "register:population", id)).rejects.toMatchObject({ code: "INTAKE_GONE" });
  await expect(openIntake(ctx, "register:organisation", id)).rejects.toMatchObject({ code: "INTAKE_GONE" });
  await expect(openIntake({ ...ctx, now: new Date(ctx.now.getTime() + 25 * 3_600_000) }, "register:population", id)).rejects.toMatchObject({
    code: "INTAKE_GONE",
  });
  await dropIntake(ctx, id);
  await expect(openIntake(ctx, "register:population", id)).rejects.toMatchObject({ code: "INTAKE_GONE" });
});
