import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testCity, type TestCity } from "../../../test/city.ts";
import { accepted } from "../../../test/application.ts";
import { firstBrokenAct, listActs } from "./history.ts";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

describe("the chain of acts", () => {
  test("the server's role can neither change nor remove an act", async () => {
    const { db } = city.ctx();
    for (const statement of [
      "update matter.acts set data = '{}'",
      "delete from matter.acts",
      "truncate matter.acts",
      "alter table matter.acts add x int",
      "drop table matter.acts",
      "update trace.looks set purpose = ''",
      "delete from matter.documents",
    ]) {
      await expect(db.query(statement)).rejects.toMatchObject({ code: "42501" });
    }
  });

  test("tells the first act that was changed, removed or put in", async () => {
    const matterId = await accepted(city);
    expect(await firstBrokenAct(city.ctx(), matterId)).toBeUndefined();
    const { owner: db } = city.database;
    const count = (await listActs(city.ctx(), matterId)).length;
    const broken = async (statement: string): Promise<number | undefined> => {
      const client = await db.connect();
      try {
        await client.query("begin");
        await client.query(statement, [matterId]);
        const seen = {
          ...city.ctx(),
          db: {
            query: async (text: string, values?: unknown[]) => (await client.query(text, values)).rows,
            transaction: () => Promise.reject(new Error("not here")),
          },
        };
        return await firstBrokenAct(seen as never, matterId);
      } finally {
        await client.query("rollback");
        client.release();
      }
    };
    expect(await broken("update matter.acts set at = at + interval '1 second' where matter_id = $1 and seq = 2")).toBe(2);
    expect(await broken("delete from matter.acts where matter_id = $1 and seq = 1")).toBe(2);
    expect(await broken(`delete from matter.acts where matter_id = $1 and seq = ${count}`)).toBe(count);
    expect(
      await broken(`insert into matter.acts select matter_id, ${count + 1}, kind, at, actor, data, hash from matter.acts where matter_id = $1 and seq = 1`),
    ).toBe(count + 1);
  });
});
