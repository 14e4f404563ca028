import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newPart, writePackage } from "#drawing/package";
import { idNumberCheck, usccCheck } from "#values/codes";
import { testCity, type TestCity } from "../../../test/city.ts";
import { getRegister, importRecords, recordsAbout } from "./index.ts";
import { listRecords } from "#register/reading";

let city: TestCity;
beforeAll(async () => void (city = await testCity()));
afterAll(() => city.close());

const countOf = async (id: string): Promise<number> =>
  (await city.database.owner.query<{ count: number }>(`select count(*) as count from register_data.${id.replace("-", "_")}`)).rows[0]!.count;
let serial = 100;
/** A number of nobody yet. */
const number = (birth = "19500101"): string => {
  const body = `990101${birth}${String((serial += 2)).padStart(3, "0")}`;
  return body + idNumberCheck(body);
};
const code = (body: string): string => body + usccCheck(body)!;
const admin = () => city.staff("admin");
const known = async (id: string) => (await recordsAbout(city.ctx(), { kind: "person", number: id }))["population"];

describe("a list for the population register", () => {
  test("with Chinese headings, days, words and areas as people write them is taken as it is meant", async () => {
    const [one, two] = [number(), number("19440512")];
    const list = `云州市人员名单\n身份证号,姓 名,性别,出生日期,户籍所在区划,联系电话,户籍状态\n'${one.slice(0, 6)} ${one.slice(6)},张三,女,1950年1月1日,青瓷街道,199 0000-1234,正常\n${two},李四,2,1944/5/12,南湖区荷塘街道,（0599）1234567,deceased\n`;
    const report = await importRecords(await admin(), "population", Buffer.from(list), { fileName: "名单.csv" });
    expect(report).toMatchObject({ accepted: 2, added: 2, changed: 0, unchanged: 0, errors: [], notes: ["第 1 行在表头上面，没有导入：“云州市人员名单”"] });
    expect(await known(one)).toEqual({
      id_number: one,
      name: "张三",
      sex: "2",
      birth_date: "1950-01-01",
      household_area: "990101001000",
      phone: "19900001234",
      status: "normal",
    });
    expect(await known(two)).toMatchObject({ household_area: "990102001000", phone: "0599-1234567", status: "deceased" });
    const [kept] = await city.ctx().db.query("select file_name, accepted, added, faults, encoding from register.imports where file_name = $1", ["名单.csv"]);
    expect(kept).toEqual({ file_name: "名单.csv", accepted: 2, added: 2, faults: 0, encoding: "UTF-8" });
  });

  test.each([
    ["a number made scientific", "9.90101E+17", "像是被表格软件变成了科学计数法"],
    ["a number cut to 15 figures", "990101195001011000", "末尾是 000，像是被表格软件截断了"],
    ["a number with a figure wrong", "990101195001010019", "校验位或者出生日期不对"],
    ["a number of 15 figures", "990101500101001", "是 15 位的旧号码"],
    ["a number of somebody not born yet", "990101209901010016", "校验位或者出生日期不对"],
    ["no number", "张三", "有 2 位，应是 18 位"],
  ])("%s is told by line and column, masked, and nothing is taken", async (_what, bad, words) => {
    const good = number();
    const report = await importRecords(await admin(), "population", `姓名\tid_number\n甲\t${good}\n乙\t${bad}\n`);
    expect(report).toMatchObject({ accepted: 0, faults: 1, errors: [{ line: 3, column: "B" }] });
    expect(report.errors[0]!.message).toContain(words);
    if (bad.length === 18) expect(report.errors[0]!.message).not.toContain(bad);
    expect(await known(good)).toBeUndefined();
  });

  test("every fault of every line is told: what the number says otherwise, codes, areas, days, phones, lines twice", async () => {
    const one = number();
    const head = "id_number\tbirth_date\tsex\tresidence_area\tstatus\tphone\tname";
    const { errors } = await importRecords(
      await admin(),
      "population",
      [head, `${one}\t1944-05-05\t男\t火星街道\t健在\t12345\t甲`, `${one}\t1950-02-30\t\t990199000000\t\t\t乙`, `\t\t\t\t\t\t丙`].join("\n"),
    );
    expect(errors.map(({ line, column, message }) => `${line}${column} ${message}`)).toEqual([
      "2B 出生日期与公民身份号码里的不一致",
      "2C 性别与公民身份号码里的不一致",
      "2D 现住地区划“火星街道”不是本市区划的名称，请填名称或者 12 位代码",
      "2E 户籍状态“健在”不在代码表里，可以填：正常、死亡、注销",
      "2F 联系电话“1****5”不是手机号，也不是带区号的座机号",
      "3A 公民身份号码与第 2 行重复",
      "3B 出生日期“1950-02-30”不是日历上有的日期，例如 2026-11-21",
      "3D 现住地区划“990199000000”在本市的区划里没有",
      "4A 公民身份号码不能为空",
    ]);
  });

  test("read by a wrong encoding would have been unreadable: GB 18030 and UTF-16 are read as what they are", async () => {
    const one = number();
    const text = `公民身份号码\t姓名\r\n${one}\t王磊\r\n`;
    const gb = Buffer.concat([Buffer.from("b9abc3f1c9edb7ddbac5c2eb09d0d5c3fb0d0a", "hex"), Buffer.from(`${one}\t`), Buffer.from("cdf5c0da0d0a", "hex")]);
    expect(await importRecords(await admin(), "population", gb)).toMatchObject({ accepted: 1, form: { encoding: "GB 18030", guessed: true } });
    expect((await known(one))?.["name"]).toBe("王磊");
    expect(await importRecords(await admin(), "population", Buffer.from(`\ufeff${text}`, "utf16le"))).toMatchObject({
      accepted: 1,
      unchanged: 1,
      added: 0,
      changed: 0,
    });
  });

  test("a workbook's numbers that lost their figures are refused, its texts and days are taken", async () => {
    const one = number();
    const sheet = (cell: string): Buffer => {
      const kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
      const parts = {
        "_rels/.rels": `<Relationships><Relationship Id="a" Type="${kind}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
        "xl/workbook.xml": `<workbook xmlns:r="${kind}"><sheets><sheet name="人" sheetId="1" r:id="r1"/></sheets></workbook>`,
        "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="${kind}/worksheet" Target="a.xml"/><Relationship Id="r2" Type="${kind}/styles" Target="s.xml"/></Relationships>`,
        "xl/s.xml": '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="31"/></cellXfs></styleSheet>',
        "xl/a.xml": `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>身份证号</t></is></c><c r="B1" t="inlineStr"><is><t>出生日期</t></is></c></row><row r="2">${cell}<c r="B2" s="1"><v>18264</v></c></row></sheetData></worksheet>`,
      };
      return writePackage(new Map(Object.entries(parts).map(([name, xml]) => [name, newPart(name, xml)])));
    };
    const lost = await importRecords(await admin(), "population", sheet(`<c r="A2"><v>${Number(one.slice(0, 17))}0</v></c>`));
    expect(lost).toMatchObject({
      accepted: 0,
      errors: [{ line: 2, column: "A" }],
    });
    expect(lost.errors[0]!.message).toMatch(/^公民身份号码是一个超过 15 位的数字/);
    expect(await importRecords(await admin(), "population", sheet(`<c r="A2" t="inlineStr"><is><t>${one}</t></is></c>`))).toMatchObject({
      accepted: 1,
      added: 1,
    });
    expect((await known(one))?.["birth_date"]).toBe("1950-01-01");
  });

  test("looked at first writes nothing and says what is new, changed and as it was; empty cells leave what is there", async () => {
    const [one, two, three] = [number(), number(), number()];
    await importRecords(await admin(), "population", `id_number,name,phone\n${one},甲,19900000001\n${two},乙,19900000002\n`);
    const next = `id_number,name,phone\n${one},甲,\n${two},乙,19900000009\n${three},丙,\n`;
    const looked = await importRecords(await admin(), "population", next, { preview: true });
    expect(looked).toMatchObject({
      accepted: 3,
      added: 1,
      changed: 1,
      unchanged: 1,
      sample: [{ line: 2, cells: [`${one.slice(0, 6)}********${one.slice(14)}`, "甲*", ""] }, {}, {}],
    });
    expect(await known(three)).toBeUndefined();
    expect(await importRecords(await admin(), "population", next)).toMatchObject({ added: 1, changed: 1, unchanged: 1 });
    expect([await known(one), await known(two)]).toMatchObject([{ phone: "19900000001" }, { phone: "19900000009" }]);
    expect(await importRecords(await admin(), "population", next)).toMatchObject({ added: 0, changed: 0, unchanged: 3 });
  });

  test("what of a list is as it was is not touched, however much it is; what changed is", async () => {
    const numbers = Array.from({ length: 501 }, (_each, n) => {
      const body = `990102${1940 + (n % 50)}0202${100 + Math.floor(n / 50)}`;
      return body + idNumberCheck(body);
    });
    const list = (name: (n: number) => string): string => `id_number,name\n${numbers.map((id, n) => `${id},${name(n)}`).join("\n")}\n`;
    expect(
      await importRecords(
        await admin(),
        "population",
        list(() => "甲"),
      ),
    ).toMatchObject({ added: 501 });
    const { records, more } = await listRecords(city.ctx(), "population");
    expect([records.length, more]).toEqual([40, true]);
    const first = city.now;
    city.now = new Date(first.getTime() + 60_000);
    expect(
      await importRecords(
        await admin(),
        "population",
        list(() => "甲"),
      ),
    ).toMatchObject({ changed: 0, unchanged: 501 });
    expect(
      await importRecords(
        await admin(),
        "population",
        list((n) => (n === 7 ? "乙" : "甲")),
      ),
    ).toMatchObject({ changed: 1, unchanged: 500 });
    const at = async (id: string) => (await listRecords(city.ctx(), "population", { key: id })).records[0]!.updatedAt;
    expect([await at(numbers[6]!), await at(numbers[7]!)]).toEqual([first, city.now]);
    city.now = first;
  });

  test("of very many faults the first thousand are told, and all are counted; a line without a number is like no other", async () => {
    const { errors, faults } = await importRecords(
      await admin(),
      "population",
      `id_number,name\n${Array.from({ length: 1100 }, (_each, n) => `${n},乙`).join("\n")}\n`,
    );
    expect([errors.length, faults > 1000]).toEqual([1000, true]);
    const nameless = await importRecords(await admin(), "population", "id_number,name\n,甲\n,乙\n");
    expect(nameless.errors.map(({ line, message }) => `${line} ${message}`)).toEqual(["2 公民身份号码不能为空", "3 公民身份号码不能为空"]);
  });

  test("whoever is gone by it is put before a person once", async () => {
    const one = number();
    const gone = (): Promise<{ count: number }[]> =>
      city.ctx().db.query("select count(*) as count from register.departures where key_index = $1", [city.ctx().personal.index(one)]);
    await importRecords(await admin(), "population", `id_number,status\n${one},正常\n`);
    for (let i = 0; i < 2; i += 1) await importRecords(await admin(), "population", `id_number,status\n${one},死亡\n`);
    expect(await gone()).toEqual([{ count: 1 }]);
  });

  test("is for who may import, and not for others", async () => {
    await expect(importRecords(await city.staff("linjing"), "population", "id_number\n1\n")).rejects.toMatchObject({ status: 403 });
    await expect(importRecords(await admin(), "nothing", "id_number\n1\n")).rejects.toMatchObject({ status: 404 });
  });
});

describe("a register that is empty", () => {
  const head = "number,holder_name,width,lit,licensed_on\n";
  test("takes a list straight in, and nothing of one in which a line is wrong", async () => {
    const rows = Array.from({ length: 2000 }, (_, i) => `A${i},设置人${i},1.5,是,2026/1/2`).join("\n");
    const before = await countOf("outdoor-sign");
    expect(before).toBe(0);
    expect(await importRecords(await admin(), "outdoor-sign", `${head}${rows}\nB1,甲,宽,否,\n`)).toMatchObject({
      accepted: 0,
      added: 0,
      faults: 1,
      errors: [{ line: 2002 }],
    });
    expect(await countOf("outdoor-sign")).toBe(0);
    expect(await importRecords(await admin(), "outdoor-sign", `${head}${rows}\n`, { preview: true })).toMatchObject({ added: 2000 });
    expect(await countOf("outdoor-sign")).toBe(0);
    expect(await importRecords(await admin(), "outdoor-sign", `${head}${rows}\n`)).toMatchObject({ accepted: 2000, added: 2000 });
    expect(await countOf("outdoor-sign")).toBe(2000);
    expect(await importRecords(await admin(), "outdoor-sign", `${head}${rows}\n`)).toMatchObject({ added: 0, unchanged: 2000 });
    const { records } = await listRecords(city.ctx(), "outdoor-sign", { key: "A77" });
    expect(records[0]).toMatchObject({ source: "import", values: { holder_name: "设置人77", width: 1.5, lit: true, licensed_on: "2026-01-02" } });
  });
});

describe("a list of firms", () => {
  test("takes codes in any writing, papers of any kind for their heads, statuses by their words", async () => {
    const uscc = code("91990100MA00991AB");
    const list = `统一社会信用代码;名称;法定代表人证件号码;登记状态;主体类型\n${uscc.slice(0, 8)} ${uscc.slice(8).toLowerCase()};某公司;护照 E12345678;在业;公司\n`;
    expect(await importRecords(await admin(), "organisation", list)).toMatchObject({ accepted: 1, errors: [] });
    const firm = (await recordsAbout(city.ctx(), { kind: "organisation", number: uscc }))["organisation"];
    expect(firm).toMatchObject({ uscc, legal_person_id: "passport:E12345678", status: "active", kind: "company" });
  });

  test("refuses a code whose check is wrong, unless the registrar gave it out so; an identity number never", async () => {
    const right = code("91990100MA00991CD");
    const wrong = right.slice(0, 17) + (right.endsWith("1") ? "2" : "1");
    const list = `uscc,name\n${wrong},老企业\n`;
    expect(await importRecords(await admin(), "organisation", list)).toMatchObject({ accepted: 0, errors: [{ line: 2, column: "A", waivable: true }] });
    expect(await importRecords(await admin(), "organisation", list, { asGiven: true })).toMatchObject({ accepted: 1 });
    const { errors } = await importRecords(await admin(), "organisation", `uscc,name\n990101195001011018,人\n`, { asGiven: true });
    expect(errors).toEqual([{ line: 2, column: "A", message: "统一社会信用代码“990101195001011018”不是统一社会信用代码" }]);
  });
});

test("many lines come in at once and are all found", async () => {
  const ids = Array.from({ length: 5000 }, (_, i) => {
    const body = `9901011960${String(1 + (i % 12)).padStart(2, "0")}${String(1 + (i % 28)).padStart(2, "0")}${String(i % 999).padStart(3, "0")}`;
    return body + idNumberCheck(body);
  });
  const unique = [...new Set(ids)];
  const list = ["公民身份号码,姓名,现住地址", ...unique.map((id, i) => `${id},姓名${i},"青瓷街道\\${i}\t号"`)].join("\n");
  const before = await countOf("population");
  expect(await importRecords(await admin(), "population", list)).toMatchObject({ accepted: unique.length, added: unique.length });
  expect(await countOf("population")).toBe(before + unique.length);
  expect(await known(unique[77]!)).toMatchObject({ name: "姓名77", address: "青瓷街道\\77\t号" });
  expect((await getRegister(city.ctx(), "population")).key).toBe("id_number");
});

test("a list of several parts into a register that has records: each is new, changed or as it was, and one wrong line at the end undoes all", async () => {
  const head = "number,holder_name,width,lit,licensed_on\n";
  const text = (of: number[], holder: (i: number) => string, width: number): string =>
    `${head}${of.map((i) => `P${i},${holder(i)}${"青溪".repeat(250)},${width},是,2026/1/2`).join("\n")}\n`;
  const numbers = Array.from({ length: 15_000 }, (_, i) => i);
  const given = (i: number): string => `设置人${i}`;
  const before = await countOf("outdoor-sign");
  await importRecords(await admin(), "outdoor-sign", text(numbers.slice(0, 11_000), given, 1.5));
  expect(await countOf("outdoor-sign")).toBe(before + 11_000);
  const again = text(numbers, (i) => (i % 9 === 0 ? "别人" : given(i)), 1.5);
  const expected = { added: 4000, changed: 1223, unchanged: 9777 };
  expect(await importRecords(await admin(), "outdoor-sign", again, { preview: true })).toMatchObject(expected);
  expect(await importRecords(await admin(), "outdoor-sign", `${again}Z1,甲,宽,否,\n`)).toMatchObject({
    accepted: 0,
    added: 0,
    changed: 0,
    errors: [{ line: 15_002 }],
  });
  const held = async (key: string): Promise<unknown> => (await listRecords(city.ctx(), "outdoor-sign", { key })).records[0]?.values["holder_name"];
  expect([await held("P9"), await held("P14999")]).toEqual([`设置人9${"青溪".repeat(250)}`, undefined]);
  expect(await importRecords(await admin(), "outdoor-sign", again)).toMatchObject(expected);
  expect([await held("P9"), await held("P10"), await held("P14999")]).toEqual(["别人", "设置人10", "设置人14999"].map((name) => name + "青溪".repeat(250)));
  expect(await importRecords(await admin(), "outdoor-sign", again)).toMatchObject({ added: 0, changed: 0, unchanged: 15_000 });
  expect(await countOf("outdoor-sign")).toBe(before + 15_000);
}, 60_000);
