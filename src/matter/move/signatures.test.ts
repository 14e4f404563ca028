import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getMatter } from "#matter/matter";
import { addSigners, delegate, dropSigner, pendingSigns } from "#matter/move";
import { accepted, act, waiting } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

async function colleague(username: string): Promise<{ id: string; name: string }> {
  const { actor } = await city.staff(username);
  return { id: actor.id, name: actor.name };
}

describe("加签", () => {
  test("colleagues sign before, beside and after; a signature not given can be dropped; the step ends when all are through", async () => {
    const matterId = await accepted(city);
    const review = await waiting(city, matterId, "review");
    const zhouwen = await city.staff("zhouwen");
    await addSigners(zhouwen, matterId, review.taskId, { when: "before", to: [await colleague("tanglei")], reason: "请先看" });
    await addSigners(zhouwen, matterId, review.taskId, { when: "after", to: [await colleague("gaojian")], reason: "请后签" });
    const { matter } = await getMatter(city.ctx(), matterId);
    const [first, last] = pendingSigns(matter);
    expect([first, last]).toMatchObject([
      { when: "before", who: "唐磊", asleep: false },
      { when: "after", who: "高健", asleep: true },
    ]);
    await expect(dropSigner(await city.staff("linjing"), matterId, first!.sign, "不用了")).rejects.toThrow("职责范围");
    await dropSigner(zhouwen, matterId, first!.sign, "已当面说过");
    await act(city, "zhouwen", matterId, "review", { outcome: "pass" });
    expect(await waiting(city, matterId, "countersign")).toMatchObject({ assigneeName: "高健", signWhen: "after" });
    await act(city, "gaojian", matterId, "countersign", { outcome: "agree", opinion: "同意" });
    expect((await getMatter(city.ctx(), matterId)).open.some((task) => task.kind === "countersign" || task.kind === "review")).toBe(false);
  });

  test("nobody is asked twice for one task, by 加签 or by 委派", async () => {
    const matterId = await accepted(city);
    const review = await waiting(city, matterId, "review");
    const zhouwen = await city.staff("zhouwen");
    const [tanglei, gaojian] = [await colleague("tanglei"), await colleague("gaojian")];
    await expect(addSigners(zhouwen, matterId, review.taskId, { when: "after", to: [gaojian, gaojian], reason: "看" })).rejects.toMatchObject({
      code: "SIGN_ASKED",
    });
    await delegate(zhouwen, matterId, review.taskId, { to: tanglei, reason: "请核对" });
    await expect(delegate(zhouwen, matterId, review.taskId, { to: tanglei, reason: "请核对" })).rejects.toMatchObject({ code: "DELEGATED" });
    await expect(delegate(zhouwen, matterId, review.taskId, { to: gaojian, reason: "请核对" })).rejects.toMatchObject({ code: "DELEGATED" });
    await expect(addSigners(zhouwen, matterId, review.taskId, { when: "after", to: [tanglei], reason: "看" })).rejects.toMatchObject({ code: "SIGN_ASKED" });
    await act(city, "tanglei", matterId, "countersign", { outcome: "agree", opinion: "无误" });
    await delegate(zhouwen, matterId, review.taskId, { to: tanglei, reason: "再核对一次" });
  });

  test("nobody is asked to sign who has no work in the city, and nobody asks themselves", async () => {
    const matterId = await accepted(city);
    const review = await waiting(city, matterId, "review");
    const zhouwen = await city.staff("zhouwen");
    await expect(addSigners(zhouwen, matterId, review.taskId, { when: "beside", to: [await colleague("zhouwen")], reason: "看" })).rejects.toThrow("自己");
    await expect(addSigners(zhouwen, matterId, review.taskId, { when: "beside", to: [await colleague("admin")], reason: "看" })).rejects.toThrow("职责");
    await expect(addSigners(zhouwen, matterId, review.taskId, { when: "beside", to: [], reason: "看" })).rejects.toThrow("由谁加签");
  });
});
