import type { FastifyInstance } from "fastify";
import { writeXlsx } from "hucre";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openList, readTable } from "#register/list";
import { getRegister, recordsAbout, templateColumns } from "#register/register";
import { idNumberCheck, usccCheck } from "#values/codes";
import { serve, signedIn } from "../../../../test/console-browser.ts";
import { testCity, type TestCity } from "../../../../test/city.ts";

let city: TestCity;
let app: FastifyInstance;
beforeAll(async () => {
  city = await testCity();
  app = await serve(city);
});
afterAll(async () => {
  await app.close();
  await city.close();
});

const number = (serial: number): string => {
  const body = `99010119550505${serial}`;
  return body + idNumberCheck(body);
};
const intakeIn = (html: string): string => /name="intake" value="([^"]+)"/.exec(html)![1]!;

describe("the page that brings a list into a register", () => {
  test("shows the first rows masked and what would change, and imports when that is confirmed, without a script", async () => {
    const at = "/console/registers/population/import";
    const admin = await signedIn(city, app, "admin");
    await admin.get(at);
    const rows = [
      ["姓名", "身份证号", "性别"],
      ["张三丰", number(120), "女"],
      ["李四", number(140), "女"],
    ];
    const looked = await admin.upload(at, { name: "名单.xlsx", content: Buffer.from(await writeXlsx({ sheets: [{ name: "人员", rows }] })) });
    expect(looked.status).toBe(200);
    expect(looked.html).toContain("还没有导入：新增 2 条，有变化 0 条，没有变化 0 条");
    expect(looked.html).toContain("Excel 文件，读的是工作表“人员”");
    expect(looked.html).toContain("张*丰");
    expect(looked.html).not.toContain(number(120));
    expect(await recordsAbout(city.ctx(), { kind: "person", number: number(120) })).toEqual({});
    const intake = intakeIn(looked.html);
    expect((await admin.post(at, { intake, _step: "confirm" })).html).toContain("已导入 2 条");
    expect(await recordsAbout(city.ctx(), { kind: "person", number: number(120) })).toMatchObject({ population: { name: "张三丰", sex: "2" } });
    const again = await admin.post(at, { intake, _step: "confirm" });
    expect([again.status, again.html.includes("这份表格已经导入过")]).toEqual([409, true]);
  });

  test("asks whoever brings text without a mark to look at it, and tells faults by line and column", async () => {
    const at = "/console/registers/population/import";
    const admin = await signedIn(city, app, "admin");
    await admin.get(at);
    const gb = Buffer.concat([Buffer.from("id_number,name\n"), Buffer.from(`${number(160)},`), Buffer.from("cdf5c0da", "hex"), Buffer.from("\n")]);
    expect((await admin.upload(at, { name: "a.csv", content: gb })).html).toContain("平台按 GB 18030 读");
    const wrong = await admin.upload(at, { name: "b.csv", content: Buffer.from(`id_number,name\n9.90101E+17,甲\n`) });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain("科学计数法");
    expect(wrong.html).toMatch(/<td[^>]*>A<\/td>/);
    const old = await admin.upload(at, { name: "c.xls", content: Buffer.from("d0cf11e0a1b11ae10000", "hex") });
    expect([old.status, old.html.includes("旧版的 Excel 文件")]).toEqual([422, true]);
  });

  test("takes a code whose check is wrong when somebody says that the registrar gave it out so", async () => {
    const at = "/console/registers/organisation/import";
    const admin = await signedIn(city, app, "admin");
    await admin.get(at);
    const right = `91990100MA0099XYA`;
    const code = right + (usccCheck(right) === "1" ? "2" : "1");
    const first = await admin.post(at, { text: `uscc\tname\n${code}\t老企业` });
    expect(first.status).toBe(422);
    expect(first.html).toContain("按原样导入");
    const second = await admin.post(at, { intake: intakeIn(first.html), as_given: "yes", _step: "preview" });
    expect(second.html).toContain("还没有导入：新增 1 条");
    expect((await admin.post(at, { intake: intakeIn(second.html), as_given: "yes", _step: "confirm" })).html).toContain("已导入 1 条");
  });

  test("gives templates that its own reader takes", async () => {
    const admin = await signedIn(city, app, "admin");
    const definition = await getRegister(city.ctx(), "population");
    for (const format of ["", "?format=csv"]) {
      const reply = await app.inject({
        url: `/console/registers/population/template${format}`,
        headers: { cookie: [...admin.cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
      });
      expect(reply.statusCode).toBe(200);
      const table = await readTable(await openList(reply.rawPayload), templateColumns(definition), "库里");
      expect(table.columns.map(({ name }) => name)).toEqual(definition.fields.map(({ name }) => name));
      expect(table.faults).toEqual([]);
    }
  });
});

describe("the page that brings in a list of items", () => {
  test("shows every guess and every stranger before anything is imported", async () => {
    const at = "/console/catalogue/import";
    const admin = await signedIn(city, app, "admin");
    await admin.get(at);
    const list =
      "部门名称,主项名称,事项名称,区划代码,事项编码,事项类型,部门统一社会信用代码\n教育局,教师资格,教师资格认定,990100000000,T-1,行政确认,11990100MB00000099\n";
    const looked = await admin.upload(at, { name: "事项.csv", content: Buffer.from(list) });
    expect(looked.html).toContain("还没有导入：读到 1 个事项");
    expect(looked.html).toContain("本市机构里没有这些部门");
    expect(looked.html).toContain("教师资格认定");
    expect(looked.html).toContain("平台按名称判断如下");
    expect(await city.ctx().db.query("select 1 from catalogue.items where item_id = 'T-1'", [])).toEqual([]);
    expect((await admin.post(at, { intake: intakeIn(looked.html) })).html).toContain("已导入 1 条");
    expect(await city.ctx().db.query("select 1 from catalogue.items where item_id = 'T-1'", [])).toHaveLength(1);
  });
});
