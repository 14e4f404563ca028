import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attachFile, gapsOf, saveDraft, submit } from "#matter/intake";
import { SESSION_COOKIE } from "#kernel/http";
import { blueprintOf, getMatter } from "#matter/matter";
import { viewAsStaff, viewOwn } from "#matter/view";
import { samplePdf } from "../src/seed/walk.ts";
import { openDoors, type Credentials, type Doors } from "./callers.ts";
import { testCity, type TestCity } from "./city.ts";
import { draftOfEveryField, installEveryField } from "./every-field.ts";
import { ODD_VALUES } from "./odd-values.ts";

// Every type of field by the API: what a program sends, right and wrong.

let city: TestCity;
let doors: Doors;
let she: Credentials;
beforeAll(async () => {
  city = await testCity();
  await installEveryField(city);
  doors = await openDoors(city);
  she = await doors.credentials({ person: "chen-xiaoman" });
}, 120_000);
afterAll(async () => {
  await doors.app.close();
  await city.close();
});

const put = (matterId: string, form: Record<string, unknown>) =>
  doors.app.inject({
    method: "PUT",
    url: `/api/v1/matters/${matterId}`,
    headers: { authorization: `Bearer ${she.bearer}`, "content-type": "application/json" },
    payload: JSON.stringify({ form }),
  });
const own = () => city.person("chen-xiaoman");
const gaps = async (matterId: string) => gapsOf(await own(), matterId);

describe("a program", () => {
  test("may send an answer as people write it, or as it is kept", async () => {
    const matterId = await draftOfEveryField(city);
    const written = {
      cost: "1.2万元",
      seen_at: "2026年11月20日9点30分",
      district: "青溪区青瓷街道",
      level: "普通",
      topics: "照明、道路",
      letter: "# 复函\n路灯已经修好。",
      spot: "窑前路18号",
      tasks: [{ unit: "市市场监督管理局", what: "查" }],
    };
    expect((await put(matterId, written)).statusCode).toBe(200);
    const kept = (await viewOwn(await own(), matterId)).answers;
    expect(kept).toMatchObject({
      cost: 1_200_000,
      seen_at: "2026-11-20T01:30:00.000Z",
      district: "990101001000",
      level: "1",
      topics: ["light", "road"],
      spot: { address: "窑前路18号" },
    });
    expect(kept["letter"]).toHaveLength(2);
    expect(Object.keys(await gaps(matterId)).filter((name) => name in written && name !== "tasks")).toEqual([]);
    expect((await put(matterId, kept)).statusCode).toBe(200);
    expect((await viewOwn(await own(), matterId)).answers).toEqual(kept);
  });

  test("is told of each wrong answer in its field, in plain Chinese", async () => {
    const matterId = await draftOfEveryField(city);
    const wrong = {
      spot: { area: "990101001000" },
      district: "火星街道",
      seen_at: "昨天",
      cost: "三万",
      lamps: 0,
      depth: "很深",
      caller: { kind: "person", name: "陈小满" },
      body: "火星局",
      helpers: ["x"],
      handler: "01890000-0000-7000-8000-000000000000",
      shop: "91990100MA000000",
      code: "9199",
      way: "fax",
      level: "9",
      earlier: "99010000000000",
      licence: "没有的证",
      source: "martians",
      tasks: [{ what: "查" }],
      site: { points: { exit: { result: "met" } }, failed: 0, failed_key: 0 },
      gaps: [{ on: "nothing", say: "重交" }],
      signed: { name: "" },
      photos: ["01890000-0000-7000-8000-000000000000"],
    };
    const answer = await put(matterId, wrong);
    expect(answer.statusCode, answer.body).toBe(200);
    const found = await gaps(matterId);
    expect(Object.fromEntries(Object.keys(wrong).map((name) => [name, found[name]]))).toEqual({
      spot: "请写清楚地点的地址，或者填经纬度",
      district: expect.stringContaining("区划“火星街道”不"),
      seen_at: "什么时候“昨天”不是日期和时间，例如 2026-11-21 09:30",
      cost: "损失“三万”不是金额，例如 1234.50",
      lamps: "几盏灯不能小于 1",
      depth: "水深（米）请填数字",
      caller: "请填写来电人的电话",
      body: "责任单位“火星局”不在机构名单里，请从给出的选项里选",
      helpers: "协办单位“x”不在机构名单里，请从给出的选项里选",
      handler: expect.stringContaining("不在工作人员名单里"),
      shop: "哪家店“91990100MA000000”在库里没有，请核对主键",
      code: "信用代码不对，请核对，应是 18 位统一社会信用代码",
      way: "请从给出的选项里选择怎么答复",
      level: "级别“9”不在代码表里，可以填：一般、重大",
      earlier: "原来的办件“99010000000000”没有这个编号，请核对",
      licence: "相关证照“没有的证”没有这个证照编号，请核对",
      source: "哪个库“martians”不在库目录里，请从给出的选项里选",
      tasks: "任务第 1 行：请选择单位",
      site: "现场核查还有 1 项没有核对：有防蝇设施",
      gaps: "补正意见第 1 条：没有“nothing”这一项，请从给出的选项里选",
      signed: "签名：请写上签名人的姓名",
      photos: "现场照片里有一个文件没有收到，请重新上传",
    });
  });

  test("that sends odd values to every field gets a sentence or is taken, and the page still shows them", { timeout: 120_000 }, async () => {
    const matterId = await draftOfEveryField(city);
    const { form } = await blueprintOf(city.ctx(), (await getMatter(city.ctx(), matterId)).matter);
    const odd = [...ODD_VALUES, [{}], [[]], { points: {} }, { kind: "person", name: 1 }, { point: ["a", "b"] }, { toString: 1 }, [{ unit: { toString: 1 } }]];
    for (const [at, value] of odd.entries()) {
      const names = [...form.fields.keys()];
      const answers = Object.fromEntries(names.map((name, i) => [name, odd[(at + i) % odd.length]]));
      for (const sent of [answers, Object.fromEntries(names.map((name) => [name, value]))]) {
        const { statusCode, body } = await put(matterId, sent);
        expect([200, 400, 422], `${JSON.stringify(sent).slice(0, 200)} ${body}`).toContain(statusCode);
        if (statusCode !== 200) expect(body).toMatch(/[\u4e00-\u9fff]/);
      }
      // One by one as well, so that what is taken does not hide behind what is not.
      for (const name of names.filter((_name, i) => (at + i) % 4 === 0))
        expect((await put(matterId, { [name]: value })).statusCode, `${name} ${JSON.stringify(value)?.slice(0, 80)}`).toBeLessThan(500);
      for (const sentence of Object.values(await gaps(matterId))) expect(sentence).toMatch(/[\u4e00-\u9fff]/);
    }
    for (const id of ["where", "who", "what", "work", "proof"]) {
      const { statusCode } = await doors.app.inject({ url: `/my/matters/${matterId}/apply/form/${id}`, cookies: { [SESSION_COOKIE]: she.session! } });
      expect(statusCode, id).toBe(200);
    }
  });
});

describe("files of a field", () => {
  test("lie with the matter: read by whoever may see it, gone with the draft's own, refused of another's", async () => {
    const ctx = await own();
    const [one, other] = [await draftOfEveryField(city), await draftOfEveryField(city)];
    const entry = await attachFile(ctx, one, "field.files", { name: "说明.pdf", content: samplePdf("说明") });
    await expect(attachFile(ctx, one, "field.story", { name: "说明.pdf", content: samplePdf("说明二") })).rejects.toMatchObject({ code: "UNKNOWN_MATERIAL" });
    await saveDraft(ctx, one, { form: { files: [entry.entryId], applicant_name: "陈小满", phone: "19900000003", request: "修路灯" } });
    await saveDraft(ctx, other, { form: { files: [entry.entryId] } });
    expect((await gaps(other))["files"]).toBe("其他文件里有一个文件没有收到，请重新上传");
    expect((await gaps(one))["files"]).toBeUndefined();
    await saveDraft(ctx, one, { form: { photos: [(await attachFile(ctx, one, "field.photos", { name: "a.pdf", content: samplePdf("照片") })).entryId] } });
    expect((await gaps(one))["photos"]).toBe("现场照片里的“a.pdf”不是照片，请换成 JPG 或 PNG");
    await saveDraft(ctx, one, { form: { photos: null } });
    await submit(ctx, one);
    const { answers } = await viewAsStaff(await city.staff("linjing"), one);
    expect(answers["files"]).toEqual([entry.entryId]);
  });
});
