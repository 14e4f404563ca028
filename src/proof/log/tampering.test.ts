import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { viewAsStaff } from "#matter/view";
import { GENESIS, link, recordLook } from "#kernel/trace";
import { act, submitted } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { untilLogged } from "../../../test/logged.ts";
import { appendLeaves, keepWitness, readWitness, verify, witnessed, witnessText, type Witness } from "./index.ts";

// Somebody with every right over the database changes, removes or inserts one row: it is found and named. After each, all is put back.

let city: TestCity;
let matterId: string;
let number: string;
let subject: string;
let witness: Witness;

const owner = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> => (await city.database.owner.query<Row>(text, values)).rows;
const look = async (): Promise<void> => recordLook(await city.staff("zhouwen"), { subjectId: subject, fields: ["联系电话"], purpose: "约定核查时间" });
const caughtUp = (): Promise<number> => untilLogged(city);

beforeAll(async () => {
  city = await testCity();
  subject = (await city.person("lin-xiuying")).actor.id;
  for (let i = 0; i < 11; i += 1) await look();
  await caughtUp();
  matterId = await submitted(city);
  await act(city, "linjing", matterId, "acceptance", { outcome: "accept" });
  await caughtUp();
  witness = readWitness(witnessText((await witnessed(city.ctx(), undefined))!));
  await viewAsStaff(await city.staff("zhouwen"), matterId);
  await act(city, "zhouwen", matterId, "review", { outcome: "pass", opinion: "材料齐全" });
  await look();
  await caughtUp();
  number = (await owner<{ number: string }>("select number from matter.matters where matter_id = $1", [matterId]))[0]!.number;
});
afterAll(() => city.close());

async function found(table: string, statements: (string | [string, unknown[]])[], seen?: Witness): Promise<string | undefined> {
  const kept = [table, "matter.matters"];
  for (const name of new Set(kept)) await owner(`create table public.kept_${name.replace(".", "_")} as table ${name}`);
  try {
    for (const statement of statements) await (typeof statement === "string" ? owner(statement) : owner(...statement));
    const { fault } = await verify(city.ctx(), seen ? { witness: seen } : {});
    return fault && `${fault.table}：${fault.says}`;
  } finally {
    for (const name of new Set(kept)) {
      await owner(`delete from ${name}`);
      await owner(`insert into ${name} select * from public.kept_${name.replace(".", "_")}`);
      await owner(`drop table public.kept_${name.replace(".", "_")}`);
    }
  }
}

test("an honest city is found to be one, with and without its witness", async () => {
  const { fault, ...counted } = await verify(city.ctx(), { witness });
  expect(fault).toBeUndefined();
  expect(counted).toMatchObject({ matters: 1, looks: expect.any(Number), waiting: 0 });
  const [digests] = await owner<{ n: number }>("select count(*) as n from digest.digests");
  expect(counted.leaves).toBe(counted.acts + counted.looks + digests!.n);
  expect(counted.leaves).toBeGreaterThan(16);
  expect(counted.checkpoints).toBeGreaterThanOrEqual(3);
});

describe("acts", () => {
  const id = (): [unknown[]] => [[matterId]];

  test("changed, in what was done, by whom, when, or in the link", async () => {
    for (const change of [
      "data = '{\"x\": 1}'",
      'actor = actor || \'{"name": "李四"}\'',
      "at = at + interval '1 ms'",
      "hash = decode(repeat('ab', 32), 'hex')",
      "kind = 'urged'",
    ]) {
      expect(await found("matter.acts", [[`update matter.acts set ${change} where matter_id = $1 and seq = 2`, ...id()]])).toBe(
        `matter.acts：事项 ${number} 第 2 条对不上：它或者它前面的记录被改动、删除或者插入过。`,
      );
    }
  });

  test("removed, in the middle or at the end, even with the matter's own count and head put back", async () => {
    const last = (await owner<{ n: number }>("select acts as n from matter.matters where matter_id = $1", [matterId]))[0]!.n;
    expect(await found("matter.acts", [["delete from matter.acts where matter_id = $1 and seq = 2", ...id()]])).toBe(
      `matter.acts：事项 ${number} 第 2 条不见了。`,
    );
    const cut: [string, unknown[]] = ["delete from matter.acts where matter_id = $1 and seq = $2", [matterId, last]];
    expect(await found("matter.acts", [cut])).toBe(`matter.acts：事项 ${number} 第 ${last} 条不见了：它自己记着有 ${last} 条。`);
    const rewound: [string, unknown[]] = [
      "update matter.matters m set acts = acts - 1, head = (select hash from matter.acts a where a.matter_id = m.matter_id and a.seq = m.acts - 1) where matter_id = $1",
      [matterId],
    ];
    expect(await found("matter.acts", [rewound, cut])).toMatch(new RegExp(`^matter\\.acts：事项 ${number} 第 ${last} 条不见了：日志第 \\d+ 片叶还在。$`));
    expect(
      await found("matter.acts", [
        ["delete from matter.acts where matter_id = $1", ...id()],
        ["delete from matter.matters where matter_id = $1", ...id()],
      ]),
    ).toMatch(new RegExp(`^matter\\.acts：事项 ${matterId} 的记录全不见了`));
    expect(await found("matter.acts", [["delete from matter.matters where matter_id = $1", ...id()]])).toMatch(
      /^matter\.matters：事项 \S+ 不见了：它的第 1 条办理记录还在。$/,
    );
  });

  test("inserted, in between, at the end, or dated before the last batch with a chain that is whole", async () => {
    const copy = (seq: string, hash = "hash", xact = "xact"): [string, unknown[]] => [
      `insert into matter.acts select matter_id, ${seq}, kind, at, actor, data, ${hash}, ${xact} from matter.acts where matter_id = $1 and seq = 1`,
      [matterId],
    ];
    expect(await found("matter.acts", [copy("0")])).toBe(`matter.acts：事项 ${number} 第 0 条是多出来的。`);
    const last = (await owner<{ n: number; head: Buffer }>("select acts as n, head from matter.matters where matter_id = $1", [matterId]))[0]!;
    expect(await found("matter.acts", [copy(`${last.n + 1}`)])).toMatch(new RegExp(`第 ${last.n + 1} 条对不上`));
    const record = { matterId, seq: last.n + 1, kind: "urged", at: city.now.toISOString(), actor: {}, data: {} };
    const forged = link(last.head, record);
    expect(
      await found("matter.acts", [
        ["insert into matter.acts values ($1, $2, 'urged', $3, '{}', '{}', $4, 3)", [matterId, last.n + 1, city.now, forged]],
        ["update matter.matters set acts = acts + 1, head = $2 where matter_id = $1", [matterId, forged]],
      ]),
    ).toBe(`matter.acts：事项 ${number} 第 ${last.n + 1} 条早该在日志里，却没有它的叶。`);
  });

  test("written anew from the first to the last, chain and head and all", async () => {
    const acts = await owner<{ seq: number; kind: string; at: Date; actor: object; data: object; unit: string | null }>(
      "select seq, kind, at, actor, data, unit from matter.acts where matter_id = $1 order by seq",
      [matterId],
    );
    let before: Buffer = GENESIS;
    const statements: [string, unknown[]][] = acts.map((each) => {
      const data = each.seq === 2 ? { forged: true } : each.data;
      before = link(before, {
        matterId,
        seq: each.seq,
        kind: each.kind,
        at: each.at.toISOString(),
        actor: each.actor,
        data,
        ...(each.unit && { unit: each.unit }),
      });
      return ["update matter.acts set data = $3, hash = $4 where matter_id = $1 and seq = $2", [matterId, each.seq, data, before]];
    });
    statements.push(["update matter.matters set head = $2 where matter_id = $1", [matterId, before]]);
    expect(await found("matter.acts", statements)).toMatch(
      new RegExp(`^matter\\.acts：事项 ${number} 第 2 条与日志第 \\d+ 片叶对不上：记录在进日志以后被改写过。$`),
    );
  });

  test("and the head of a matter", async () => {
    expect(await found("matter.matters", [["update matter.matters set head = decode(repeat('ab', 32), 'hex') where matter_id = $1", ...id()]])).toMatch(
      new RegExp(`^matter\\.matters：事项 ${number} 的链头`),
    );
    expect(await found("matter.matters", [["update matter.matters set head = null where matter_id = $1", ...id()]])).toMatch(/^matter\.matters：/);
  });
});

describe("looks", () => {
  test("changed, removed, inserted", async () => {
    const name = `trace.looks：当事人 ${subject} 的查看记录`;
    expect(await found("trace.looks", [["update trace.looks set purpose = '没什么' where subject_id = $1 and seq = 3", [subject]]])).toMatch(
      new RegExp(`^${name}第 3 条对不上`),
    );
    expect(await found("trace.looks", [["delete from trace.looks where subject_id = $1 and seq = 4", [subject]]])).toBe(`${name}第 4 条不见了。`);
    expect(await found("trace.looks", [["delete from trace.looks where subject_id = $1 and seq = 12", [subject]]])).toMatch(
      new RegExp(`^${name}第 12 条不见了：日志第`),
    );
    expect(await found("trace.looks", [["delete from trace.looks where subject_id = $1", [subject]]])).toMatch(
      new RegExp(`^trace\\.looks：当事人 ${subject} 的记录全不见了`),
    );
    const copy =
      "insert into trace.looks select subject_id, 13, at, actor, fields, purpose, matter_id, hash, xact from trace.looks where subject_id = $1 and seq = 12";
    expect(await found("trace.looks", [[copy, [subject]]])).toMatch(new RegExp(`^${name}第 13 条对不上`));
  });
});

describe("the log itself", () => {
  test("leaves changed, removed, inserted", async () => {
    for (const change of ["link = decode(repeat('ab', 32), 'hex')", "salt = decode(repeat('00', 16), 'hex')", "seq = 99", "kind = 'look', seq = 98"]) {
      expect(await found("log.leaves", [`update log.leaves set ${change} where index = 11`])).toMatch(/^log\.leaves：第 11 片叶被改动过/);
    }
    expect(await found("log.leaves", ["update log.leaves set hash = decode(repeat('ab', 32), 'hex') where index = 5"])).toMatch(
      /^log\.leaves：第 5 片叶被改动过/,
    );
    expect(await found("log.leaves", ["delete from log.leaves where index = 7"])).toBe("log.leaves：第 7 片叶不见了。");
    expect(await found("log.leaves", ["delete from log.leaves where index = (select max(index) from log.leaves)"])).toMatch(/后面的叶不见了。$/);
    const copy =
      "insert into log.leaves select log_id, (select max(index) + 1 from log.leaves), kind, subject_id, 77, link, salt, hash from log.leaves where index = 0";
    expect(await found("log.leaves", [copy])).toMatch(/^log\.leaves：第 \d+ 片叶被改动过/);
  });

  test("checkpoints changed, removed, inserted", async () => {
    const second = (await owner<{ size: number }>("select size from log.checkpoints order by size offset 1 limit 1"))[0]!.size;
    for (const change of [
      "root = decode(repeat('ab', 32), 'hex')",
      "at = at + interval '1 ms'",
      "signature = decode(repeat('11', 64), 'hex')",
      "key_id = 'another'",
    ]) {
      expect(await found("log.checkpoints", [[`update log.checkpoints set ${change} where size = $1`, [second]]])).toBe(
        `log.checkpoints：大小为 ${second} 的检查点签名不对，内容被改动过，或者不是本市签的。`,
      );
    }
    expect(await found("log.checkpoints", [["delete from log.checkpoints where size = $1", [second]]])).toBe(
      `log.checkpoints：大小为 ${second} 的检查点不见了。`,
    );
    const copy = "insert into log.checkpoints select log_id, size - 1, root, at, key_id, signature from log.checkpoints where size = $1";
    expect(await found("log.checkpoints", [[copy, [second]]])).toMatch(new RegExp(`^log\\.checkpoints：大小为 ${second - 1} 的检查点`));
    const beyond = "insert into log.checkpoints select log_id, size + 100000, root, at, key_id, signature from log.checkpoints where size = $1";
    expect(await found("log.checkpoints", [[beyond, [second]]])).toMatch(new RegExp(`检查点是多出来的|检查点却签到了`));
  });

  test("kept nodes and batches changed, removed", async () => {
    expect(await found("log.nodes", ["update log.nodes set hash = decode(repeat('ab', 32), 'hex')"])).toMatch(/^log\.nodes：第 0 到 15 片叶上面的节点/);
    expect(await found("log.nodes", ["delete from log.nodes"])).toMatch(/^log\.nodes：.*不见了。$/);
    expect(await found("log.nodes", ["insert into log.nodes select log_id, 8, 7, hash from log.nodes limit 1"])).toMatch(/^log\.nodes：应有/);
    expect(await found("log.batches", ["delete from log.batches where number = 2"])).toMatch(/^log\.checkpoints：.*多出来的/);
  });
});

describe("a witness", () => {
  test("tells of a city that wrote its whole log anew, where nothing else can", async () => {
    const [forger, now] = [city.ctx(), await verify(city.ctx(), { witness })];
    expect(now.fault).toBeUndefined();
    const tables = ["log.leaves", "log.nodes", "log.checkpoints", "log.batches", "digest.digests"];
    const kept = (table: string): string => `public.kept_${table.replace(".", "_")}`;
    for (const table of tables) await owner(`create table ${kept(table)} as table ${table}`);
    try {
      // The whole log is thrown away and made again from records that hold: by itself nothing is wrong with it.
      for (const table of tables) await owner(`delete from ${table}`);
      await appendLeaves(forger);
      await caughtUp();
      expect((await verify(city.ctx())).fault).toBeUndefined();
      expect((await verify(city.ctx(), { witness })).fault?.says).toMatch(/与见证文件里记的不一样：日志在那以后被改写过。$/);
      await expect(witnessed(city.ctx(), witness)).rejects.toThrow("被改写过");
    } finally {
      for (const table of tables) await owner(`delete from ${table}; insert into ${table} select * from ${kept(table)}; drop table ${kept(table)}`);
    }
    expect((await verify(city.ctx(), { witness })).fault).toBeUndefined();
  });

  test("is kept in a file that an hour adds to, whole or not at all", async () => {
    const folder = mkdtempSync(join(tmpdir(), "yiwang-witness-"));
    const file = join(folder, "witness.txt");
    await keepWitness(city.ctx(), file);
    await look();
    await caughtUp();
    const { checkpoints } = (await keepWitness(city.ctx(), file))!;
    expect(checkpoints.length).toBe(2);
    expect(readWitness(readFileSync(file, "utf8")).checkpoints).toEqual(checkpoints);
    expect(readdirSync(folder)).toEqual(["witness.txt"]);
    rmSync(folder, { recursive: true });
  });

  test("grows by a line, is refused when it cannot be read, and is told from one that was altered", async () => {
    const grown = (await witnessed(city.ctx(), witness))!;
    expect(grown.checkpoints.length).toBe(2);
    expect(await witnessed(city.ctx(), grown)).toEqual(grown);
    const text = witnessText(grown);
    expect(readWitness(text)).toEqual(grown);
    expect(() => readWitness(text.replace("key log", "kye log"))).toThrow("见证文件第 3 行读不懂。");
    expect(() => readWitness("")).toThrow("没有写明是哪个日志");
    const altered = readWitness(text.replace(/^(\d+) [0-9a-f]{4}/m, "$1 abcd"));
    expect((await verify(city.ctx(), { witness: altered })).fault).toMatchObject({ table: "见证文件" });
  });
});

test("the log adds nothing to a tree that is not the one it signed", async () => {
  // The last leaf is read again only where it is a peak by itself: in a tree of an odd size.
  const even = async (): Promise<boolean> => (await city.database.owner.query("select from log.leaves having max(index) % 2 = 1")).rowCount === 1;
  for (let i = 0; i < 200 && (await even()); i += 1) {
    if (i % 20 === 0) await look();
    if ((await appendLeaves(city.ctx())) === 0) await new Promise((resume) => setTimeout(resume, 20));
  }
  await owner("create table public.kept_leaves as table log.leaves");
  await owner("update log.leaves set hash = decode(repeat('ab', 32), 'hex') where index = (select max(index) from log.leaves)");
  await look();
  await expect(
    (async () => {
      for (let i = 0; i < 100 && (await appendLeaves(city.ctx())) === 0; i += 1) await new Promise((resume) => setTimeout(resume, 20));
    })(),
  ).rejects.toThrow("not what was signed");
  await owner("delete from log.leaves");
  await owner("insert into log.leaves select * from public.kept_leaves");
  await owner("drop table public.kept_leaves");
  await caughtUp();
  expect(await verify(city.ctx(), { witness })).toMatchObject({ waiting: 0 });
});
