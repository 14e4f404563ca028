import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listStaff } from "#people/identity";
import { appoint } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { completeTask, type TaskResult } from "#matter/work";
import { begin } from "#matter/begin";
import { getMatter, type Matter } from "#matter/matter";
import { readPack, type Case } from "#content/pack";
import { EXAMPLE_DAY } from "#content/rehearsal";
import { demoPacks, installPacks } from "../../src/seed/packs.ts";
import { walkKindCase } from "../../src/seed/kind-walk.ts";
import { testCity, type TestCity } from "../city.ts";

const PACKS = "test/kinds/packs";

/** Packs of this folder, and those of it that they need; the city has those that ship already. */
function withNeeded(names: readonly string[]): Set<string> {
  const all = new Set(names.filter((name) => existsSync(join(PACKS, name))));
  for (const name of all) for (const needed of readPack(join(PACKS, name)).pack?.manifest.needs ?? []) if (existsSync(join(PACKS, needed))) all.add(needed);
  return all;
}

/** A city with the packs that ship and packs of this folder beside them, as a city would install them. */
export async function cityOfKinds(...names: string[]): Promise<TestCity> {
  const city = await testCity();
  await installKinds(city, ...names);
  return city;
}

/** A city with a pack, of those that ship or of this folder, of which files are written otherwise. */
export async function cityWithChanged(
  name: string,
  changes: Readonly<Record<string, (text: string) => string>>,
  options: { apart?: boolean } = {},
): Promise<TestCity> {
  const city = await testCity(options);
  await install(city, [name], (root) => {
    for (const [file, change] of Object.entries(changes)) writeFileSync(join(root, name, file), change(readFileSync(join(root, name, file), "utf8")));
  });
  return city;
}

/** Installs packs of this folder in a city that is there. */
export function installKinds(city: TestCity, ...names: string[]): Promise<void> {
  return install(city, names);
}

async function install(city: TestCity, names: readonly string[], change: (root: string) => void = () => undefined): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "kinds-"));
  cpSync("packs", root, { recursive: true });
  for (const name of withNeeded(names)) cpSync(join(PACKS, name), join(root, name), { recursive: true });
  change(root);
  const left = await installPacks(city, demoPacks(root));
  rmSync(root, { recursive: true });
  if (left > 0) throw new Error(`${left} packs have faults`);
}

/** Appoints a member of staff to a role that a pack brings; gives their account. */
export async function appointed(city: TestCity, username: string, role: string, unit: string, area = "990100000000"): Promise<string> {
  const staff = (await listStaff(city.ctx())).find((each) => each.username === username)!;
  const duty = { staffId: staff.staffId, post: role, postUnit: unit, role, unit, area, scope: "unit" as const, fromDay: "2026-01-01" };
  await appoint(await city.staff("admin"), duty);
  return username;
}

/** Somebody, a member of staff by account or whoever else, does the waiting task of a work. */
export async function work(city: TestCity, who: string | Ctx, matterId: string, name: string, result: TaskResult): Promise<void> {
  const ctx = typeof who === "string" ? await city.staff(who) : who;
  const { open } = await getMatter(ctx, matterId);
  const task = open.find(({ kind }) => kind === name);
  if (!task) throw new Error(`no ${name} waits: ${open.map(({ kind }) => kind).join()}`);
  await completeTask(ctx, matterId, task.taskId, result);
}

/** Lives an example of a kind: begun as it says, then each step done by the party or by a member of staff. Gives the matter as it then is. */
export async function liveCase(city: TestCity, example: Case, username: string): Promise<Matter> {
  city.now = new Date(`${example.today ?? EXAMPLE_DAY}T10:00:00+08:00`);
  const isStaff = example.person === username;
  const beginner = isStaff ? await city.staff(username) : example.person === "" ? city.ctx() : await city.person(example.person, example.organisation);
  const { matterId } = await begin(beginner, {
    item: example.item!,
    channel: example.channel ?? "online",
    form: example.form,
    ...(isStaff && { party: { kind: "person" as const, name: "来人", phone: "19900000003" } }),
  });
  const staff = await city.staff(username);
  const left = new Map(Object.entries(example.answers ?? {}).map(([node, given]) => [node, [given].flat()]));
  for (;;) {
    const { matter, open } = await getMatter(city.ctx(), matterId);
    const task = open.find(({ node }) => (left.get(node)?.length ?? 0) > 0);
    if (!task) return matter;
    await completeTask(task.party ? beginner : staff, matterId, task.taskId, left.get(task.node)!.shift() as TaskResult);
  }
}

/** Lives an example of a kind in the demo city: begun by whom it names, each step done by somebody who holds the role for it. Gives the matter's id. */
export function liveOfKind(city: TestCity, example: Case): Promise<string> {
  city.now = new Date(`${example.today ?? EXAMPLE_DAY}T10:00:00+08:00`);
  return walkKindCase({ ctx: (actor) => city.ctx(actor), person: async (id, organisation) => (await city.person(id, organisation)).actor }, example);
}
