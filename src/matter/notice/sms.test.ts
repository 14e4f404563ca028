import { afterAll, beforeAll, expect, test } from "vitest";
import { ownerDetails } from "#matter/party";
import { getMatter } from "#matter/matter";
import { getPerson } from "#people/identity";
import { draftCase, allowance, submitted } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { forgetMessages, smsTask, type Channel } from "./index.ts";
import { sendSms } from "./sms.ts";
import { waitingSms } from "../../../test/sms.ts";

let city: TestCity;
beforeAll(async () => void (city = await testCity()));
afterAll(() => city.close());

const sent: { phone: string; text: string }[] = [];
const channel: Channel = { send: (phone, text) => Promise.resolve(void sent.push({ phone, text })) };
const send = async (payload: object): Promise<string | undefined> => {
  await smsTask(channel)(city.ctx(), payload as Parameters<ReturnType<typeof smsTask>>[1]);
  return sent.at(-1)?.phone;
};
const words = { title: "申请已受理", body: "您的申请已经受理。" };

test("an SMS of a firm's matter goes to its agent, who applied", async () => {
  const matterId = await submitted(city);
  const agent = await city.person("chen-xiaoman");
  const { phone } = await getPerson(city.ctx(), agent.actor.id);
  expect(await send({ matterId, ...words })).toBe(phone);
  expect(sent.at(-1)!.text).toBe("【云州市一网通办】申请已受理：您的申请已经受理。");
});

test("of a person's own matter it goes to them", async () => {
  const ctx = await city.person("zhou-daqing");
  const matterId = await draftCase(
    ctx,
    allowance,
    allowance.cases.find(({ person }) => person === "zhou-daqing")!,
  );
  const { matter } = await getMatter(city.ctx(), matterId);
  expect(ownerDetails(city.ctx(), matter).agent).toBeUndefined();
  expect(await send({ matterId, ...words })).toBe((await getPerson(city.ctx(), ctx.actor.id)).phone);
});

test("to somebody whom a matter is for it goes to their own phone, whoever applied", async () => {
  const { actor } = await city.person("lin-xiuying");
  expect(await send({ personId: actor.id, matterId: await submitted(city), ...words })).toBe((await getPerson(city.ctx(), actor.id)).phone);
});

test("a channel that is away makes the job try again", async () => {
  const away: Channel = { send: () => Promise.reject(new Error("gateway away")) };
  await expect(smsTask(away)(city.ctx(), { matterId: await submitted(city), ...words } as never)).rejects.toThrow("gateway away");
});

test("its words lie encrypted until it is sent, once, and what was never sent is forgotten", async () => {
  const { actor } = await city.person("lin-xiuying");
  const { personal } = city.ctx();
  await city.database.owner.query("delete from notice.messages");
  await sendSms(city.ctx(), { personId: actor.id }, { title: "请来一趟", body: "带上19900000003登记的证件" });
  const kept = async (): Promise<{ id: string; said: string }[]> =>
    (await city.database.owner.query<{ id: string; said: string }>("select message_id as id, said from notice.messages")).rows;
  const [row] = await kept();
  expect(row!.said).not.toContain("请来");
  expect(JSON.parse(personal.decrypt(row!.said))).toEqual({ title: "请来一趟", body: "带上19900000003登记的证件" });
  expect((await waitingSms(city)).map(({ personId, title }) => [personId, title])).toEqual([[actor.id, "请来一趟"]]);
  await send({ personId: actor.id, message: row!.id });
  expect(sent.at(-1)!.text).toBe("【云州市一网通办】请来一趟：带上19900000003登记的证件");
  expect(await kept()).toEqual([]);
  const before = sent.length;
  await send({ personId: actor.id, message: row!.id });
  expect(sent.length).toBe(before);
  await sendSms(city.ctx(), { personId: actor.id }, words);
  await forgetMessages({ ...city.ctx(), now: new Date(city.now.getTime() + 29 * 86_400_000) });
  expect(await kept()).toHaveLength(1);
  await forgetMessages({ ...city.ctx(), now: new Date(city.now.getTime() + 31 * 86_400_000) });
  expect(await kept()).toEqual([]);
});
