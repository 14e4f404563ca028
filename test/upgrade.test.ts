import { randomBytes } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { layPaper } from "#drawing/paper";
import { listDuties, organisationNow } from "#people/duty";
import { paperOfDocument } from "#proof/document";
import { appendLeaves, verify } from "#proof/log";
import { answerSupplement, submit } from "#matter/intake";
import { blueprintOf, firstBrokenAct, getMatter, isClosed, listDocuments, type Matter, type Task } from "#matter/matter";
import { workOf } from "#content/kind";
import { encryptNoticesOfBefore, listNotices } from "#matter/notice";
import { companionsFor, completeTask, encryptAnswersOfBefore } from "#matter/work";
import { endStop } from "#matter/timing";
import { resume } from "#matter/move";
import { placeRegisters, type RegisterDefinition } from "#register/register";
import { readConfig } from "#kernel/config";
import type { Actor, Ctx } from "#kernel/ctx";
import { migrate, openPool, REENCRYPTING_ROLE, secretFile, SERVER_ROLE, sqlOf } from "#kernel/db";
import { openDataKeys } from "#crypto/keys";
import { blocks } from "../src/blocks.ts";
import { openCity, type City } from "../src/city.ts";
import { demoPacks, installPacks } from "../src/seed/packs.ts";
import { colleagueFor } from "../src/seed/walk.ts";
import { templateOf } from "./template.ts";
import { loadRows, tablesOf } from "./upgrade/rows.ts";
import { dueDay, dueDayOf, listStops, pausedSince, statutoryDay, suspendedSince, timerOf } from "#matter/clocks";
import type { FlowState } from "#process/token";

const KEPT = join(import.meta.dirname, "upgrade");
const LATER = new Date("2026-11-24T10:00:00+08:00");

/** The migrations that a city of that day had, as files in a folder of their own; one that is changed or gone since is named. */
function migrationsOfThen(applied: string[][], into: string): { name: string; folder: string }[] {
  const now = new Map(blocks().map(({ name, folder }) => [name, folder]));
  const names = new Set<string>();
  for (const [block, file] of applied) {
    const name = block!.split("/").at(-1)!;
    const folder = join(into, name, "migrations");
    mkdirSync(folder, { recursive: true });
    cpSync(join(now.get(name)!, "migrations", file!), join(folder, file!));
    names.add(name);
  }
  return blocks()
    .filter(({ name }) => names.has(name))
    .map(({ name }) => ({ name, folder: join(into, name) }));
}

describe.each(readdirSync(KEPT).filter((name) => /^\d{4}-\d{2}-\d{2}$/.test(name)))("a data folder of %s", (day) => {
  let city: City;
  let dataDir: string;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), "yiwang-upgrade-"));
    cpSync(join(KEPT, day), dataDir, { recursive: true });
    const template = inject("dataDir");
    const ownerUrl = await templateOf(template);
    const name = `u_${randomBytes(6).toString("hex")}`;
    const admin = openPool(ownerUrl.replace(/\/yiwang$/, "/postgres"), { max: 1 });
    await admin.query(`create database ${name}`);
    await admin.end();
    const url = ownerUrl.replace(/\/yiwang$/, `/${name}`);
    const owner = openPool(url, { max: 3 });
    const rows = gunzipSync(readFileSync(join(KEPT, day, "rows.gz"))).toString("utf8");
    const tables = new Map(tablesOf(rows).map((table) => [table.name, table]));
    const cells = (table: string, column: string): string[] => {
      const { columns, lines } = tables.get(table)!;
      return lines.map((line) => line.split("\t")[columns.indexOf(column)]!);
    };
    const files = cells("kernel.migrations", "name");
    await migrate(
      owner,
      migrationsOfThen(
        cells("kernel.migrations", "block").map((block, i) => [block, files[i]!]),
        join(dataDir, "migrations-of-then"),
      ),
    );
    await placeRegisters(
      sqlOf(owner),
      cells("register.registers", "definition").map((text) => JSON.parse(text.replaceAll("\\\\", "\\")) as RegisterDefinition),
    );
    await loadRows(owner, rows);
    await migrate(owner, blocks());
    const as = (role: string, secret: string): string =>
      Object.assign(new URL(url), { username: role, password: secretFile(join(template, "secrets", secret)) }).toString();
    const database = {
      owner,
      server: openPool(as(SERVER_ROLE, "database-server"), { max: 8 }),
      reencryption: openPool(as(REENCRYPTING_ROLE, "database-resealing"), { max: 2 }),
      cluster: undefined,
      close: async (): Promise<void> => void (await Promise.all([owner.end(), database.server.end(), database.reencryption.end()])),
    };
    const config = readConfig({ DATA_DIR: dataDir, PORT: "0" });
    const dataKeys = await openDataKeys(join(dataDir, "secrets", "keys"), secretFile(config.masterKeyFile), config.suite);
    city = await openCity(config, { clock: () => LATER, database, dataKeys });
    // Packs are installed at every start.
    await installPacks(city, demoPacks("packs"));
  });

  afterAll(async () => {
    await city?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function everything(): Promise<void> {
    for (let left = 1; left > 0; left = await appendLeaves(city.ctx())) continue;
    const verdict = await verify(city.ctx());
    expect(verdict.fault).toBeUndefined();
    expect(verdict.breaches).toEqual([]);
    expect(verdict.encrypted.closed).toBe(0);
    const ids = await city.ctx().db.query<{ matter_id: string }>("select matter_id from matter.matters");
    for (const { matter_id: id } of ids) expect(await firstBrokenAct(city.ctx(), id), id).toBeUndefined();
  }

  test("starts with every chain whole", async () => {
    await everything();
  });

  test("encrypts what it kept in clear, and every chain stays whole", async () => {
    const told = async (): Promise<object[]> => {
      const rows = await city.ctx().db.query<{ id: string }>("select distinct party_id as id from notice.notices order by 1");
      const people = rows.map(({ id }) => listNotices(city.ctx({ kind: "person", id, name: "", level: 3 })));
      return (await Promise.all(people)).flat().map(({ title, body }) => ({ title, body }));
    };
    const before = await told();
    expect(before.length).toBeGreaterThan(5);
    expect(JSON.stringify(before)).toContain("已经受理");
    const clear = async () => (await city.ctx().db.query<{ n: number }>("select count(*)::int as n from notice.notices where body is not null", []))[0]!.n;
    expect(await clear()).toBe(before.length);
    await encryptNoticesOfBefore(city.ctx());
    expect(await encryptAnswersOfBefore(city.ctx())).toBe(true);
    expect(await clear()).toBe(0);
    expect(await told()).toEqual(before);
    await everything();
  });

  test("reads every paper that it has issued, as it was", async () => {
    const rows = await city.ctx().db.query<{ id: string }>("select distinct matter_id as id from matter.documents");
    const organisation = await organisationNow(city.ctx());
    const read: Record<string, string> = {};
    for (const { id } of rows) {
      const { matter } = await getMatter(city.ctx(), id);
      const view = { matter, blueprint: await blueprintOf(city.ctx(), matter) };
      for (const document of await listDocuments(city.ctx(), id)) {
        const paper = await paperOfDocument(city.ctx(), { view, document, addressee: matter.owner.label, organisation });
        read[document.kind] = JSON.stringify(paper.body);
        expect(layPaper(paper).pages.length, document.kind).toBeGreaterThan(0);
      }
    }
    const words = { receipt: "收到的材料如下：", acceptance: "本机关承诺在", supplement: "一次告知如下：", grant: "本机关决定准予" };
    for (const [kind, part] of Object.entries(words)) expect(read[kind], kind).toContain(part);
  });

  test("has the days, pauses and timers that it had", async () => {
    const rows = await city.ctx().db.query<{ id: string; due: string; law: string; paused: Date; suspended: Date; asked: number; runs: boolean }>(
      `select m.matter_id as id, due_day as due, statutory_day as law, paused_at as paused, suspended_at as suspended, closed_at is null as runs,
         (select count(*)::int from matter.supplements s where s.matter_id = m.matter_id) as asked from matter.matters m where submitted_at is not null`,
    );
    expect(
      new Set(rows.flatMap(({ due, paused, suspended, asked }) => [due && "due", paused && "paused", suspended && "suspended", asked && "asked"])),
    ).toEqual(new Set(["due", "paused", "suspended", "asked", null, 0]));
    for (const { id, due, law, paused, suspended, asked, runs } of rows) {
      const { matter, open } = await getMatter(city.ctx(), id);
      expect([dueDay(matter), statutoryDay(matter), pausedSince(matter), suspendedSince(matter)], id).toEqual([due, law, paused, runs ? suspended : null]);
      expect((await listStops(city.ctx(), id)).filter(({ stop }) => stop === "supplement").length, id).toBe(asked);
      const days = await city
        .ctx()
        .db.query<{ day: string | null }>(
          "select due_day as day from matter.tasks where matter_id = $1 and done_at is null and cancelled_at is null order by opened_at",
          [id],
        );
      expect(open.map((task) => dueDayOf(task)).toSorted(), id).toEqual(days.map(({ day }) => day).toSorted());
      const waits = ((runs ? (matter.flow as FlowState | null)?.active : undefined) ?? []).filter(({ wait }) => wait === "timer").map((each) => each.id);
      expect(matter.clocks.flatMap((clock) => timerOf(clock) ?? []).toSorted(), id).toEqual(waits.toSorted());
    }
  });

  function ownerOf({ owner, agentId }: Matter): Actor {
    const agency = { organisationId: owner.id, name: owner.label, agencyId: owner.id, items: ["*"] };
    return { kind: "person", id: agentId ?? owner.id, name: owner.label, level: 3, ...(agentId && { onBehalf: agency }) };
  }

  const FAVOURABLE = ["accept", "pass", "agree", "grant"];

  async function as(staffId: string): Promise<Ctx> {
    const [row] = await city.ctx().db.query<{ name: string }>("select name from identity.staff where staff_id = $1", [staffId]);
    return city.ctx({ kind: "staff", id: staffId, name: row!.name, duties: await listDuties(city.ctx(), staffId) });
  }

  async function leader(): Promise<Ctx> {
    const [row] = await city.ctx().db.query<{ id: string }>("select staff_id as id from identity.staff where username = 'renhong'");
    return as(row!.id);
  }

  /** Completes a waiting task as its people would who find nothing wrong. */
  async function work(matter: Matter, task: Task): Promise<void> {
    if (task.party) return void (await answerSupplement(city.ctx(ownerOf(matter)), matter.matterId));
    const staff = task.assignee ? await as(task.assignee) : city.ctx(await colleagueFor(city.ctx(), task));
    const { version, kind } = await blueprintOf(city.ctx(), matter);
    const outcome = Object.keys(workOf(kind, task.kind)?.outcomes ?? {}).find((value) => FAVOURABLE.includes(value)) ?? "agree";
    const points = version.definition.checklists?.find((each) => each.id === task.checklist)?.points.map(({ id }) => [id, "yes"] as const);
    const [second] = task.kind === "inspection" ? await companionsFor(staff, task) : [];
    await completeTask(staff, matter.matterId, task.taskId, {
      outcome,
      reason: "符合条件。",
      ...(points && { points: Object.fromEntries(points) }),
      ...(second && { companion: second.id }),
    });
  }

  async function finish(matterId: string): Promise<string> {
    for (let step = 0; step < 30; step += 1) {
      const { matter, open } = await getMatter(city.ctx(), matterId);
      if (isClosed(matter)) return matter.state;
      const [task] = open.toSorted((a, b) => Number(b.signOf !== null) - Number(a.signOf !== null));
      if (matter.phase === "draft") await submit(city.ctx(ownerOf(matter)), matterId);
      else if (suspendedSince(matter)) await resume(await leader(), matterId, "可以继续办理");
      else if (pausedSince(matter)) await endStop(city.ctx(await colleagueFor(city.ctx(), task!)), matterId, "检测合格");
      else await work(matter, task!);
    }
    return "not finished";
  }

  test("every running matter is finished by its people", async () => {
    const running = await city
      .ctx()
      .db.query<{ id: string; state: string }>(
        "select matter_id as id, state from matter.matters where closed_at is null and state not in ('granted', 'refused', 'declined', 'withdrawn', 'terminated')",
      );
    expect(new Set(running.map(({ state }) => state))).toEqual(new Set(["accepted", "draft", "submitted", "supplement"]));
    const ends: string[] = [];
    for (const { id } of running) ends.push(await finish(id));
    expect(ends.filter((end) => end !== "granted")).toEqual([]);
    await city.drain();
    await everything();
  });
});
