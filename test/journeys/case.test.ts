import { afterAll, beforeAll, expect, test } from "vitest";
import { agreeToDelivery } from "#matter/delivery";
import { listDocuments } from "#matter/matter";
import { cityOfKinds, work } from "../kinds/city.ts";
import { enforcers, informedCase, punishedCase } from "../kinds/penalty.ts";
import { openStage, type Stage, type Visitor } from "./stage.ts";

// A case as those see it who work on it, whom it is against, and everybody: delivered, kept, published, counted. Sound on a phone and on a desk.

let stage: Stage;
let open: string;
let notice: string;
let punished: string;
beforeAll(async () => {
  const city = await cityOfKinds("enforcement");
  await enforcers(city);
  punished = await punishedCase(city);
  open = await informedCase(city);
  notice = (await listDocuments(city.ctx(), open)).find(({ kind }) => kind === "prior-notice")!.documentId;
  stage = await openStage(city);
}, 60_000);
afterAll(() => stage.close());

async function look(visitor: Visitor, path: string): Promise<void> {
  await visitor.go(path);
  expect(await visitor.page.locator("h1").count(), path).toBe(1);
  await visitor.isSound();
}

test.each([360, 1366])("at %d px", { timeout: 240_000 }, async (width) => {
  const officer = await stage.visitor(width);
  await officer.signInAsStaff("tanglei");
  const delivery = `/console/matters/${open}/deliveries/${notice}?party=1`;
  await look(officer, delivery);
  await look(officer, `${delivery}&way=left`);
  await officer.press("登记送达");
  expect(await officer.page.locator("main").textContent()).toContain("请填写送达地点");
  await officer.isSound();
  await look(officer, `/console/matters/${punished}`);
  const chief = await stage.visitor(width);
  await chief.signInAsStaff("gaojian");
  await look(chief, `/console/matters/${punished}/disclosure`);
  await look(chief, "/console/kinds/penalty-case/keeping");
  const supervisor = await stage.visitor(width);
  await supervisor.signInAsStaff("sujin");
  await look(supervisor, "/console/board?kind=penalty-case&period=own&from=2026-Q4&to=2026-Q4");
  await look(supervisor, "/console/board?kind=work-order&period=own&from=2026-13&to=");
  const she = await stage.visitor(width);
  await she.signIn("陈小满");
  await look(she, `/my/matters/${open}`);
  await look(she, `/my/matters/${open}/delivery`);
  const anybody = await stage.visitor(width);
  for (const path of ["/", "/disclosures", "/disclosures/penalty-case"]) await look(anybody, path);
  for (const visitor of [officer, chief, supervisor, she, anybody]) await visitor.context.close();
});

test("without scripts she agrees, opens the paper, and it is delivered", { timeout: 120_000 }, async () => {
  const city = stage.city;
  const she = await stage.visitor(360, { javascript: false });
  await she.signIn("陈小满");
  await she.go(`/my/matters/${open}/delivery`);
  await she.press("同意电子送达");
  expect(await she.page.locator("main").textContent()).toContain("您同意电子送达");
  const answer = await she.context.request.get(`${stage.base}/my/matters/${open}/documents/${notice}`);
  expect(answer.headers()["content-type"]).toBe("application/pdf");
  await she.go(`/my/matters/${open}`);
  expect(await she.page.locator("main").textContent()).toContain("电子送达，2026年11月23日");
  await expect(agreeToDelivery(await city.person("chen-xiaoman"), open, true)).rejects.toMatchObject({ code: "AGREED" });
  await work(city, await city.person("chen-xiaoman"), open, "plead", { outcome: "waive" });
});
