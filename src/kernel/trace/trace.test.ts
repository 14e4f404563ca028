import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "#values/ids";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import { canonical, firstBroken, firstBrokenLook, GENESIS, link, listLooks, recordLook, walkLooks, type Linked } from "./index.ts";

describe("the canonical text of a record", () => {
  test("is the same however its keys are ordered, at every depth, and leaves out what is not there", () => {
    expect(canonical({ b: 1, a: { d: [true, null], c: "二" }, e: undefined })).toBe('{"a":{"c":"二","d":[true,null]},"b":1}');
    expect(canonical([undefined, { a: undefined }])).toBe("[null,{}]");
    expect(canonical("a\nb")).toBe(String.raw`"a\nb"`);
  });

  test("survives being stored as JSON", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => canonical(JSON.parse(JSON.stringify(value))) === canonical(value)));
  });
});

describe("a chain", () => {
  const chainOf = (records: unknown[]): Linked[] => {
    let before: Uint8Array = GENESIS;
    return records.map((record, i) => {
      const hash = link(before, record);
      before = hash;
      return { seq: i + 1, hash, record };
    });
  };
  const whole = chainOf([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }]);

  test("holds as it was written, and so does an empty one", () => {
    expect(firstBroken(whole)).toBeUndefined();
    expect(firstBroken([])).toBeUndefined();
  });

  test.each<[string, (chain: Linked[]) => Linked[], number]>([
    ["a changed record", (chain) => chain.with(1, { ...chain[1]!, record: { n: 20 } }), 2],
    ["a record that was removed", (chain) => chain.toSpliced(1, 1), 3],
    ["a first record that was removed", (chain) => chain.slice(1), 2],
    ["two that changed places", (chain) => [chain[0]!, { ...chain[2]!, seq: 2 }, { ...chain[1]!, seq: 3 }, chain[3]!], 2],
    ["one that was put in between", (chain) => chain.toSpliced(1, 0, { seq: 2, hash: link(chain[0]!.hash, { n: 9 }), record: { n: 9 } }), 2],
    ["a hash that was written anew without those after it", (chain) => chain.with(2, { seq: 3, hash: link(chain[1]!.hash, { n: 30 }), record: { n: 30 } }), 4],
  ])("%s is named by its number", (_what, spoilt, seq) => expect(firstBroken(spoilt(whole))).toBe(seq));
});

describe("looks at somebody's data", () => {
  let city: TestCity;
  beforeAll(async () => void (city = await testCity()));
  afterAll(() => city.close());

  test("stand in the order in which they were, newest first, with who, why and for which matter", async () => {
    const [subjectId, matterId] = [newId(), newId()];
    const zhouwen = await city.staff("zhouwen");
    await recordLook(zhouwen, { subjectId, fields: ["姓名"], purpose: "核对材料", matterId });
    at(city, "2026-11-23T10:00:00+08:00");
    await recordLook({ ...zhouwen, now: city.now }, { subjectId, fields: ["电话", "住址"], purpose: "联系申请人" });
    const looks = await listLooks(city.ctx(), subjectId);
    expect(looks.map(({ seq, fields, purpose, matterId: matter }) => [seq, fields, purpose, matter])).toEqual([
      [2, ["电话", "住址"], "联系申请人", null],
      [1, ["姓名"], "核对材料", matterId],
    ]);
    expect(looks[0]!.actor).toEqual({ kind: "staff", id: zhouwen.actor.id, name: "周文", unit: "11990100MB0000001T-01" });
    expect(looks[0]!.at.toISOString()).toBe("2026-11-23T02:00:00.000Z");
    expect(await firstBrokenLook(city.ctx(), subjectId)).toBeUndefined();
  });

  test("by oneself leave no record; by somebody else with the same data do", async () => {
    const chen = await city.person("chen-xiaoman");
    await recordLook(chen, { subjectId: chen.actor.id, fields: ["姓名"], purpose: "本人" });
    expect(await listLooks(city.ctx(), chen.actor.id)).toEqual([]);
    await recordLook(await city.person("yu-hong"), { subjectId: chen.actor.id, fields: ["姓名"], purpose: "代办" });
    await recordLook(await city.staff("zhouwen"), { subjectId: chen.actor.id, fields: ["姓名"], purpose: "核对" });
    expect(await listLooks(city.ctx(), chen.actor.id)).toHaveLength(2);
  });

  test("of twenty at once each has its place in one chain", async () => {
    const subjectId = newId();
    const zhouwen = await city.staff("zhouwen");
    await Promise.all(Array.from({ length: 20 }, (_, i) => recordLook(zhouwen, { subjectId, fields: ["姓名"], purpose: `第 ${i} 次` })));
    expect((await listLooks(city.ctx(), subjectId)).map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, i) => 20 - i));
    expect(await firstBrokenLook(city.ctx(), subjectId)).toBeUndefined();
  });

  test("one that is changed in the database is named", async () => {
    const subjectId = newId();
    const zhouwen = await city.staff("zhouwen");
    for (const purpose of ["一", "二", "三"]) await recordLook(zhouwen, { subjectId, fields: ["姓名"], purpose });
    await city.database.owner.query("update trace.looks set purpose = '别的' where subject_id = $1 and seq = 2", [subjectId]);
    expect(await firstBrokenLook(city.ctx(), subjectId)).toBe(2);
  });

  test("all of them are walked once, chain by chain, whatever a page holds", async () => {
    const pages: string[][] = [];
    for await (const page of walkLooks(city.ctx(), 7)) pages.push(page.map(({ subjectId, seq }) => `${subjectId} ${seq}`));
    const walked = pages.flat();
    const { rows } = await city.database.owner.query<{ count: number }>("select count(*)::int as count from trace.looks");
    expect(walked).toHaveLength(rows[0]!.count);
    expect(new Set(walked).size).toBe(walked.length);
    expect(pages.slice(0, -1).every((page) => page.length === 7)).toBe(true);
    expect(walked.map((each) => each.split(" ")[0])).toEqual(walked.map((each) => each.split(" ")[0]).toSorted());
  });
});
