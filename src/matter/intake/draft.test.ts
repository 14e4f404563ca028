import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "#kernel/ctx";
import { act, restaurantDraft, submitted } from "../../../test/application.ts";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import { getMatter } from "#matter/matter";
import { listDraftsOf } from "#matter/party";
import { saveDraft, startDraft } from "./draft.ts";
import { materialStates } from "./materials.ts";
import { submit } from "./submission.ts";
import { sweepDrafts } from "./sweeping.ts";
import { stepFigures } from "#matter/lists";
import { viewOwn } from "#matter/view";

let city: TestCity;
let owner: Ctx;
beforeAll(async () => {
  city = await testCity();
  owner = await city.person("chen-xiaoman", "xiaoman-catering");
});
afterAll(() => city.close());

test("a draft is begun by who may apply for the item, as who may", async () => {
  const draft = (ctx: Ctx, itemId: string, situation?: Record<string, unknown>): Promise<string> =>
    startDraft(ctx, { itemId, ...(situation && { situation }) });
  await expect(draft(await city.staff("linjing"), "food-licence")).rejects.toMatchObject({ status: 403 });
  await expect(draft(owner, "nothing")).rejects.toMatchObject({ code: "NOT_ONLINE" });
  await expect(draft(owner, "old-age-allowance")).rejects.toMatchObject({ code: "AUDIENCE", message: expect.stringContaining("只能由个人") });
  await expect(draft(owner, "food-licence", { weather: "rain" })).rejects.toMatchObject({ code: "MISSHAPEN" });
  const elder = await city.person("lin-xiuying");
  await expect(draft({ ...elder, actor: { ...elder.actor, level: 0 } }, "old-age-allowance")).rejects.toMatchObject({ status: 403 });
  const { matter } = await getMatter(city.ctx(), await draft(owner, "food-licence"));
  expect(matter).toMatchObject({ state: "draft", itemName: "食品经营许可", area: "990100000000", agentId: owner.actor.id, submittedAt: null });
  expect(matter.owner).toMatchObject({ kind: "organisation", id: owner.actor.onBehalf!.organisationId, label: "云州小满餐饮有限公司" });
  const own = await getMatter(city.ctx(), await draft(elder, "old-age-allowance", { who: "self", account: "social-card" }));
  expect(own.matter).toMatchObject({ agentId: null, situation: { who: "self", account: "social-card" } });
  expect(own.matter.owner).toMatchObject({ kind: "person", id: elder.actor.id, label: "林*英" });
});

test("what a register says of somebody they need not bring; where it says nothing they must", async () => {
  const elder = await city.person("lin-xiuying");
  const { matter } = await getMatter(city.ctx(), await startDraft(elder, { itemId: "old-age-allowance", situation: { who: "self", account: "social-card" } }));
  const identity = async (known?: Record<string, unknown>) =>
    (await materialStates(elder, matter, known)).find(({ material }) => material.id === "elder-identity");
  expect(await identity()).toMatchObject({ held: { source: "register", reference: "population" }, satisfied: true, entries: [] });
  const unknown = await identity({});
  expect([unknown?.held, unknown?.satisfied]).toEqual([undefined, false]);
});

test("answers are laid over those there were; what is emptied goes; nothing is taken that the form does not ask", async () => {
  const matterId = await restaurantDraft(city);
  const before = (await viewOwn(owner, matterId)).answers;
  await saveDraft(owner, matterId, { form: { contact_phone: "199 0000 0088" } });
  expect((await viewOwn(owner, matterId)).answers).toEqual({ ...before, contact_phone: "19900000088" });
  await saveDraft(owner, matterId, { form: { contact_phone: null } });
  expect((await viewOwn(owner, matterId)).answers).not.toHaveProperty("contact_phone");
  await expect(saveDraft(owner, matterId, { form: { colour: "red" } })).rejects.toMatchObject({
    code: "UNKNOWN_FIELD",
    message: expect.stringContaining("colour"),
  });
  await expect(saveDraft(owner, matterId, { form: { contact_phone: { a: 1 } } })).rejects.toMatchObject({ code: "MISSHAPEN" });
  await expect(saveDraft(owner, matterId, { situation: { weather: "rain" } })).rejects.toMatchObject({ code: "MISSHAPEN" });
  const { revision } = await saveDraft(owner, matterId, { form: {} });
  await expect(saveDraft(owner, matterId, { form: {}, revision: revision - 1 })).rejects.toMatchObject({ code: "MATTER_CHANGED" });
  await expect(saveDraft(await city.person("lin-xiuying"), matterId, { form: {} })).rejects.toMatchObject({ status: 403 });
  await saveDraft(owner, matterId, { form: { contact_phone: "19900000003" }, revision });
  await submit(owner, matterId);
  await expect(saveDraft(owner, matterId, { form: {} })).rejects.toMatchObject({ code: "NOT_EDITABLE" });
  expect((await listDraftsOf(owner, "food-licence")).map((row) => row.matterId)).not.toContain(matterId);
});

test("a draft that nobody touches is removed after its days, a week after its owner was told; touching it begins anew", async () => {
  at(city, "2027-01-01T09:00:00+08:00");
  await city.database.owner.query("update matter.matters set created_at = $1, touched_at = $1 where state = 'draft'", [city.now]);
  const who = await city.person("chen-xiaoman", "xiaoman-catering");
  const [left, touched, handedIn] = [await restaurantDraft(city), await restaurantDraft(city), await submitted(city)];
  await city.database.owner.query("delete from matter.matters where state = 'draft' and matter_id <> all ($1)", [[left, touched]]);
  const state = async (matterId: string) => (await getMatter(city.ctx(), matterId)).matter.state;
  const sweep = async (after: number) => {
    at(city, new Date(Date.parse("2027-01-01T09:00:00+08:00") + after * 86_400_000).toISOString());
    return sweepDrafts(city.ctx(), 90);
  };
  expect([await sweep(82.9), await sweep(83.1), await sweep(83.2)]).toEqual([
    { told: 0, removed: 0 },
    { told: 2, removed: 0 },
    { told: 0, removed: 0 },
  ]);
  const { rows } = await city.database.owner.query("select data from events.outbox where type = 'matter.draft-leaving' and subject = $1", [left]);
  expect(rows).toEqual([{ data: { day: "2027-04-01" } }]);
  await saveDraft({ ...who, now: city.now }, touched, { form: { contact_phone: "19900000088" } });
  expect([await sweep(90), await sweep(90.2)]).toEqual([
    { told: 0, removed: 0 },
    { told: 0, removed: 1 },
  ]);
  await expect(state(left)).rejects.toMatchObject({ status: 404 });
  expect([await state(touched), (await state(handedIn)) === "draft"]).toEqual(["draft", false]);
  expect([await sweep(166.4), await sweep(173.3), await sweep(173.5)]).toEqual([
    { told: 1, removed: 0 },
    { told: 0, removed: 0 },
    { told: 0, removed: 1 },
  ]);
});

test("the steps of an item tell how long they take: half of those done at most, the longest, and how many wait", async () => {
  const { matter } = await getMatter(city.ctx(), await submitted(city));
  await city.database.owner.query("update matter.tasks set cancelled_at = now() where cancelled_at is null");
  const done = async (day: string): Promise<void> => {
    const matterId = await submitted(city);
    at(city, `2026-11-${day}T10:00:00+08:00`);
    await act(city, "linjing", matterId, "acceptance", { outcome: "accept" });
    city.now = new Date("2026-11-23T09:30:00+08:00");
  };
  for (const day of ["23", "24", "24", "27"]) await done(day);
  await submitted(city);
  const figures = await stepFigures(city.ctx(), matter.itemId, matter.itemVersion);
  const desk = figures.find(({ done: count }) => count === 4);
  expect(desk).toMatchObject({ done: 4, waiting: 1, median: 1, longest: 4 });
  for (const other of figures.filter((each) => each !== desk)) expect(other).toMatchObject({ done: 0, waiting: 4, median: 0, longest: 0 });
  expect(await stepFigures(city.ctx(), "nothing", 1)).toEqual([]);
});
