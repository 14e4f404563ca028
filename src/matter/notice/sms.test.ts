import { afterAll, beforeAll, expect, test } from "vitest";
import { ownerDetails } from "#matter/party";
import { getMatter } from "#matter/matter";
import { getPerson } from "#people/identity";
import { draftCase, allowance, submitted } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { smsTask, type Channel } from "./index.ts";

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
