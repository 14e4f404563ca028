import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appendLeaves, verify } from "#proof/log";
import type { Ctx } from "#kernel/ctx";
import { restaurantDraft, samplePdf } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { attachFile } from "./files.ts";
import { discardDraft, sweepDiscarded } from "./discarding.ts";
import { listEntries, readEntry } from "./materials.ts";
import { submit } from "./submission.ts";
import { getMatter } from "#matter/matter";
import { listMine } from "#matter/party";
import { unmask, viewAsStaff, viewOwn } from "#matter/view";

let city: TestCity;
let owner: Ctx;
beforeAll(async () => {
  city = await testCity({ apart: true });
  owner = await city.person("chen-xiaoman", "xiaoman-catering");
});
afterAll(() => city.close());

const onDisk = (fileId: string): boolean => existsSync(join(city.config.dataDir, "files", fileId.slice(0, 2), fileId.slice(2)));
const STAFF = ["linjing", "zhouwen", "tanglei", "gaojian", "sujin", "shenji", "xuran", "admin"];

async function filled(name: string): Promise<{ matterId: string; fileId: string; entryId: string }> {
  const matterId = await restaurantDraft(city);
  const { fileId, entryId } = await attachFile(owner, matterId, "layout", { name: `${name}.pdf`, content: samplePdf(name) });
  return { matterId, fileId: fileId!, entryId };
}

describe("a draft", () => {
  test.each(STAFF)("is its owner's alone: %s neither views nor unmasks it, nor reads a file of it", async (username) => {
    const { matterId } = await filled("草稿里的平面图");
    const staff = await city.staff(username);
    await expect(viewAsStaff(staff, matterId)).rejects.toMatchObject({ status: 403 });
    for (const field of ["owner.phone", "owner.number", "contact_phone"])
      await expect(unmask(staff, matterId, field, "核实联系电话号码")).rejects.toMatchObject({ status: 403 });
  });

  test("that was thrown away is nobody's: not its owner's, not staff's, and no file of it is left", async () => {
    const { matterId, fileId, entryId } = await filled("要删掉的平面图");
    expect(onDisk(fileId)).toBe(true);
    await appendLeaves(city.ctx());
    await discardDraft(owner, matterId);
    await expect(viewOwn(owner, matterId)).rejects.toMatchObject({ status: 404 });
    for (const username of STAFF) {
      await expect(viewAsStaff(await city.staff(username), matterId)).rejects.toMatchObject({ status: 404 });
      await expect(unmask(await city.staff(username), matterId, "owner.phone", "核实联系电话号码")).rejects.toMatchObject({ status: 404 });
    }
    expect((await listMine(owner, "drafts", { size: 100 })).rows.map((row) => row.matterId)).not.toContain(matterId);
    expect(await listEntries(city.ctx(), matterId)).toEqual([]);
    await expect(readEntry(owner, matterId, entryId)).rejects.toMatchObject({ code: "NO_FILE" });
    expect(onDisk(fileId)).toBe(false);
    const { rows } = await city.database.owner.query<{ row: string }>(
      `select to_jsonb(m)::text || coalesce((select string_agg(to_jsonb(x)::text, '') from matter.materials x where x.matter_id = m.matter_id), '') as row
       from matter.matters m where m.matter_id = $1`,
      [matterId],
    );
    const { actor } = owner;
    for (const trace of [actor.id, actor.name, actor.onBehalf!.organisationId, actor.onBehalf!.name, fileId, "要删掉"])
      expect(rows[0]!.row).not.toContain(trace);
    await appendLeaves(city.ctx());
    expect((await verify(city.ctx(), {})).fault).toBeUndefined();
  });

  test("takes along no file that is handed in elsewhere as well, submitted or not", async () => {
    const [one, other, third] = [await filled("共用的平面图"), await filled("共用的平面图"), await filled("共用的平面图")];
    await submit(owner, third.matterId);
    await discardDraft(owner, one.matterId);
    expect(onDisk(one.fileId)).toBe(true);
    await discardDraft(owner, other.matterId);
    expect((await readEntry(owner, third.matterId, third.entryId)).content.equals(samplePdf("共用的平面图"))).toBe(true);
  });

  test("thrown away while the same file is handed in elsewhere, leaves it there", async () => {
    for (let i = 0; i < 12; i += 1) {
      const name = `同时交的平面图${i}`;
      const [{ matterId, fileId }, elsewhere] = [await filled(name), await restaurantDraft(city)];
      await Promise.all([discardDraft(owner, matterId), attachFile(owner, elsewhere, "layout", { name: "图.pdf", content: samplePdf(name) })]);
      expect(onDisk(fileId), name).toBe(true);
    }
  });

  test("is not thrown away by who may not act in its item, nor once it was submitted", async () => {
    const { matterId } = await filled("别人的平面图");
    await expect(discardDraft(await city.person("lin-xiuying"), matterId)).rejects.toMatchObject({ status: 403 });
    await submit(owner, matterId);
    await expect(discardDraft(owner, matterId)).rejects.toMatchObject({ code: "NOT_DRAFT" });
  });

  test("that an older version threw away and kept is emptied by the sweep", async () => {
    const { matterId, fileId } = await filled("早先删掉的平面图");
    await city.database.owner.query("update matter.matters set state = 'withdrawn', outcome = 'discarded', closed_at = now() where matter_id = $1", [matterId]);
    await expect(getMatter(city.ctx(), matterId)).rejects.toMatchObject({ status: 404 });
    expect(await sweepDiscarded(city.ctx())).toBe(1);
    expect(onDisk(fileId)).toBe(false);
    expect(await sweepDiscarded(city.ctx())).toBe(0);
  });
});
