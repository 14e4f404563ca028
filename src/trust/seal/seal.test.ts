import { readSeal } from "#trust/signature";
import { inflateSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getCertificate, judgeCertificate } from "#trust/certificate";
import { recordAbsence } from "#people/duty";
import { dayOf } from "#kernel/clock";
import { sm3 } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import { activateSeal, expireSeals, freezeSeal, revokeSeal, thawSeal } from "./standing.ts";
import { applyForSeal, approveSeal, refuseSeal } from "./application.ts";
import { drawSealPicture } from "./picture.ts";
import { findActiveSeal, findUse, getSeal, listSeals, listUses } from "./queries.ts";
import { makeSeal } from "./making.ts";
import { signWithSeal, type SealWish } from "./use.ts";
import { activeSeal, keepers, MARKET } from "./seal.fixture.ts";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const WISH: SealWish = {
  dataHash: sm3("准予行政许可决定书"),
  propertyInfo: "/Doc_0/Signs/Sign_0/Signature.xml",
  purpose: "decision",
  document: "准予行政许可决定书 云市监许〔2026〕1号",
};

describe("a seal's life", () => {
  test("goes from application to use, each step a row with who and why", async () => {
    const id = await activeSeal(city);
    const seal = await getSeal(city.ctx(), id);
    expect(seal).toMatchObject({ state: "active", name: "云州市市场监督管理局", code: expect.stringMatching(/^990100\d{7}$/) });
    expect(seal.steps.map(({ kind, actorName, reason }) => [kind, actorName, reason])).toEqual([
      ["applied", "尹荷", "电子文书用印"],
      ["approved", "庄严", "同意"],
      ["made", "庄严", "按批准的申请制作"],
      ["activated", "尹荷", "启用"],
    ]);
    expect((await listSeals(city.ctx(), [MARKET])).map(({ sealId }) => sealId)).toContain(id);
    expect((await findActiveSeal(city.ctx(), MARKET, "unit", "licence"))?.state).toBe("active");
    expect(await findActiveSeal(city.ctx(), MARKET, "finance", "finance")).toBeUndefined();
  });

  test("is approved by another than who applied, and not twice", async () => {
    const { yinhe, zhuangyan } = await keepers(city);
    const id = await applyForSeal(yinhe, { kind: "contract", unit: MARKET, purposes: ["contract"], reason: "签订采购合同" });
    await expect(approveSeal(yinhe, id, "同意")).rejects.toMatchObject({ status: 403 });
    await expect(makeSeal(zhuangyan, id)).rejects.toMatchObject({ code: "SEAL_STATE" });
    await expect(approveSeal(zhuangyan, id, " ")).rejects.toMatchObject({ status: 422 });
    await approveSeal(zhuangyan, id, "同意");
    await expect(approveSeal(zhuangyan, id, "同意")).rejects.toMatchObject({ code: "SEAL_STATE" });
    await expect(refuseSeal(zhuangyan, id, "不同意")).rejects.toMatchObject({ code: "SEAL_STATE" });
  });

  test("is not approved by a deputy of who applied, nor by whom a deputy applied for, nor by its holder", async () => {
    const { yinhe, zhuangyan } = await keepers(city);
    const colleague = (ctx: Ctx) => ({ id: ctx.actor.id, name: ctx.actor.name });
    const day = dayOf(city.now);
    const zhouwen = await city.staff("zhouwen");
    const wish = { kind: "contract", unit: MARKET, purposes: ["contract"], reason: "签订采购合同" } as const;
    const own = await applyForSeal(yinhe, { ...wish, purposes: [...wish.purposes] });
    await recordAbsence(yinhe, { staff: colleague(yinhe), deputy: colleague(zhouwen), fromDay: day, untilDay: day, reason: "培训" });
    const deputy = await city.staff("zhouwen");
    expect(deputy.actor.duties!.some(({ insteadOf }) => insteadOf?.id === yinhe.actor.id)).toBe(true);
    await expect(approveSeal(deputy, own, "同意")).rejects.toMatchObject({ status: 403 });
    const instead = await applyForSeal(deputy, { ...wish, purposes: [...wish.purposes] });
    await expect(approveSeal(yinhe, instead, "同意")).rejects.toMatchObject({ status: 403 });
    for (const id of [own, instead]) await approveSeal(zhuangyan, id, "同意");
    expect(zhouwen.actor.duties!.some(({ insteadOf }) => insteadOf)).toBe(false);
    const personal = await applyForSeal(zhuangyan, {
      kind: "personal",
      unit: MARKET,
      name: "尹荷",
      holderId: yinhe.actor.id,
      purposes: ["document"],
      reason: "签发",
    });
    await expect(approveSeal(yinhe, personal, "同意")).rejects.toMatchObject({ status: 403 });
  });

  test("frozen it seals nothing and its certificate is on hold; thawed it seals again; revoked never more", async () => {
    const id = await activeSeal(city);
    const { yinhe } = await keepers(city);
    const { making } = await getSeal(yinhe, id);
    const { certificate } = await getCertificate(yinhe, making!.certificateId);
    const standing = async () => (await judgeCertificate(yinhe, certificate.der, { at: city.now })).findings.find(({ rule }) => rule === "revocation")!.holds;
    await freezeSeal(yinhe, id, "保管人外出");
    await expect(signWithSeal(yinhe, id, WISH)).rejects.toMatchObject({ code: "SEAL_STATE" });
    expect(await standing()).toBe(false);
    await thawSeal(yinhe, id, "保管人返回");
    await signWithSeal(yinhe, id, WISH);
    expect(await standing()).toBe(true);
    await revokeSeal(yinhe, id, "机构更名");
    await expect(signWithSeal(yinhe, id, WISH)).rejects.toMatchObject({ code: "SEAL_STATE" });
    await expect(activateSeal(yinhe, id)).rejects.toMatchObject({ code: "SEAL_STATE" });
    expect((await getSeal(yinhe, id)).state).toBe("revoked");
  });

  test("ends with its time, to the second, and the end is recorded once", async () => {
    const id = await activeSeal(city);
    const { yinhe } = await keepers(city);
    const { validUntil } = (await getSeal(yinhe, id)).making!;
    at(city, new Date(validUntil.getTime() + 1000).toISOString());
    const late = await keepers(city);
    expect((await getSeal(late.yinhe, id)).state).toBe("expired");
    await expect(signWithSeal(city.ctx(), id, WISH)).rejects.toMatchObject({ code: "SEAL_STATE" });
    expect(await expireSeals(city.ctx())).toBeGreaterThan(0);
    expect((await getSeal(city.ctx(), id)).steps.at(-1)).toMatchObject({ kind: "expired" });
    expect(await expireSeals(city.ctx())).toBe(0);
  });

  test("an application says what is missing", async () => {
    const { yinhe, zhuangyan } = await keepers(city);
    await expect(applyForSeal(yinhe, { kind: "personal", unit: MARKET, purposes: [], reason: "", name: "A" })).rejects.toMatchObject({
      status: 422,
      fields: { name: expect.any(String), holder: expect.any(String), purposes: expect.any(String), reason: expect.any(String) },
    });
    const health = { kind: "unit", unit: "11990100MB00000031", purposes: ["decision"], reason: "用印" } as const;
    await expect(applyForSeal(yinhe, { ...health, purposes: ["decision"] })).rejects.toMatchObject({ status: 403 });
    await applyForSeal(zhuangyan, { ...health, purposes: ["decision"] });
  });
});

describe("using a seal", () => {
  test("is a duty: keepers of the unit may, others may not, and each use is in the log", async () => {
    const id = await activeSeal(city);
    const { yinhe } = await keepers(city);
    const matterId = "01890000-0000-7000-8000-00000000000a";
    const signed = await signWithSeal(yinhe, id, { ...WISH, matterId });
    for (const name of ["gaojian", "linjing", "admin"]) await expect(signWithSeal(await city.staff(name), id, WISH)).rejects.toMatchObject({ status: 403 });
    await expect(signWithSeal(await city.person("lin-xiuying"), id, WISH)).rejects.toMatchObject({ status: 403 });
    const uses = await listUses(yinhe, id);
    expect(uses).toMatchObject([{ actorName: "尹荷", matterId, document: WISH.document, dataHash: WISH.dataHash, usedAt: city.now, purpose: "decision" }]);
    expect(await findUse(yinhe, sm3(signed))).toMatchObject({ useId: uses[0]!.useId });
  });

  test("for what it was not made for is refused, and so is what is no hash", async () => {
    const id = await activeSeal(city);
    const { yinhe } = await keepers(city);
    await expect(signWithSeal(yinhe, id, { ...WISH, purpose: "contract" })).rejects.toMatchObject({ code: "PURPOSE" });
    await expect(signWithSeal(yinhe, id, { ...WISH, dataHash: Buffer.alloc(31) })).rejects.toMatchObject({ code: "HASH" });
    await expect(signWithSeal(yinhe, id, { ...WISH, document: " " })).rejects.toMatchObject({ code: "DOCUMENT" });
    await expect(signWithSeal(yinhe, id, { ...WISH, propertyInfo: "/文档/Signature.xml" })).rejects.toMatchObject({ code: "DER" });
    expect(await listUses(yinhe, id)).toEqual([]);
  });

  test("of a person is for that person alone", async () => {
    const gaojian = await city.staff("gaojian");
    const id = await activeSeal(city, { kind: "personal", name: "高健", holderId: gaojian.actor.id });
    await signWithSeal(gaojian, id, WISH);
    await expect(signWithSeal((await keepers(city)).yinhe, id, WISH)).rejects.toMatchObject({ status: 403 });
    await expect(signWithSeal((await keepers(city)).zhuangyan, id, WISH)).rejects.toMatchObject({ status: 403 });
    await expect(signWithSeal(city.ctx(), id, WISH)).rejects.toMatchObject({ status: 403 });
  });
});

describe("the picture", () => {
  const pixelsOf = (png: Buffer): { side: number; ink: number } => {
    let data = Buffer.alloc(0);
    for (let place = 8; place < png.length; place += 12 + png.readUInt32BE(place))
      if (png.toString("latin1", place + 4, place + 8) === "IDAT") data = inflateSync(png.subarray(place + 8, place + 8 + png.readUInt32BE(place)));
    return { side: png.readUInt32BE(16), ink: data.reduce((sum, byte) => sum + (byte >> 4) + (byte & 15), 0) };
  };

  test("is drawn in red as SVG and PNG from the same outlines, the same each time", () => {
    const seal = { kind: "unit", name: "云州市民政局", note: "行政许可专用章", code: "9901000000007" } as const;
    const { svg, png, size } = drawSealPicture(seal);
    expect(size).toBe(42);
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 42 42"><title>云州市民政局行政许可专用章<\/title><path fill="rgb\(198,30,30\)" d="M[-\dMLQZ. ]+"\/><\/svg>$/);
    expect(svg).not.toContain("<text");
    const { side, ink } = pixelsOf(png);
    expect(side).toBe(420);
    // Rim, star and characters cover between a tenth and a third of it.
    expect(ink / (15 * side * side)).toBeGreaterThan(0.1);
    expect(ink / (15 * side * side)).toBeLessThan(0.33);
    expect(drawSealPicture(seal)).toEqual({ svg, png, size });
    expect(png.length).toBeLessThan(16_000);
  });

  test("is square for a person, and a character that the font lacks is refused instead of left out", () => {
    expect(drawSealPicture({ kind: "personal", name: "高健", note: "", code: "9901000000007" }).size).toBe(18);
    expect(() => drawSealPicture({ kind: "personal", name: "王\u{323AF}", note: "", code: "9901000000007" })).toThrow("字库里没有");
  });

  test("lies in the seal that is made", async () => {
    const seal = await getSeal(city.ctx(), await activeSeal(city, { kind: "finance", purposes: ["finance"] }));
    const data = readSeal(seal.making!.data);
    expect(data).toMatchObject({ format: 4, esId: `${seal.code}01`, name: "云州市市场监督管理局财务专用章", type: 1, vendor: "yiwang" });
    expect(data.picture).toMatchObject({ type: "png", width: 42, height: 42 });
    expect(data.picture.data.equals(seal.making!.png)).toBe(true);
  });
});
