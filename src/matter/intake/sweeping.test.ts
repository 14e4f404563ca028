import { utimesSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { restaurantDraft, samplePdf } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { attachFile } from "./files.ts";
import { sweepFiles } from "./sweeping.ts";

let city: TestCity;
beforeAll(async () => {
  city = await testCity({ apart: true });
});
afterAll(() => city.close());

test("a file that nothing names goes after a day, one that is named stays", async () => {
  const matterId = await restaurantDraft(city);
  const { fileId } = await attachFile(await city.person("chen-xiaoman", "xiaoman-catering"), matterId, "layout", {
    name: "图.pdf",
    content: samplePdf("有主的"),
  });
  const nobodys = await city.ctx().files.put(samplePdf("没主的"));
  for (const id of [fileId!, nobodys.fileId]) utimesSync(join(city.config.dataDir, "files", id.slice(0, 2), id.slice(2)), new Date(0), new Date(0));
  expect(await sweepFiles(city.ctx())).toBe(1);
  await expect(city.ctx().files.read(nobodys.fileId)).rejects.toMatchObject({ status: 404 });
  expect((await city.ctx().files.read(fileId!)).length).toBeGreaterThan(0);
});
