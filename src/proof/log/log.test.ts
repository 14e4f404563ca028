import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listActs } from "#matter/matter";
import { viewAsStaff } from "#matter/view";
import { migrate, openPool } from "#kernel/db";
import { isConsistent, rootByInclusion, treeHash } from "#crypto/merkle";
import { verifySignature } from "#crypto/keys";
import { GENESIS, link, recordLook } from "#kernel/trace";
import { submitted } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { untilLogged } from "../../../test/logged.ts";
import { appendLeaves, checkpointAt, latestCheckpoint, leafData, loggedActs, proveConsistency, proveMatter, verify } from "./index.ts";

let city: TestCity;
let matterId: string;
beforeAll(async () => {
  city = await testCity();
  matterId = await submitted(city);
  await viewAsStaff(await city.staff("linjing"), matterId);
});
afterAll(() => city.close());

const owner = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> => (await city.database.owner.query<Row>(text, values)).rows;
const hex = (text: string): Buffer => Buffer.from(text, "hex");
const total = async (): Promise<number> =>
  (
    await owner<{ n: number }>("select (select count(*) from matter.acts) + (select count(*) from trace.looks) + (select count(*) from digest.digests) as n")
  )[0]!.n;
const look = async (purpose: string): Promise<void> =>
  recordLook(await city.staff("linjing"), { subjectId: (await city.person("lin-xiuying")).actor.id, fields: ["联系电话"], purpose });

describe("the log", () => {
  test("takes every act and every look once, and signs what it has", async () => {
    await untilLogged(city);
    expect((await verify(city.ctx())).waiting).toBe(0);
    expect(await appendLeaves(city.ctx())).toBe(0);
    const checkpoint = await latestCheckpoint(city.ctx());
    expect(checkpoint).toMatchObject({ size: await total(), hash: "SM3", key: { algorithm: "SM2" } });
    const text = `yiwang-log/1\n${checkpoint.log} SM3\n${checkpoint.size}\n${checkpoint.root}\n${checkpoint.at}\n`;
    expect(verifySignature("SM2", hex(checkpoint.key.public_key), Buffer.from(text), hex(checkpoint.signature))).toBe(true);
    expect(verifySignature("SM2", hex(checkpoint.key.public_key), Buffer.from(text.replace("SM3", "SM4")), hex(checkpoint.signature))).toBe(false);
    const { fault, ...counted } = await verify(city.ctx());
    expect(fault).toBeUndefined();
    expect(counted).toMatchObject({ matters: 1, acts: 2, looks: 1, leaves: await total(), waiting: 0 });
    expect(counted.rows).toBeGreaterThan(100);
  });

  test("grows by what happens after, and proves that what was signed before is still its beginning", async () => {
    const before = await latestCheckpoint(city.ctx());
    for (let i = 0; i < 5; i += 1) {
      await look(`核对第 ${i} 次`);
      expect(await untilLogged(city)).toBe(1);
    }
    const after = await latestCheckpoint(city.ctx());
    expect(after.size).toBe(before.size + 5);
    const proof = await proveConsistency(city.ctx(), before.size, after.size);
    const point = ({ size, root }: { size: number; root: string }) => ({ size, root: hex(root) });
    expect(isConsistent(treeHash("SM3"), point(before), point(after), proof.map(hex))).toBe(true);
    expect(await checkpointAt(city.ctx(), before.size)).toEqual(before);
    await expect(checkpointAt(city.ctx(), before.size + 100)).rejects.toMatchObject({ status: 404 });
    await expect(proveConsistency(city.ctx(), after.size, before.size)).rejects.toMatchObject({ status: 422 });
    await expect(proveConsistency(city.ctx(), 1, after.size + 1)).rejects.toMatchObject({ status: 404 });
  });

  test("passes over no transaction that commits late, and waits for no writer", async () => {
    const late = openPool(String(city.database.owner.options.connectionString), { max: 1 });
    const client = await late.connect();
    await client.query("begin");
    await client.query(
      `insert into trace.looks (subject_id, seq, at, actor, fields, purpose, hash) values ($1, 1, '${city.now.toISOString()}', '{}', '{}', '迟到的', $2)`,
      ["01890000-0000-7000-8000-00000000abcd", link(GENESIS, { at: city.now.toISOString(), actor: {}, fields: [], purpose: "迟到的", matterId: null })],
    );
    await look("在它以后开始，在它以前提交");
    expect(await appendLeaves(city.ctx())).toBe(0);
    await client.query("commit");
    expect(await untilLogged(city)).toBe(2);
    client.release();
    await late.end();
  });
});

test("in a database restored in another cluster, where transactions are counted anew, nothing is left out or taken twice", async () => {
  await look("恢复以前写的，还没进日志");
  await owner("update kernel.clusters set cluster = 'another'");
  await migrate(city.database.owner, []);
  const [now] = await owner<{ xact: number }>("select kernel.xact() as xact");
  expect(now!.xact).toBeGreaterThan(2 ** 44);
  expect(await untilLogged(city)).toBe(1);
  await look("恢复以后写的");
  expect(await untilLogged(city)).toBe(1);
  expect(await verify(city.ctx())).toMatchObject({ waiting: 0, leaves: await total() });
  expect((await verify(city.ctx())).fault).toBeUndefined();
});

test("while many write at once, everything comes into the log once, and a check in the midst of it finds nothing wrong", async () => {
  let writing = true;
  const job = (async () => {
    while (writing) await appendLeaves(city.ctx());
  })();
  const inspector = (async () => {
    const faults = [];
    while (writing) faults.push((await verify(city.ctx())).fault);
    return faults;
  })();
  await Promise.all(
    Array.from({ length: 4 }, async (_, i) => {
      for (let n = 0; n < 4; n += 1) await Promise.all([submitted(city), look(`第 ${i} 位第 ${n} 次核对`)]);
    }),
  );
  writing = false;
  await job;
  expect((await inspector).filter((fault) => fault !== undefined)).toEqual([]);
  await untilLogged(city);
  const { fault, waiting, leaves } = await verify(city.ctx());
  expect({ fault, waiting, leaves }).toEqual({ fault: undefined, waiting: 0, leaves: await total() });
});

describe("the proof of a matter", () => {
  test("leads from each of its acts to the signed root, by those who have its salts alone", async () => {
    const acts = await listActs(city.ctx(), matterId);
    const proof = await proveMatter(
      city.ctx(),
      { matterId, number: "2026" },
      acts.map(({ seq, at, kind }) => ({ seq, at, act: kind })),
    );
    expect(proof.acts.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(await loggedActs(city.ctx(), matterId)).toBe(2);
    const hash = treeHash("SM3");
    for (const { seq, link, salt, index, path } of proof.acts) {
      const data = leafData({ kind: "act", subjectId: matterId, seq, link: hex(link), salt: hex(salt) });
      const root = (of: Buffer) => rootByInclusion(hash, hash.leaf(of), index, proof.checkpoint.size, path.map(hex))?.toString("hex");
      expect(root(data)).toBe(proof.checkpoint.root);
      expect(root(leafData({ kind: "act", subjectId: matterId, seq, link: hex(link), salt: Buffer.alloc(16) }))).not.toBe(proof.checkpoint.root);
      expect(
        createHash("sm3")
          .update(Buffer.from([0]))
          .update(data)
          .digest(),
      ).toEqual(hash.leaf(data));
    }
  });
});
