import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listStaff } from "#people/identity";
import { appoint } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { completeTask, type TaskResult } from "#matter/work";
import { getMatter } from "#matter/matter";
import { installPacks } from "../../src/seed/packs.ts";
import { testCity, type TestCity } from "../city.ts";

/** A city with packs of the demo and packs of this folder beside them, as a city would install them. */
export async function cityOfKinds(...names: string[]): Promise<TestCity> {
  const city = await testCity();
  await installKinds(city, ...names);
  return city;
}

/** Installs packs of this folder in a city that is there. */
export async function installKinds(city: TestCity, ...names: string[]): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "kinds-"));
  cpSync("packs", root, { recursive: true });
  for (const name of names) cpSync(join("test/kinds/packs", name), join(root, name), { recursive: true });
  const left = await installPacks(city, root);
  rmSync(root, { recursive: true });
  if (left > 0) throw new Error(`${left} packs have faults`);
}

/** Appoints a member of staff to a role that a pack brings; gives who they are from then on. */
export async function appointed(city: TestCity, username: string, role: string, unit: string, area = "990100000000"): Promise<Ctx> {
  const staff = (await listStaff(city.ctx())).find((each) => each.username === username)!;
  const duty = { staffId: staff.staffId, post: role, postUnit: unit, role, unit, area, scope: "unit" as const, fromDay: "2026-01-01" };
  await appoint(await city.staff("admin"), duty);
  return city.staff(username);
}

/** Somebody does the waiting task of a work. */
export async function work(ctx: Ctx, matterId: string, name: string, result: TaskResult): Promise<void> {
  const { open } = await getMatter(ctx, matterId);
  const task = open.find(({ kind }) => kind === name);
  if (!task) throw new Error(`no ${name} waits: ${open.map(({ kind }) => kind).join()}`);
  await completeTask(ctx, matterId, task.taskId, result);
}
