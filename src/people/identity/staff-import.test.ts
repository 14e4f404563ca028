import { afterAll, beforeAll, expect, test } from "vitest";
import { listAppointments } from "#people/duty";
import { testCity, type TestCity } from "../../../test/city.ts";
import { importStaff, listStaff, signInStaff, staffFaults, type StaffLine } from "./index.ts";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const line = (given: Partial<StaffLine>): StaffLine => ({
  line: 2,
  username: "chenxin",
  name: "陈欣",
  unit: "云州市政务服务中心",
  post: "窗口受理员",
  role: "受理",
  ...given,
});
const said = async (...rows: StaffLine[]): Promise<string[]> => (await staffFaults(city.ctx(), rows)).map(({ line: at, message }) => `${at} ${message}`);

test("a list makes accounts and duties, somebody with two lines one account; each signs in by a password that asks for their own", async () => {
  const rows = [
    line({}),
    line({ line: 3, unit: "食品经营科", role: "审查", post: "审查员", scope: "本岗", area: "青溪区" }),
    line({ line: 4, username: "duwei", name: "杜𬀩" }),
  ];
  const { accounts, duties, faults } = await importStaff(city.ctx(), rows);
  expect([faults, duties]).toEqual([[], 3]);
  expect(accounts.map(({ username, name }) => [username, name])).toEqual([
    ["chenxin", "陈欣"],
    ["duwei", "杜𬀩"],
  ]);
  const { staffId } = (await listStaff(city.ctx())).find(({ username }) => username === "chenxin")!;
  expect((await listAppointments(city.ctx())).filter((each) => each.staffId === staffId)).toMatchObject([
    { role: "reviewer", unit: "11990100MB0000001T-01", area: "990101000000", scope: "own", post: "审查员" },
    { role: "acceptor", unit: "12990100MB0000002T", area: "990100000000", scope: "unit", post: "窗口受理员" },
  ]);
  const signIn = (password: string) => signInStaff(city.ctx(), { username: "chenxin", password, code: "", address: "127.0.0.1" });
  expect(await signIn(accounts[0]!.password)).toEqual({ staffId, enrols: true });
  await expect(signIn(accounts[1]!.password)).rejects.toMatchObject({ code: "SIGN_IN" });
});

test("imported again, a list adds what is missing and nothing twice", async () => {
  const rows = [line({}), line({ line: 3, area: "南湖区" })];
  expect(await importStaff(city.ctx(), rows)).toEqual({ accounts: [], duties: 1, faults: [] });
  expect(await importStaff(city.ctx(), rows)).toEqual({ accounts: [], duties: 0, faults: [] });
});

test.each([
  ["an account that is somebody else's", [line({ name: "陈新" })], ["2 账号“chenxin”已经有人使用，是陈欣"]],
  ["two people of one account", [line({ username: "x1" }), line({ line: 3, username: "x1", name: "另一位" })], ["3 账号“x1”在第 2 行是陈欣"]],
  ["a unit that is not there", [line({ username: "x2", unit: "市场局" })], ["2 没有单位“市场局”，或者有几个同名的，请写机构代码"]],
  ["a role that is not there", [line({ username: "x2", role: "收件" })], ["2 没有角色“收件”"]],
  ["a powerful role", [line({ username: "x2", role: "用印" })], ["2 “用印”要一位申请、另一位同意，不能从名单任命"]],
  ["an account that cannot be typed", [line({ username: "陈欣" })], ["2 账号“陈欣”要以小写字母开头，2 到 31 位字母、数字、点或横线"]],
  [
    "nothing said",
    [{ line: 9 }],
    [
      "9 没有单位“”，或者有几个同名的，请写机构代码",
      "9 没有角色“”",
      "9 岗位是空的",
      "9 姓名是空的",
      "9 账号“”要以小写字母开头，2 到 31 位字母、数字、点或横线",
    ],
  ],
  ["nobody", [], ["1 名单里没有人"]],
])("a list with %s is told by line, and nobody of it is imported", async (_what, rows, faults) => {
  expect(await said(...rows)).toEqual(faults);
  const before = (await listStaff(city.ctx())).length;
  expect(await importStaff(city.ctx(), [...rows, line({ line: 20, username: "gooda", name: "好人" })].slice(rows.length === 0 ? 1 : 0))).toMatchObject({
    accounts: [],
    duties: 0,
  });
  expect((await listStaff(city.ctx())).length).toBe(before);
});

test("roles that nobody holds together are not given by a list, nor beside what somebody holds", async () => {
  const auditor = (await listStaff(city.ctx())).find(({ username }) => username === "shenji")!;
  expect(await said(line({ username: "shenji", name: auditor.name }))).toEqual([expect.stringMatching(/^2 .+的“受理”和“审计”不能由同一个人担任$/)]);
});

test("who may not manage staff imports none", async () => {
  await expect(importStaff(await city.staff("linjing"), [line({})])).rejects.toMatchObject({ status: 403 });
});
