import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DEMO_PASSWORD, DEMO_TOTP } from "../../../test/console-browser.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import {
  actorOf,
  beginSecondFactor,
  changePassword,
  changeSecondFactor,
  codeNow,
  createStaff,
  endLogins,
  enrol,
  enrolmentOf,
  listLogins,
  openEnrolment,
  openSession,
  setStaffDisabled,
  signInStaff,
} from "./index.ts";
import { passwordFault } from "./password.ts";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

let from = 0;
/** An address that nobody came from yet. */
const elsewhere = (): string => `203.0.${Math.floor((from += 1) / 250)}.${from % 250}`;
const later = (seconds: number): void => void (city.now = new Date(city.now.getTime() + seconds * 1000));
beforeEach(() => later(60));

const CODE = (): string => codeNow(city.ctx(), DEMO_TOTP);
function enter(username: string, given: { password?: string; code?: string; address?: string } = {}): ReturnType<typeof signInStaff> {
  return signInStaff(city.ctx(), { username, password: DEMO_PASSWORD, code: CODE(), address: "127.0.0.1", ...given });
}
/** What a try came to: "in", or the code of its refusal. */
const outcome = (tried: Promise<unknown>): Promise<string> =>
  tried.then(
    () => "in",
    ({ code, message }: { code: string; message: string }) => `${code} ${message}`,
  );

describe("a code", () => {
  test("works once: not again in its step, nor in the next, though it is still good there", async () => {
    const code = CODE();
    expect((await enter("hetao", { code })).enrols).toBe(false);
    await expect(enter("hetao", { code })).rejects.toMatchObject({ status: 422 });
    later(30);
    await expect(enter("hetao", { code })).rejects.toMatchObject({ status: 422 });
    await expect(enter("hetao")).resolves.toBeDefined();
  });

  test("that is sent many times at once is good for one", async () => {
    const code = CODE();
    const tries = await Promise.all(Array.from({ length: 5 }, () => outcome(enter("fangmin", { code }))));
    expect(tries.filter((tried) => tried === "in")).toHaveLength(1);
  });

  test("of a clock that once ran ahead keeps nobody out when the clock is right again", async () => {
    await city.database.owner.query("update identity.staff set last_totp_step = last_totp_step + 1000000 where username = 'tanglei'");
    await expect(enter("tanglei")).resolves.toBeDefined();
    await expect(enter("tanglei")).rejects.toMatchObject({ status: 422 });
  });
});

describe("who tries wrong", () => {
  test("is answered alike for an account that exists, one that is closed and one that never was, as often as they try", async () => {
    await setStaffDisabled(await city.staff("admin"), (await city.staff("baiyang")).actor.id, true);
    const seen: string[][] = [];
    for (const username of ["linjing", "baiyang", "nobody-here"]) {
      const address = elsewhere();
      const answers: string[] = [];
      for (let i = 0; i < 9; i += 1) answers.push(await outcome(enter(username, { password: "wrong", address })));
      seen.push(answers);
    }
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
    expect(new Set(seen[0]!).size).toBe(2);
  });

  test("has no more tries judged when all are sent together", async () => {
    const address = elsewhere();
    const tries = await Promise.all(Array.from({ length: 30 }, () => outcome(enter("zhouwen", { password: "wrong", address }))));
    expect(tries.filter((tried) => tried.startsWith("SIGN_IN "))).toHaveLength(5);
    expect(await outcome(enter("zhouwen", { address }))).toMatch(/^SIGN_IN_OFTEN/);
  });

  test("keeps nobody else out: its owner signs in from where they were before", async () => {
    await enter("luping", { address: "198.51.100.7" }).then(({ staffId }) => openSession(city.ctx(), { kind: "staff", id: staffId }, "198.51.100.7"));
    for (let i = 0; i < 60; i += 1) await outcome(enter("luping", { password: "wrong", address: elsewhere() }));
    expect(await outcome(enter("luping", { password: "wrong", address: elsewhere() }))).toMatch(/^SIGN_IN_OFTEN/);
    later(30);
    expect(await outcome(enter("luping", { address: "198.51.100.7" }))).toBe("in");
  });

  test("may go on after a pause, however long they had tried", async () => {
    const address = elsewhere();
    for (let i = 0; i < 40; i += 1) {
      await outcome(enter("yaohui", { password: "wrong", address }));
      later(60);
    }
    later(901);
    expect(await outcome(enter("yaohui", { address }))).toBe("in");
    for (let i = 0; i < 4; i += 1) await outcome(enter("yaohui", { password: "wrong", address }));
    later(30);
    expect(await outcome(enter("yaohui", { address }))).toBe("in");
  });

  test("walks through no list of accounts from one address", async () => {
    const address = elsewhere();
    const tries: string[] = [];
    for (let i = 0; i < 70; i += 1) tries.push(await outcome(enter(`guess${i}`, { password: "wrong", address })));
    expect(tries.at(-1)).toMatch(/^SIGN_IN_OFTEN/);
    expect(await outcome(enter("gaojian", { address }))).toMatch(/^SIGN_IN_OFTEN/);
    expect(await outcome(enter("gaojian", { address: elsewhere() }))).toBe("in");
  });
});

describe("an account that is closed", () => {
  test("ends its logins for good, those that are being opened too", async () => {
    const admin = await city.staff("admin");
    const { id } = (await city.staff("meifang")).actor;
    const tokens = [await openSession(city.ctx(), { kind: "staff", id }, "127.0.0.1"), await openSession(city.ctx(), { kind: "staff", id }, "127.0.0.1", true)];
    const [, ...racing] = await Promise.allSettled([
      setStaffDisabled(admin, id, true),
      ...Array.from({ length: 6 }, () => openSession(city.ctx(), { kind: "staff", id }, "127.0.0.1")),
    ]);
    await setStaffDisabled(admin, id, false);
    for (const [i, token] of tokens.entries()) expect((await actorOf(city.ctx(), token, i === 1)).kind).toBe("anonymous");
    for (const each of racing) if (each.status === "fulfilled") expect((await actorOf(city.ctx(), each.value as string)).kind).toBe("anonymous");
    await expect(enter("meifang")).resolves.toBeDefined();
  });
});

describe("a password of one's own", () => {
  const LIN = { username: "linjing", name: "林静" };

  test.each([
    "short1!",
    "password12",
    "aaaaaaaaa1",
    "liming880808",
    "woaini1314",
    "Yiwang@123",
    "yunzhou-2026",
    "Yunzhou@2026",
    "linjing2026",
    "jinglin@123",
    "wangxiaoming1990",
    "Zhangwei19881212",
    "1234567890",
    "19901212199",
    "qwertyuiop",
    "1qaz2wsx3edc",
    "Admin@12345",
    "P@ssw0rd2026",
    "zhengwufuwu2026",
    "hangzhou!2025",
    "abc123456789",
    "lj19900101!!",
    "ningbo20201010",
    "Beijing@2026!",
    "shunshunliuliu66",
  ])("is not %s", (password) => {
    expect(passwordFault(password, LIN)).toEqual(expect.any(String));
  });

  test.each(["correct horse battery staple", "v7#Tq!m2Zp9w", "kuafu-zheri-yugong-yishan", "窑前路的桂花树开了三次", "8Kd!29@pQz$x"])(
    "may be %s",
    (password) => {
      expect(passwordFault(password, LIN)).toBeUndefined();
    },
  );

  test("is set at the first sign-in, with a second factor that nobody else has seen; the first one is good for nothing after", async () => {
    const first = "juhua-taiyang-83-lvdeng";
    await createStaff(await city.staff("admin"), { username: "xinren", name: "辛仁", password: first });
    const { staffId, enrols } = await enter("xinren", { password: first, code: "" });
    expect(enrols).toBe(true);
    const token = await openEnrolment(city.ctx(), staffId, "127.0.0.1");
    expect((await actorOf(city.ctx(), token)).kind).toBe("anonymous");
    const { secret, password: wanted } = await enrolmentOf(city.ctx(), token);
    expect([wanted, (await enrolmentOf(city.ctx(), token)).secret]).toEqual([true, secret]);
    const own = "fengche-mianbao-47-qiaoliang";
    const code = (): string => codeNow(city.ctx(), secret!);
    for (const given of [
      { password: "xinren2026", again: "xinren2026", code: code() },
      { password: first, again: first, code: code() },
      { password: own, again: `${own}x`, code: code() },
      { password: own, again: own, code: "000000" },
      { password: own, again: own, code: "" },
    ])
      await expect(enrol(city.ctx(), token, given), JSON.stringify(given)).rejects.toMatchObject({ status: 422 });
    await enrol(city.ctx(), token, { password: own, again: own, code: code() });
    await expect(enrolmentOf(city.ctx(), token)).rejects.toMatchObject({ status: 401 });
    await expect(enter("xinren", { password: first, code: code() })).rejects.toMatchObject({ status: 422 });
    await expect(enter("xinren", { password: own, code: code() })).rejects.toMatchObject({ status: 422 });
    later(30);
    expect(await enter("xinren", { password: own, code: code() })).toMatchObject({ staffId, enrols: false });
  });

  test("is changed by its owner, who proves who they are; logins elsewhere end, this one goes on", async () => {
    const { actor } = await city.staff("kongli");
    const here = await openSession(city.ctx(), { kind: "staff", id: actor.id }, "127.0.0.1");
    const there = await openSession(city.ctx(), { kind: "staff", id: actor.id }, "127.0.0.2");
    const own = "xiatian-bolang-52-muqiao";
    const change = async (given: object): Promise<void> =>
      changePassword(city.ctx(await actorOf(city.ctx(), here)), {
        current: DEMO_PASSWORD,
        code: CODE(),
        password: own,
        again: own,
        address: "127.0.0.1",
        ...given,
      });
    await expect(change({ current: "wrong" })).rejects.toMatchObject({ fields: { current: expect.any(String) } });
    await expect(change({ code: "000000" })).rejects.toMatchObject({ fields: { code: expect.any(String) } });
    await expect(change({ password: "kongli123456", again: "kongli123456" })).rejects.toMatchObject({ fields: { password: expect.any(String) } });
    await change({});
    expect((await actorOf(city.ctx(), here)).kind).toBe("staff");
    expect((await actorOf(city.ctx(), there)).kind).toBe("anonymous");
    later(30);
    await expect(enter("kongli")).rejects.toMatchObject({ status: 422 });
    later(30);
    await expect(enter("kongli", { password: own })).resolves.toBeDefined();
  });

  test("does not go with the second factor: that is changed by itself, by the password, the old code and the new", async () => {
    const ctx = await city.staff("shiyong");
    const { secret } = await beginSecondFactor(ctx);
    const fresh = (): string => codeNow(city.ctx(), secret);
    const given = { current: DEMO_PASSWORD, address: "127.0.0.1" };
    const now = (): typeof ctx => ({ ...ctx, now: city.now });
    await expect(changeSecondFactor(now(), { ...given, code: CODE(), fresh: "000000" })).rejects.toMatchObject({ status: 422 });
    await expect(changeSecondFactor(now(), { ...given, code: fresh(), fresh: fresh() })).rejects.toMatchObject({ status: 422 });
    await changeSecondFactor(now(), { ...given, code: CODE(), fresh: fresh() });
    later(60);
    await expect(enter("shiyong")).rejects.toMatchObject({ status: 422 });
    await expect(enter("shiyong", { code: fresh() })).resolves.toBeDefined();
  });
});

describe("logins", () => {
  test("are listed for their owner, each with an end; nobody ends another's", async () => {
    const { actor } = await city.person("chen-xiaoman");
    const subject = { kind: "person" as const, id: actor.id };
    const [here, there, program] = [
      await openSession(city.ctx(), subject, "127.0.0.1"),
      await openSession(city.ctx(), subject, "127.0.0.2"),
      await openSession(city.ctx(), subject, "127.0.0.3", true),
    ];
    const me = city.ctx(await actorOf(city.ctx(), here));
    const logins = await listLogins(me);
    expect(logins.map(({ address, current }) => [address, current]).sort()).toEqual([
      ["127.0.0.1", true],
      ["127.0.0.2", false],
      ["127.0.0.3", false],
    ]);
    const other = logins.find(({ address }) => address === "127.0.0.2")!.loginId;
    await endLogins(await city.person("lin-xiuying"), other);
    await endLogins({ ...(await city.person("lin-xiuying")), actor: { ...me.actor, id: randomUUID() } });
    expect((await actorOf(city.ctx(), there)).kind).toBe("person");
    await endLogins(me, other);
    expect((await actorOf(city.ctx(), there)).kind).toBe("anonymous");
    expect((await actorOf(city.ctx(), here)).kind).toBe("person");
    await endLogins(me);
    expect((await actorOf(city.ctx(), program, true)).kind).toBe("anonymous");
    expect((await actorOf(city.ctx(), here)).kind).toBe("anonymous");
  });
});
