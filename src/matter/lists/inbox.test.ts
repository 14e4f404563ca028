import { afterAll, beforeAll, expect, test } from "vitest";
import { submitted } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { listInbox } from "./inbox.ts";

const COUNT = 45; // a page of forty, and five on the second
let city: TestCity;
let matters: string[];
beforeAll(async () => {
  city = await testCity();
  await city.database.owner.query("update matter.tasks set cancelled_at = now() where done_at is null and cancelled_at is null");
  const first = await submitted(city);
  matters = [first];
  for (let n = 1; n < COUNT; n += 1) matters.push(await another(first, n));
  // Opened in an order that is neither that of their ids nor that in which they were written: the last is the oldest, every third at the same instant.
  for (const [n, matterId] of matters.entries()) {
    const openedAt = new Date(city.now.getTime() - (n % 3 === 0 ? 5 : n) * 60_000);
    await city.database.owner.query("update matter.tasks set opened_at = $2 where matter_id = $1 and kind = 'acceptance'", [matterId, openedAt]);
  }
});
afterAll(() => city.close());

/** A matter that waits at the desk as the first does: copied, since to live 45 takes a minute. */
async function another(first: string, n: number): Promise<string> {
  const { owner } = city.database;
  const { rows } = await owner.query<{ id: string }>(
    `insert into matter.matters select (jsonb_populate_record(m, jsonb_build_object('matter_id', uuidv7(), 'number', number || $2))).*
     from matter.matters m where matter_id = $1 returning matter_id as id`,
    [first, `-${n}`],
  );
  const { id } = rows[0]!;
  await owner.query(
    `insert into matter.search select (jsonb_populate_record(s, jsonb_build_object('matter_id', $2::uuid, 'backwards', reverse($3) || s.backwards))).*
     from matter.search s where matter_id = $1`,
    [first, id, `-${n}`],
  );
  await owner.query(
    `insert into matter.tasks select (jsonb_populate_record(t, jsonb_build_object('matter_id', $2::uuid))).* from matter.tasks t where matter_id = $1`,
    [first, id],
  );
  return id;
}

const minutes = (n: number): number => (n % 3 === 0 ? 5 : n);
/** Oldest first; of those of one instant in the order of their ids. */
const due = (): string[] =>
  matters
    .map((matterId, n) => ({ matterId, age: minutes(n) }))
    .toSorted((one, other) => other.age - one.age || (one.matterId < other.matterId ? -1 : 1))
    .map(({ matterId }) => matterId);
const page = async (n: number, filter: object = {}) => {
  const { rows, more, count } = await listInbox(await city.staff("linjing"), { ...filter, page: n });
  return { ids: rows.map(({ matterId }) => matterId), more, count };
};

test("the matter that has waited longest stands first, over the pages, each once; those of one instant keep their order", async () => {
  expect(await page(1)).toEqual({ ids: due().slice(0, 40), more: true, count: COUNT });
  expect(await page(2)).toEqual({ ids: due().slice(40), more: false, count: COUNT });
});

test("so it is when the list is narrowed to an item, a kind or a number", async () => {
  expect((await page(1, { item: "food-licence", kind: "acceptance" })).ids).toEqual(due().slice(0, 40));
  expect((await page(2, { text: "小满餐饮" })).ids).toEqual(due().slice(40));
});

test("what was given to one person stands among what waits for the desk, by the same age", async () => {
  const [, second] = due();
  const linjing = await city.staff("linjing");
  await city.database.owner.query("update matter.tasks set assignee = $2, assignee_name = '林静' where matter_id = $1 and kind = 'acceptance'", [
    second,
    linjing.actor.id,
  ]);
  expect((await page(1)).ids).toEqual(due().slice(0, 40));
});
