import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getPerson } from "#people/identity";
import { cancelLicence, listLicencesOf } from "#outcome/licence";
import { answerSupplement, gapsOf, submit, saveDraft, startDraft } from "#matter/intake";
import { getMatter } from "#matter/matter";
import { withdraw } from "#matter/work";
import { writeRecord } from "#register/register";
import type { Refusal } from "#values/errors";
import { act, allowance, draftCase, foodLicence, restaurant } from "../../../test/application.ts";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import { foldedAddress } from "./index.ts";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const [self] = allowance.cases;
const forMother = allowance.cases.find(({ person }) => person === "yu-hong")!;
const operator = () => city.person("chen-xiaoman", "xiaoman-catering");

async function restaurantAt(address: string): Promise<string> {
  return draftCase(await operator(), foodLicence, { ...restaurant, form: { ...restaurant.form, premises_address: address } });
}
const send = async (matterId: string) => submit(await operator(), matterId);
const refusal = (promise: Promise<unknown>): Promise<Refusal> =>
  promise.then(
    () => Promise.reject(new Error("it was taken")),
    (error: Refusal) => error,
  );

async function granted(matterId: string): Promise<void> {
  await act(city, "linjing", matterId, "acceptance", { outcome: "accept" });
  await act(city, "zhouwen", matterId, "review", { outcome: "pass" });
  const points = Object.fromEntries(
    (foodLicence.checklists.find(({ id }) => id === "kitchen") ?? foodLicence.checklists[0]!).points.map(({ id }) => [id, "yes" as const]),
  );
  await act(city, "tanglei", matterId, "inspection", { outcome: "pass", companion: "方敏", points });
  await act(city, "gaojian", matterId, "decision", { outcome: "grant" });
}

describe("an allowance is for one elder, whoever asks", () => {
  test("she draws it: asked again she is told since when and where to look, at the beginning and in her answers", async () => {
    const ctx = await city.person("lin-xiuying");
    const early = await draftCase(ctx, allowance, self!);
    const first = await draftCase(ctx, allowance, self!);
    await submit(ctx, first);
    const beginning = await refusal(startDraft(ctx, { itemId: "old-age-allowance", situation: { who: "self", account: "bank-card" } }));
    expect(beginning).toMatchObject({ status: 409, code: "ALREADY_HELD", see: `/my/matters/${first}` });
    expect(beginning.message).toContain("您已经在领「高龄津贴」，自 2026年");
    expect((await gapsOf(ctx, early))["once"]).toContain("您已经在领");
    expect(await refusal(submit(ctx, early))).toMatchObject({ status: 409, code: "ALREADY_HELD" });
    expect((await getMatter(ctx, early)).matter.state).toBe("draft");
  });

  test("her daughter is told that it is so, and nothing more", async () => {
    const ctx = await city.person("yu-hong");
    const said = await refusal(submit(ctx, await draftCase(ctx, allowance, forMother)));
    expect(said).toMatchObject({ status: 409, code: "ALREADY_HELD", see: undefined });
    expect(said.message).not.toMatch(/自 20|林秀英|编号/);
  });

  test("whoever stands in the list that was taken over draws it too, though nothing was applied for here", async () => {
    const elder = { name: "周大青", from: "2021-08", monthly: 20000 };
    const ctx = await city.person("zhou-daqing");
    const number = (await getPerson(ctx, ctx.actor.id)).idNumber;
    await writeRecord(city.ctx(), "old-age-allowance", { ...elder, id_number: number }, { source: "import" });
    const said = await refusal(startDraft(ctx, { itemId: "old-age-allowance", situation: { who: "self", account: "social-card" } }));
    expect(said.message).toContain("自 2021年8月起");
    await writeRecord(city.ctx(), "old-age-allowance", { id_number: number, status: "ended" }, { source: "import" });
    expect(await startDraft(ctx, { itemId: "old-age-allowance", situation: { who: "self", account: "social-card" } })).toBeTruthy();
  });
});

describe("a licence is for one firm at one place", () => {
  test("of two that are sent at the same moment one is taken, the other told; nothing breaks", async () => {
    const drafts = await Promise.all([1, 2, 3].map(() => restaurantAt("云州市青溪区青瓷街道窑前路301号")));
    const results = await Promise.allSettled(drafts.map(send));
    const failed = results.flatMap((result) => (result.status === "rejected" ? [result.reason as Refusal] : []));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(failed.map(({ status, code }) => `${status} ${code}`)).toEqual(["409 ALREADY_ASKED", "409 ALREADY_ASKED"]);
  });

  test.each(["窑前路302号", "云州市 青溪区青瓷街道窑前路３０２号", "云州市窑前路302号。"])("%s is the same place, written otherwise", async (address) => {
    const before = await restaurantAt("云州市青溪区青瓷街道窑前路302号");
    const taken = await send(before).then(
      (matter) => matter,
      () => undefined,
    );
    const said = await refusal(send(await restaurantAt(address)));
    expect(said.code).toBe("ALREADY_ASKED");
    if (taken) expect(said).toMatchObject({ see: `/my/matters/${before}`, message: expect.stringContaining(taken.number!) });
  });

  test("another place is another licence; withdrawn, the place is free again", async () => {
    const first = await restaurantAt("窑前路303号");
    await send(first);
    await send(await restaurantAt("窑前路304号"));
    await withdraw(await operator(), first, "");
    await send(await restaurantAt("窑前路303号"));
  });

  test("held until it is cancelled; before its end it is renewed beside itself, once", async () => {
    const first = await restaurantAt("窑前路305号");
    await send(first);
    await granted(first);
    const said = await refusal(send(await restaurantAt("窑前路305号")));
    expect(said).toMatchObject({ code: "ALREADY_HELD", see: `/my/matters/${first}` });
    const licence = (await listLicencesOf(city.ctx(), "91990100MA0000001G")).find(({ matterId }) => matterId === first)!;

    at(city, `${Number(licence.validUntil!.slice(0, 4))}-${licence.validUntil!.slice(5, 7)}-01T10:00:00+08:00`);
    const renewal = await restaurantAt("窑前路305号");
    await send(renewal);
    expect((await refusal(send(await restaurantAt("窑前路305号")))).code).toBe("ALREADY_ASKED");
    await withdraw(await operator(), renewal, "");

    await cancelLicence(await city.staff("gaojian"), licence.licenceId, "cancelled", { reason: "歇业", basis: "食品经营许可和备案管理办法 第四十条" });
    await city.drain();
    await send(await restaurantAt("窑前路305号"));
  });

  test("a supplement that moves the place lets the old one go, and is refused where the new one is taken", async () => {
    const other = await restaurantAt("窑前路306号");
    await send(other);
    const moving = await restaurantAt("窑前路307号");
    await send(moving);
    await act(city, "linjing", moving, "acceptance", { outcome: "supplement", problems: [{ about: "地址", problem: "请核对门牌号" }] });
    await saveDraft(await operator(), moving, { form: { premises_address: "窑前路306号" } });
    expect((await refusal(answerSupplement(await operator(), moving))).code).toBe("ALREADY_ASKED");
    await saveDraft(await operator(), moving, { form: { premises_address: "窑前路308号" } });
    await answerSupplement(await operator(), moving);
    await send(await restaurantAt("窑前路307号"));
    expect((await refusal(send(await restaurantAt("窑前路308号")))).code).toBe("ALREADY_ASKED");
  });

  test("at the act as well: a matter from before there were claims is not granted beside one that holds the place", async () => {
    const old = await restaurantAt("窑前路309号");
    await send(old);
    await city.database.owner.query("delete from claim.claims where matter_id = $1", [old]);
    const first = await restaurantAt("窑前路309号");
    await send(first);
    await granted(first);
    const said = await refusal(granted(old));
    expect(said).toMatchObject({ status: 409, code: "ALREADY_HELD" });
    expect((await getMatter(city.ctx(), old)).open.map(({ kind }) => kind)).toEqual(["decision"]);
  });
});

test("an address may begin with its city, district and street or not", () => {
  const areas = ["云州市", "青溪区", "青瓷街道"];
  expect(foldedAddress("云州市青溪区青瓷街道窑前路88－1号", areas)).toBe(foldedAddress("窑前路 88-1 号", areas));
  expect(foldedAddress("窑前路88号", areas)).not.toBe(foldedAddress("窑前路89号", areas));
  expect(foldedAddress("青瓷街道", areas)).toBe("");
});
