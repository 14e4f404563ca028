import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { submitted } from "../../../../test/application.ts";
import { testCity, type TestCity } from "../../../../test/city.ts";
import { serve, signedIn } from "../../../../test/console-browser.ts";

let city: TestCity;
let app: FastifyInstance;
beforeAll(async () => {
  city = await testCity();
  app = await serve(city);
});
afterAll(async () => {
  await app.close();
  await city.close();
});

test("staff are told at the hand-in that a name has a character that no font has, and nothing where there is none", async () => {
  const clerk = await signedIn(city, app, "linjing");
  const plain = await clerk.get(`/console/matters/${await submitted(city)}`);
  expect([plain.status, plain.html.includes("字库里没有")]).toEqual([200, false]);
  const rare = await submitted(city);
  const { rows } = await city.database.owner.query<{ applicant: string }>("select details as applicant from matter.parties where matter_id = $1", [rare]);
  const { personal } = city.ctx();
  const details = JSON.parse(personal.decrypt(rows[0]!.applicant)) as { name: string };
  const renamed = personal.encrypt(JSON.stringify({ ...details, name: "云州小\u{e123}餐饮有限公司" }));
  await city.database.owner.query("update matter.parties set details = $2 where matter_id = $1", [rare, renamed]);
  expect((await clerk.get(`/console/matters/${rare}`)).html).toContain("有 1 个字，字库里没有");
});
