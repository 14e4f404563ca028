import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "#kernel/ctx";
import { restaurantDraft, submitted } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { ALLOWANCE } from "./allowance.ts";
import { countMine, listMine, type Part } from "./mine.ts";
import { discardDraft, startDraft } from "#matter/intake";
import { withdraw } from "#matter/work";

let city: TestCity;
let owner: Ctx;
const sent: string[] = [];
const ended: string[] = [];
beforeAll(async () => {
  city = await testCity();
  owner = await city.person("chen-xiaoman", "xiaoman-catering");
  for (let i = 0; i < 5; i += 1) sent.push(await submitted(city));
  for (const id of [sent[1]!, sent[4]!]) {
    await withdraw(owner, id, "不办了");
    ended.push(id);
  }
  city.ports.plug(ALLOWANCE, { drafts: 1000, bytes: 1_000_000_000 });
  // The newest are drafts, hundreds of them, all of one instant.
  for (let i = 0; i < 230; i += 1) await startDraft(owner, { itemId: "food-licence" });
});
afterAll(() => city.close());

async function all(part: Part, size: number): Promise<string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const page = await listMine(owner, part, { size, ...(after && { after }) });
    expect(page.rows.length).toBeLessThanOrEqual(size);
    ids.push(...page.rows.map(({ matterId }) => matterId));
    after = page.next;
  } while (after);
  return ids;
}

describe("a party's matters", () => {
  test.each([1, 2, 3, 5, 100])("are all there page by page of %i, each once, running ones first; drafts push nothing out", async (size) => {
    const ids = await all("submitted", size);
    expect(ids.toSorted()).toEqual(sent.toSorted());
    expect(ids.slice(3).toSorted()).toEqual(ended.toSorted());
    expect(await all("ended", size)).toEqual(ids.slice(3));
    expect(await countMine(owner)).toBe(5);
  });

  test("that are drafts are apart, all of them, though they began at the same instant", async () => {
    const ids = await all("drafts", 37);
    expect([ids.length, new Set(ids).size, await countMine(owner, "drafts")]).toEqual([230, 230, 230]);
    await discardDraft(owner, ids[0]!);
    expect(await countMine(owner, "drafts")).toBe(229);
    await restaurantDraft(city);
  });

  test.each(["x", "1.2", "2.0.01890000-0000-7000-8000-000000000000", "1.9999999999999999.01890000-0000-7000-8000-000000000000", "1.0.no"])(
    "have no page at %s",
    async (after) => {
      await expect(listMine(owner, "submitted", { after })).rejects.toMatchObject({ status: 422, code: "CURSOR" });
    },
  );
});
