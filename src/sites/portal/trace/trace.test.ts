import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { proofFault, readProof, readWitness, witnessed, witnessText, type MatterProof } from "#proof/log";
import { act, submitted } from "../../../../test/application.ts";
import { openDoors, type Doors } from "../../../../test/callers.ts";
import { testCity, type TestCity } from "../../../../test/city.ts";
import { untilLogged } from "../../../../test/logged.ts";
import { portalRoutes } from "../index.ts";

type Answer = Record<string, unknown> | undefined;
interface Verdict {
  state: "good" | "bad" | "half";
  says: string;
}

// The scripts as the browser gets them.
const script = async <Door>(name: string): Promise<Door> => (await import(new URL(`./${name}`, import.meta.url).href)) as Door;

let city: TestCity;
let doors: Doors;
let matterId: string;
let text: string;
let checkProof: (proof: unknown, ask: (path: string) => Promise<Answer>) => Promise<Verdict>;
const ask = async (path: string): Promise<Answer> => {
  const { statusCode, body } = await doors.app.inject({ url: `/api/v1/log/${path}` });
  return statusCode === 404 ? undefined : (JSON.parse(body) as Answer);
};
const download = async (person: { person: string; organisation?: string }) =>
  doors.knock(
    portalRoutes.find(({ path }) => path === "/my/matters/:matter/proof")!,
    await doors.credentials(person),
    { params: { matter: matterId } },
  );
const owner = { person: "chen-xiaoman", organisation: "xiaoman-catering" };

beforeAll(async () => {
  city = await testCity();
  doors = await openDoors(city);
  ({ checkProof } = await script<{ checkProof: typeof checkProof }>("proof.js"));
  matterId = await submitted(city);
  expect((await download(owner)).statusCode).toBe(409);
  await untilLogged(city);
  text = (await download(owner)).body;
});
afterAll(async () => {
  await doors.app.close();
  await city.close();
});

test("SM3 for the browser is SM3: the examples of the standard, and every length around a block against node's own", async () => {
  const { sm3 } = await script<{ sm3(bytes: Uint8Array): Uint8Array }>("sm3.js");
  // GB/T 32905-2016, appendix A.
  expect(Buffer.from(sm3(Buffer.from("abc"))).toString("hex")).toBe("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  expect(Buffer.from(sm3(Buffer.from("abcd".repeat(16)))).toString("hex")).toBe("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
  for (let length = 0; length < 400; length += 1) {
    const bytes = randomBytes(length);
    expect(Buffer.from(sm3(bytes))).toEqual(createHash("sm3").update(bytes).digest());
  }
});

describe("the proof of a matter", () => {
  test("is for the applicant alone, and holds nothing about anybody", async () => {
    expect((await download({ person: "wu-shouchang" })).statusCode).toBe(403);
    expect((await download(owner)).headers["content-disposition"]).toContain("attachment");
    const { rows } = await city.database.owner.query<{ number: string }>("select number from matter.matters where matter_id = $1", [matterId]);
    expect(readProof(text)).toMatchObject({ matter: rows[0]!.number, matter_id: matterId, acts: [{ act: "提交申请" }, { act: "按规则核对" }] });
    expect(text).not.toMatch(/陈小满|小满餐饮|1990000\d{4}(?!\d)|(?<!\d)9901\d{14}(?!\d)|91990100MA/);
  });

  test("is checked in the browser, and still holds when the log has grown", async () => {
    expect(await checkProof(JSON.parse(text), ask)).toMatchObject({ state: "good", says: expect.stringContaining("2 条记录都在全市的日志里") });
    await act(city, "linjing", matterId, "acceptance", { outcome: "accept" });
    await untilLogged(city);
    expect(await checkProof(JSON.parse(text), ask)).toMatchObject({ state: "good" });
    expect((JSON.parse((await download(owner)).body) as MatterProof).acts.length).toBeGreaterThan(2);
  });

  test("is refused when anything in it was altered, act by act and byte by byte of the path", async () => {
    const altered = async (alter: (proof: MatterProof) => void): Promise<string> => {
      const proof = JSON.parse(text) as MatterProof;
      alter(proof);
      return (await checkProof(proof, ask)).state;
    };
    const other = "ab".repeat(32);
    expect(await altered(() => {})).toBe("good");
    expect(await altered(({ acts }) => (acts[1]!.link = other))).toBe("bad");
    expect(await altered(({ acts }) => (acts[1]!.salt = "00".repeat(16)))).toBe("bad");
    expect(await altered(({ acts }) => (acts[1]!.seq = 3))).toBe("bad");
    expect(await altered(({ acts }) => (acts[1]!.index = 0))).toBe("bad");
    expect(await altered(({ acts }) => (acts[1]!.path = []))).toBe("bad");
    expect(await altered(({ acts }) => (acts[1]!.path = ["zz"]))).toBe("bad");
    expect(await altered((proof) => (proof.acts = []))).toBe("bad");
    expect(await altered((proof) => (proof.matter_id = city.ctx().actor.id))).toBe("bad");
    expect(await altered(({ checkpoint }) => (checkpoint.root = other))).toBe("bad");
  });

  test("tells of a city that shows another past, a shorter one, or none; and says so when it cannot ask", async () => {
    const proof = JSON.parse(text) as MatterProof;
    const lying = async (path: string, answer: (honest: Answer) => Answer): Promise<Verdict> =>
      checkProof(proof, async (asked) => (asked.startsWith(path) ? answer(await ask(asked)) : ask(asked)));
    const other = "cd".repeat(32);
    expect(await lying("checkpoints/", (honest) => ({ ...honest, root: other }))).toMatchObject({ state: "bad", says: expect.stringContaining("被改写过") });
    expect(await lying("checkpoints/", () => undefined)).toMatchObject({ state: "bad" });
    expect(await lying("checkpoint", (honest) => ({ ...honest, size: 1 }))).toMatchObject({ state: "bad" });
    expect(await lying("consistency", () => ({ path: [other] }))).toMatchObject({ state: "bad", says: expect.stringContaining("不是从凭证记的那时接下来的") });
    expect(await lying("consistency", () => undefined)).toMatchObject({ state: "bad" });
    expect(await checkProof(proof, () => Promise.reject(new Error("offline")))).toMatchObject({ state: "half" });
  });

  test("is checked without network too: signature and witness", async () => {
    const proof = readProof(text);
    expect(proofFault(proof)).toBeUndefined();
    const witness = readWitness(witnessText((await witnessed(city.ctx(), undefined))!));
    expect(proofFault(proof, witness)).toBeUndefined();
    expect(proofFault({ ...proof, checkpoint: { ...proof.checkpoint, at: new Date(0).toISOString() } })).toContain("签名不对");
    expect(proofFault(proof, { ...witness, keys: [] })).toContain("不是见证文件记的");
    expect(() => readProof("{}")).toThrow("这不是办理凭证");
  });
});

describe("the pages", () => {
  test("the matter's page and its receipt lead to the proof", async () => {
    const credentials = await doors.credentials(owner);
    for (const path of ["/my/matters/:matter", "/my/matters/:matter/receipt"]) {
      const { body } = await doors.knock(
        portalRoutes.find((route) => route.path === path && route.method === "GET")!,
        credentials,
        { params: { matter: matterId } },
      );
      expect(body).toContain(`/my/matters/${matterId}/proof`);
      expect(body).toContain("日志树根");
    }
  });

  test("anybody may open the page that checks, and read its scripts; without them it says how else", async () => {
    const { body } = await doors.app.inject({ url: "/verify/trace" });
    const module = /src="(\/verify\/trace\/[0-9a-f]{10}\/page\.js)"/.exec(body)?.[1];
    expect(body).toContain("npm run trace -- proof");
    for (const name of ["page.js", "proof.js", "sm3.js"]) {
      const answer = await doors.app.inject({ url: module!.replace("page.js", name) });
      expect([answer.statusCode, answer.headers["content-type"]]).toEqual([200, "text/javascript; charset=utf-8"]);
    }
    expect((await doors.app.inject({ url: module!.replace("page.js", "other.js") })).statusCode).toBe(404);
  });
});
