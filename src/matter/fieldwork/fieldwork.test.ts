import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { begin } from "#matter/begin";
import { getMatter, listActs } from "#matter/matter";
import { urge } from "#matter/move";
import type { BroughtFor } from "#matter/intake";
import { newId } from "#values/ids";
import { testCity, type TestCity } from "../../../test/city.ts";
import { photograph } from "../../../test/photograph.ts";
import { clockWords, completeOutside, entryIn, leaveNote, report, type Entry } from "./index.ts";

// 桑叶 walks through 云门街道: what she brings in arrives once, says when and where it was seen, and never undoes what somebody did meanwhile.

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const sangye = () => city.staff("sangye");
const entry = (more: Partial<Entry> = {}): Entry => ({ id: newId(), madeAt: city.now, sentAt: city.now, photos: [], ...more });
const garbage = { item: "event-garbage", channel: "grid", form: { where: { address: "书院街菜场门口", area: "990101002001" } }, files: [] };

async function shot(grain: string): Promise<BroughtFor> {
  return { field: "photos", name: "现场.jpg", received: await city.ctx().files.receive(photograph({ grain })) };
}

/** A lamp that somebody told of online, waiting to be looked at; `seen` is what a phone knew when it fetched it. */
async function lampToVerify(point?: [number, number]) {
  const nobody = city.ctx({ kind: "anonymous", id: "", name: "" });
  const form = { where: { address: "书院街20号", area: "990101002001", ...(point && { point }) } };
  const { matterId } = await begin(nobody, { item: "event-lamp", channel: "online", form, party: { kind: "anonymous" } });
  const { matter, open } = await getMatter(city.ctx(), matterId);
  return { matterId, taskId: open[0]!.taskId, seen: matter.acts, files: [] as BroughtFor[] };
}

const fieldActs = async (matterId: string) => (await listActs(city.ctx(), matterId)).filter(({ kind }) => kind.startsWith("field-"));

describe("a report", () => {
  test("arrives once, however often it is sent, and at the same time too", async () => {
    const one = entry();
    const answers = await Promise.all([1, 2, 3].map(async () => report(await sangye(), one, garbage)));
    const later = await report(await sangye(), one, garbage);
    expect(new Set([...answers, later].map(({ number }) => number)).size).toBe(1);
    expect(await fieldActs(later.matterId)).toHaveLength(1);
  });

  test("is told apart when its answer is forgotten: a week later the same entry is the same matter", async () => {
    const one = entry();
    const first = await report(await sangye(), one, garbage);
    await city.database.owner.query("delete from idempotency.answers where key = $1", [one.id]);
    expect(await report(await sangye(), one, garbage)).toEqual({ ...first, again: true });
    expect(await fieldActs(first.matterId)).toHaveLength(1);
  });

  test("keeps its photographs and what they said; those without place or time are kept as well", async () => {
    const photos: Entry["photos"] = [
      { field: "photos", name: "a.jpg", sha256: "a".repeat(64), taken: "2026-11-23T08:52:10", point: [118.12, 26.65], smaller: true },
      { field: "photos", name: "b.jpg" },
    ];
    const { matterId } = await report(await sangye(), entry({ photos }), { ...garbage, files: [await shot("a"), await shot("b")] });
    const { matter } = await getMatter(city.ctx(), matterId);
    expect(matter.form["photos"]).toHaveLength(2);
    const [act] = await fieldActs(matterId);
    expect(act!.data).toMatchObject({ photos });
    expect(act!.data["words"]).toContain("照片1：11-23 08:52拍，有位置 118.120000, 26.650000；照片2：没有拍摄时间，没有位置");
  });

  test("that is wrong does nothing, and goes through under the same id once it is put right", async () => {
    const one = entry();
    await expect(report(await sangye(), one, { ...garbage, form: {} })).rejects.toMatchObject({ status: 422, fields: { where: expect.any(String) } });
    expect(await report(await sangye(), one, garbage)).toMatchObject({ number: expect.any(String) });
  });
});

describe("the phone's clock", () => {
  test.each([
    [0, undefined],
    [299, undefined],
    [-299, undefined],
    [300, "手机时间比标准时间慢5分钟"],
    [-3 * 3600 - 120, "手机时间比标准时间快3小时2分钟"],
    [86_400 * 2 + 3600, "手机时间比标准时间慢2天1小时"],
  ])("off by %i seconds is told as %j", (off, words) => {
    expect(clockWords(off)).toBe(words);
  });

  test("hours off: nothing is lost, both times are kept, and the history says the true one and the phone's", async () => {
    const hours = 3 * 3_600_000;
    const [madeAt, sentAt] = [new Date(city.now.getTime() - hours - 600_000), new Date(city.now.getTime() - hours)];
    const { matterId } = await report(await sangye(), entry({ madeAt, sentAt }), garbage);
    const [act] = await fieldActs(matterId);
    expect(act!.data).toMatchObject({ made: madeAt.toISOString(), sent: sentAt.toISOString(), off: 10_800 });
    expect(act!.data["words"]).toContain("手机时间比标准时间慢3小时");
  });

  test("that nobody can read is none: the report is taken all the same", async () => {
    const read = entryIn({ _entry: newId(), _made: "昨天", _sent: "+275761-01-01T00:00:00.000Z", _photos: "{" });
    expect(read).toMatchObject({ madeAt: null, sentAt: null, photos: [] });
    const { matterId } = await report(await sangye(), read, garbage);
    expect((await fieldActs(matterId))[0]!.data["words"]).toBe("手机没有给出时间");
  });
});

describe("a task", () => {
  test("done outside is done once, with its photograph", async () => {
    const { matterId, ...task } = await lampToVerify();
    const [one, files] = [entry(), [await shot("pole")]];
    const done = { ...task, matterId, files, result: { outcome: "real", note: "三盏不亮" } };
    await completeOutside(await sangye(), one, done);
    await completeOutside(await sangye(), one, { ...done, files: [] });
    const { matter, open } = await getMatter(city.ctx(), matterId);
    expect([matter.state, open.map(({ kind }) => kind), (await fieldActs(matterId)).length]).toEqual(["verified", ["registering"], 1]);
    await city.database.owner.query("delete from idempotency.answers where key = $1", [one.id]);
    expect(await completeOutside(await sangye(), one, { ...done, files: [] })).toMatchObject({ again: true });
  });

  test("says how far from it its photographs were taken", async () => {
    const { matterId, ...task } = await lampToVerify([118.12, 26.65]);
    const photos: Entry["photos"] = [
      { field: "photos", name: "a.jpg", point: [118.12, 26.6503] },
      { field: "photos", name: "b.jpg", point: [118.12, 26.67], from: "phone" },
    ];
    await completeOutside(await sangye(), entry({ photos }), { ...task, matterId, result: { outcome: "real" } });
    const [act] = await fieldActs(matterId);
    expect(act!.data["words"]).toMatch(/照片1：.*离这件事 33 米；照片2：.*离这件事 2\.2 公里$/);
  });

  test("that a colleague did meanwhile is not done again: who did what and when is said, and it can be left as a note", async () => {
    const { matterId, ...task } = await lampToVerify();
    await completeOutside(await sangye(), entry(), { ...task, matterId, result: { outcome: "real" } });
    const late = entry();
    const refused = completeOutside(await sangye(), late, { ...task, matterId, result: { outcome: "unreal", reason: "是亮的" }, anyway: true });
    await expect(refused).rejects.toMatchObject({ status: 409, code: "FIELD_GONE", message: expect.stringMatching(/桑叶 .*已经办了“核实”：属实/) });
    expect((await getMatter(city.ctx(), matterId)).matter.state).toBe("verified");
    const note = { matterId, text: "外勤记下的“核实”：不属实", files: [await shot("lit")] };
    const noted = entry();
    await leaveNote(await sangye(), noted, note);
    await leaveNote(await sangye(), noted, note);
    expect((await fieldActs(matterId)).filter(({ kind }) => kind === "field-note").map(({ data }) => data["opinion"])).toEqual([note.text]);
  });

  test("whose matter somebody touched meanwhile is asked about, and done when a person says so; what the platform did does not count", async () => {
    const { matterId, ...task } = await lampToVerify();
    await urge(await city.staff("sujin"), matterId, "居民又来电");
    const done = { ...task, matterId, result: { outcome: "real" } };
    await expect(completeOutside(await sangye(), entry(), done)).rejects.toMatchObject({
      code: "FIELD_CHANGED",
      message: expect.stringMatching(/苏瑾.*催办/),
    });
    await completeOutside(await sangye(), entry(), { ...done, anyway: true });
    expect((await getMatter(city.ctx(), matterId)).matter.state).toBe("verified");
  });

  test("of somebody else's street is refused, and nothing of it is written", async () => {
    const { matterId, ...task } = await lampToVerify();
    await expect(completeOutside(await city.staff("hanmei"), entry(), { ...task, matterId, result: { outcome: "real" } })).rejects.toMatchObject({
      status: 403,
    });
    await expect(leaveNote(await city.staff("hanmei"), entry(), { matterId, text: "x", files: [] })).rejects.toMatchObject({ status: 403 });
    expect(await fieldActs(matterId)).toEqual([]);
  });
});
