import { expect, test } from "vitest";
import { anonymous, silent, type Ctx } from "#kernel/ctx";
import { openGate } from "./gate.ts";
import { json } from "./route.ts";
import { buildServer } from "./server.ts";

const limit = { name: "checks", atOnce: 2, perMinute: 3 };

function often(gate: ReturnType<typeof openGate>, address: string, at: number): string {
  try {
    gate.enter(address, at)();
    return "in";
  } catch (error) {
    return (error as { code: string }).code;
  }
}

test("an address has so many calls a minute, and gets them back as time goes by; others are not touched by it", () => {
  const gate = openGate(limit);
  expect([1, 2, 3, 4].map(() => often(gate, "10.0.0.1", 0))).toEqual(["in", "in", "in", "TOO_OFTEN"]);
  expect(often(gate, "10.0.0.2", 0)).toBe("in");
  expect([often(gate, "10.0.0.1", 19_000), often(gate, "10.0.0.1", 20_001), often(gate, "10.0.0.1", 20_002)]).toEqual(["TOO_OFTEN", "in", "TOO_OFTEN"]);
  expect([1, 2, 3, 4].map(() => often(gate, "10.0.0.1", 3_600_000))).toEqual(["in", "in", "in", "TOO_OFTEN"]);
});

test("only so many are inside at once; who leaves makes room, and only once", () => {
  const gate = openGate(limit);
  const [leave] = [gate.enter("10.0.0.1", 0), gate.enter("10.0.0.2", 0)];
  expect(often(gate, "10.0.0.3", 0)).toBe("BUSY");
  leave();
  leave();
  const again = gate.enter("10.0.0.4", 0);
  expect(often(gate, "10.0.0.5", 0)).toBe("BUSY");
  again();
  expect(often(gate, "10.0.0.5", 0)).toBe("in");
});

test("a flood from very many addresses does not fill the memory, and what is refused says so in Chinese", () => {
  const gate = openGate(limit);
  for (let i = 0; i < 30_000; i++) often(gate, `2001:db8::${i.toString(16)}`, i);
  expect(often(gate, "10.0.0.1", 200_000)).toBe("in");
  for (let i = 0; i < 3; i++) often(gate, "10.0.0.1", 200_000);
  expect(() => gate.enter("10.0.0.1", 200_000)).toThrow("请过一分钟再试");
});

test("a caller behind a proxy is known by what a trusted proxy says, and by nobody else's word", async () => {
  const calls = async (trustedProxies: string[]): Promise<number[]> => {
    const app = await buildServer({
      routes: [{ method: "GET", path: "/api/v1/checks", who: "anyone", site: "api", limit, handle: () => json({}) }],
      secureCookies: false,
      trustedProxies,
      tokenKey: Buffer.alloc(32),
      makeCtx: () => ({ actor: anonymous, log: silent }) as Ctx,
      authenticate: async () => anonymous,
      grants: () => false,
      errorPage: () => "",
      healthy: async () => true,
    });
    const answers: number[] = [];
    for (let caller = 1; caller <= 5; caller++) {
      const headers = { "x-forwarded-for": `192.0.2.${caller}` };
      answers.push((await app.inject({ url: "/api/v1/checks", remoteAddress: "10.0.0.1", headers })).statusCode);
    }
    await app.close();
    return answers;
  };
  expect(await calls([])).toEqual([200, 200, 200, 429, 429]);
  expect(await calls(["10.0.0.0/8"])).toEqual([200, 200, 200, 200, 200]);
});
