import { afterAll, beforeAll, expect, test } from "vitest";
import { getKind, publishKind } from "#content/catalogue";
import type { KindDefinition } from "#content/pack";
import { submit } from "#matter/intake";
import { blueprintOf, getMatter, listDocuments } from "#matter/matter";
import { viewOwn } from "#matter/view";
import { transaction } from "#kernel/db";
import { embeddedFiles } from "#drawing/pdf";
import { act, restaurantDraft } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { issuedFile } from "./index.ts";

// A version of a kind from before papers had words of their own, which a running matter has frozen.

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

function before({ kind, papers, ...run }: KindDefinition): KindDefinition {
  const works = Object.entries(kind.works).map(([id, { paper: _paper, ...work }]) => [id, work] as const);
  return { ...run, kind: { ...kind, works: Object.fromEntries(works) }, papers: papers.map(({ id, name, number }) => ({ id, name, number: number! })) };
}

async function publish(definition: KindDefinition): Promise<void> {
  await transaction(city.ctx(), async (ctx) => void (await publishKind(ctx, definition, "test")));
}

test("its papers are issued and read in the words of the kind as it is now, sealed and proven as that says", async () => {
  const { definition } = await getKind(city.ctx(), "application");
  await publish(before(definition));
  const matterId = await restaurantDraft(city);
  await expect(submit(await city.person("chen-xiaoman", "xiaoman-catering"), matterId)).rejects.toMatchObject({ code: "PAPER_WITHOUT_TEXT" });
  await publish(definition);

  const owner = await city.person("chen-xiaoman", "xiaoman-catering");
  await submit(owner, matterId);
  const { papers, kind } = await blueprintOf(city.ctx(), (await getMatter(city.ctx(), matterId)).matter);
  expect([papers.filter(({ body }) => body !== undefined), kind.works["inspection"]!.paper]).toEqual([[], undefined]);
  await act(city, "linjing", matterId, "acceptance", { outcome: "accept" });
  await act(city, "zhouwen", matterId, "review", { outcome: "pass" });
  const points = Object.fromEntries(Array.from({ length: 20 }, (_each, i) => [`k${String(i + 1).padStart(2, "0")}`, "yes" as const]));
  await act(city, "tanglei", matterId, "inspection", { outcome: "pass", companion: "方敏", points });

  const view = await viewOwn(owner, matterId);
  const documents = await listDocuments(owner, matterId);
  expect(documents.map(({ name, data }) => [name, (data["blocks"] as unknown[]).length])).toEqual([
    ["收件凭证", 4],
    ["受理通知书", 2],
    ["现场核查记录", 4],
  ]);
  const { content, sealed } = await issuedFile(owner, view, documents[0]!, "pdf");
  expect([sealed, embeddedFiles(content, "application/json").length]).toEqual([true, 1]);
});
