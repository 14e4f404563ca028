import { connect } from "node:net";
import { expect, test, vi } from "vitest";
import { anonymous, silent, type Ctx } from "#kernel/ctx";
import { openGate, withoutPort } from "./gate.ts";
import { json } from "./route.ts";
import { buildServer } from "./server.ts";

const limit = { name: "checks", atOnce: 2, perMinute: 3 };

function often(gate: ReturnType<typeof openGate>, address: string, at: number): string {
  try {
    const visit = gate.enter(address, at);
    try {
      visit.begin();
      return "in";
    } finally {
      visit.leave();
    }
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

function working(gate: ReturnType<typeof openGate>, address: string): ReturnType<ReturnType<typeof openGate>["enter"]> {
  const visit = gate.enter(address, 0);
  visit.begin();
  return visit;
}

test("only so many are worked on at once; who leaves makes room, and only once", () => {
  const gate = openGate(limit);
  const [one] = [working(gate, "10.0.0.1"), working(gate, "10.0.0.2")];
  expect(often(gate, "10.0.0.3", 0)).toBe("BUSY");
  one.leave();
  one.leave();
  const again = working(gate, "10.0.0.4");
  expect(often(gate, "10.0.0.5", 0)).toBe("BUSY");
  again.leave();
  expect(often(gate, "10.0.0.5", 0)).toBe("in");
});

test("who sends slowly keeps nobody from working, and cannot send more than so many at once", () => {
  const gate = openGate(limit);
  const slow = [gate.enter("10.0.0.1", 0), gate.enter("10.0.0.1", 0)];
  expect(often(gate, "10.0.0.1", 0)).toBe("BUSY");
  expect(often(gate, "10.0.0.2", 0)).toBe("in");
  for (const visit of slow) visit.leave();
  expect(often(gate, "10.0.0.1", 0)).toBe("in");
  for (let caller = 0; caller < 20; caller++) gate.enter(`10.0.1.${caller}`, 0);
  expect(often(gate, "10.0.0.3", 0)).toBe("BUSY");
});

test("all addresses of one IPv6 network are one caller, and an IPv4 address is itself however it is written", () => {
  const gate = openGate(limit);
  expect(["2001:db8:1:2::1", "2001:db8:1:2:a:b:c:d", "2001:0db8:0001:0002::", "2001:db8:1:2::9"].map((each) => often(gate, each, 0)).at(-1)).toBe("TOO_OFTEN");
  expect(often(gate, "2001:db8:1:3::1", 0)).toBe("in");
  expect(["10.0.0.1", "::ffff:10.0.0.1", "10.0.0.1", "::FFFF:10.0.0.1"].map((each) => often(gate, each, 0)).at(-1)).toBe("TOO_OFTEN");
  expect(often(gate, "::ffff:10.0.0.2", 0)).toBe("in");
  expect(often(gate, "::1", 0)).toBe("in");
});

test("a flood from very many addresses does not fill the memory, and what is refused says so in Chinese", () => {
  const gate = openGate(limit);
  for (let i = 0; i < 30_000; i++) often(gate, `2001:db8:${i.toString(16)}::1`, i);
  expect(often(gate, "10.0.0.1", 200_000)).toBe("in");
  for (let i = 0; i < 3; i++) often(gate, "10.0.0.1", 200_000);
  expect(() => gate.enter("10.0.0.1", 200_000)).toThrow("请过一分钟再试");
});

function served(trustedProxies: string[], { upload, ...given }: typeof limit & { upload?: boolean } = limit): ReturnType<typeof buildServer> {
  return buildServer({
    routes: [
      {
        method: "POST",
        path: "/api/v1/checks",
        who: "anyone",
        site: "api",
        limit: given,
        ...(upload && { upload }),
        handle: ({ files }) => json(files.map(({ name }) => name)),
      },
    ],
    secureCookies: false,
    trustedProxies,
    tokenKey: Buffer.alloc(32),
    makeCtx: () => ({ actor: anonymous, log: silent, files: { scan: () => Promise.resolve() } }) as unknown as Ctx,
    authenticate: async () => anonymous,
    grants: () => false,
    errorPage: () => "",
    healthy: async () => true,
  });
}

test("a caller behind a proxy is known by what a trusted proxy says, and by nobody else's word", async () => {
  // Twenty seconds give a call back, and a machine under load may take them.
  const clock = vi.spyOn(performance, "now").mockReturnValue(0);
  const calls = async (trustedProxies: string[]): Promise<number[]> => {
    const app = await served(trustedProxies);
    const answers: number[] = [];
    for (let caller = 1; caller <= 5; caller++) {
      const headers = { "x-forwarded-for": `192.0.2.${caller}` };
      answers.push((await app.inject({ method: "POST", url: "/api/v1/checks", remoteAddress: "10.0.0.1", headers })).statusCode);
    }
    await app.close();
    return answers;
  };
  expect(await calls([])).toEqual([200, 200, 200, 429, 429]);
  expect(await calls(["10.0.0.0/8"])).toEqual([200, 200, 200, 200, 200]);
  clock.mockRestore();
});

test("a form that stays half sent holds up its sender alone, and nobody once the line is cut", async () => {
  const app = await served([], { name: "checks", atOnce: 1, perMinute: 1000, upload: true });
  const { port } = new URL(await app.listen({ port: 0, host: "127.0.0.1" }));
  const calls = async (remoteAddress: string): Promise<number> => (await app.inject({ method: "POST", url: "/api/v1/checks", remoteAddress })).statusCode;
  const line = connect(Number(port), "127.0.0.1");
  line.on("error", () => {});
  line.write(
    'POST /api/v1/checks HTTP/1.1\r\nhost: a\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: 9000\r\n\r\n--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nhalf',
  );
  await vi.waitFor(async () => expect(await calls("127.0.0.1")).toBe(429), 5000);
  expect(await calls("10.0.0.1")).toBe(200);
  line.destroy();
  await vi.waitFor(async () => expect(await calls("127.0.0.1")).toBe(200), 5000);
  await app.close();
});

test("of the files of a form one is taken, however many come", async () => {
  const app = await served([], { name: "checks", atOnce: 1, perMinute: 1000, upload: true });
  const file = (name: string): string => `--b\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n${name.repeat(50_000)}\r\n`;
  const payload = `${["a", "b", "c"].map(file).join("")}--b--\r\n`;
  const answer = await app.inject({ method: "POST", url: "/api/v1/checks", headers: { "content-type": "multipart/form-data; boundary=b" }, payload });
  await app.close();
  expect(answer.json()).toEqual(["a"]);
});

test.each([
  ["10.0.0.1:51234", "10.0.0.1"],
  [" 10.0.0.1 ", "10.0.0.1"],
  ["[2001:db8::1]:443", "2001:db8::1"],
  ["[2001:db8::1]", "2001:db8::1"],
  ["2001:db8::1:443", "2001:db8::1:443"],
  ["unknown", "unknown"],
])("a caller named as %s by a proxy is %s", (given, address) => {
  expect(withoutPort(given)).toBe(address);
});

test("behind a proxy that sends ports, every connection of one address is one caller", async () => {
  const app = await buildServer({
    routes: [
      {
        method: "GET",
        path: "/api/v1/who",
        who: "anyone",
        site: "api",
        limit: { name: "who", atOnce: 5, perMinute: 2 },
        handle: ({ address }) => json({ address }),
      },
    ],
    secureCookies: false,
    trustedProxies: ["127.0.0.1"],
    tokenKey: Buffer.alloc(32),
    makeCtx: () => ({ actor: anonymous, log: silent }) as unknown as Ctx,
    authenticate: async () => anonymous,
    grants: () => false,
    errorPage: () => "",
    healthy: async () => true,
  });
  const ask = (port: number) => app.inject({ url: "/api/v1/who", headers: { "x-forwarded-for": `203.0.113.9:${port}` } });
  const answers = [await ask(1001), await ask(1002), await ask(1003)];
  await app.close();
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 429]);
  expect(answers[0]!.json()).toEqual({ address: "203.0.113.9" });
});
