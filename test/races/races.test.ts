import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { firstBrokenAct, listActs, findMatter, getMatter, listBreaches } from "#matter/matter";
import { listEntries } from "#matter/intake";
import { recountMatter } from "#matter/timing";
import type { RacingAct } from "./act.ts";
import { MATTER_ACTS } from "./acts.ts";
import { openArena, type Arena } from "./arena.ts";
import { PLACES, type Place } from "./others.ts";
import { meet, ROUNDS } from "./meeting.ts";
import { Foundry, makeMoulds, MOULDS, type Mould } from "./moulds.ts";

let arena: Arena;
let foundry: Foundry;
let moulds: Record<Mould, string>;
beforeAll(async () => {
  arena = await openArena();
  moulds = await makeMoulds(arena);
  foundry = await Foundry.open(arena);
});
afterAll(() => arena.city.close());

const LOCK = "select from matter.matters where matter_id = $1 for update";

/** One meeting of two acts on a matter that stands where its mould does; gives what is wrong afterwards, in words. */
async function round(mould: string, acts: [RacingAct, RacingAct], barred: boolean): Promise<{ wrong: string[]; overlapped: boolean }> {
  const { city } = arena;
  const id = await foundry.cast(mould);
  try {
    const [one, other] = [await acts[0].prepare(arena, id), await acts[1].prepare(arena, id)];
    const before = (await getMatter(city.ctx(), id)).matter;
    const held = (await listEntries(city.ctx(), id)).length;
    const [first, second, overlapped] = await meet(city, one, other, barred ? { text: LOCK, values: [id] } : undefined);
    const answers = [first, second];
    const wrong = answers.flatMap((answer, i) => ("fault" in answer && answer.fault ? [`${acts[i]!.name}: ${answer.fault.stack}`] : []));
    for (const { says } of await listBreaches(city.ctx(), [id])) wrong.push(says);
    const broken = await firstBrokenAct(city.ctx(), id);
    if (broken !== undefined) wrong.push(`记录链在第 ${broken} 条断了`);
    const matter = (await findMatter(city.ctx(), id))!;
    const acknowledged = acts.filter((_act, i) => answers[i]!.done);
    const writing = acknowledged.filter(({ writes }) => writes !== false).length;
    if (matter.revision - before.revision !== writing) wrong.push(`${writing} 项得到答复，写下的却有 ${matter.revision - before.revision} 次`);
    const added = (await listActs(city.ctx(), id)).slice(before.acts);
    for (const kind of new Set(acts.flatMap((act) => act.kind ?? []))) {
      const [said, there] = [acknowledged.filter((act) => act.kind === kind).length, added.filter((act) => act.kind === kind).length];
      if (said !== there) wrong.push(`${kind}：得到答复 ${said} 次，记录 ${there} 条`);
    }
    if (acts.some(({ name }) => name === "重算期限")) {
      for (const { what, from, to } of (await recountMatter(city.ctx(), id)).moved) wrong.push(`${what}是 ${from}，按日历应是 ${to}`);
    }
    const uploads = acknowledged.filter(({ name }) => name === "上传材料" || name === "补交材料").length;
    const removed = acknowledged.some(({ name }) => name === "撤下材料") ? 1 : 0;
    if (!acts.some(({ name }) => name === "提交" || name === "补正")) {
      const now = (await listEntries(city.ctx(), id)).length;
      // A draft that is thrown away goes with what was handed in, before and at the same moment.
      if (acknowledged.some(({ name }) => name === "删除草稿")) {
        if (now !== 0) wrong.push(`草稿删了，还有 ${now} 份材料`);
      } else if (now !== held + uploads - removed) wrong.push(`材料应有 ${held + uploads - removed} 份，实有 ${now} 份`);
    }
    return { wrong, overlapped };
  } finally {
    await foundry.melt(id);
  }
}

describe.each(MOULDS)("on a matter that is %s", (mould) => {
  const own = MATTER_ACTS.filter(({ on }) => on.includes(mould));
  const pairs = own.flatMap((one, i) => own.slice(i).map((other): [string, RacingAct, RacingAct] => [`${one.name} × ${other.name}`, one, other]));

  test(`${pairs.length} pairs of acts at once leave one truth`, { timeout: 600_000 * ROUNDS }, async () => {
    const wrong: string[] = [];
    let overlaps = 0;
    for (const [name, one, other] of pairs) {
      for (let i = 0; i < ROUNDS; i += 1) {
        // In turn: the one first, the other first, and every fourth time as it happens.
        const told = await round(moulds[mould], i % 2 === 0 ? [one, other] : [other, one], i % 4 !== 3);
        if (told.overlapped) overlaps += 1;
        wrong.push(...told.wrong.map((says) => `${name}: ${says}`));
      }
    }
    expect([...new Set(wrong)]).toEqual([]);
    expect(overlaps).toBeGreaterThan((pairs.length * ROUNDS) / 2);
  });
});

async function meeting(place: Place, names: [string, string], barred: boolean): Promise<{ wrong: string[]; overlapped: boolean }> {
  const id = await place.set(arena, foundry, moulds.closed);
  const [one, other] = names.map((name) => () => place.acts[name]!(arena, id)) as [() => Promise<unknown>, () => Promise<unknown>];
  const [first, second, overlapped] = await meet(arena.city, one, other, barred ? place.barrier(id) : undefined);
  const answers = [first, second];
  const wrong = answers.flatMap((answer, i) => ("fault" in answer && answer.fault ? [`${names[i]}: ${answer.fault.stack}`] : []));
  wrong.push(...(await place.wrong(arena, id, (name) => names.filter((each, i) => each === name && answers[i]!.done).length)));
  return { wrong, overlapped };
}

describe.each(PLACES)("on $name", (place) => {
  const names = Object.keys(place.acts);
  const pairs = names.flatMap((one, i) => names.slice(i).map((other): [string, string] => [one, other]));

  test("two acts at once leave one truth", { timeout: 600_000 * ROUNDS }, async () => {
    const wrong: string[] = [];
    let overlaps = 0;
    for (const [one, other] of pairs) {
      for (let i = 0; i < ROUNDS; i += 1) {
        const told = await meeting(place, i % 2 === 0 ? [one, other] : [other, one], i % 4 !== 3);
        if (told.overlapped) overlaps += 1;
        wrong.push(...told.wrong.map((says) => `${one} × ${other}: ${says}`));
      }
    }
    expect([...new Set(wrong)]).toEqual([]);
    expect(overlaps).toBeGreaterThan(0);
  });
});
