import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { silent } from "#kernel/ctx";
import { MARKER, openClamd, type Clamd, type Mood } from "../../../test/clamd.ts";
import { clamd, gateOf } from "./index.ts";

let simulated: Clamd;
beforeEach(async () => void (simulated = await openClamd()));
afterEach(() => simulated.close());

// Long enough for whatever works beside it; one that stays silent is waited for a second.
const scanner = (within = 20_000) => clamd(simulated.address, within);
const pass = (content: Uint8Array) => gateOf(scanner(), silent, 20_000)(() => content);

describe("a scanner", () => {
  test("is given every byte, and says clean or what it found", async () => {
    const large = randomBytes(3 * 1024 * 1024 + 17);
    expect(await scanner().scan(large)).toEqual({ is: "clean" });
    expect(await scanner().scan(new Uint8Array())).toEqual({ is: "clean" });
    expect(simulated.seen).toEqual([large.length, 0]);
    expect(await scanner().scan(Buffer.concat([large, Buffer.from(MARKER)]))).toEqual({ is: "infected", name: "Simulated.Test.Name" });
  });

  test("that is slow is waited for", async () => {
    simulated.mood = "slow";
    expect(await scanner().scan(randomBytes(10))).toEqual({ is: "clean" });
  });

  test.each<[Mood, RegExp]>([
    ["cutting", /hung up|ECONNRESET|EPIPE/],
    ["nonsense", /HTTP/],
    ["silent", /1000 ms/],
  ])("that is %s says nothing", async (mood, why) => {
    simulated.mood = mood;
    expect(await scanner(1000).scan(randomBytes(200_000))).toEqual({ is: "unknown", why: expect.stringMatching(why) });
  });

  test("that is away says nothing, and a name that does not exist neither", async () => {
    const { address } = simulated;
    await simulated.close();
    expect(await clamd(address, 1000).scan(randomBytes(10))).toMatchObject({ is: "unknown" });
    expect(await clamd("scanner.invalid:3310", 3000).scan(randomBytes(10))).toMatchObject({ is: "unknown" });
    simulated = await openClamd();
  });
});

describe("the gate of uploads", () => {
  test("lets clean files through, refuses others with the name, and all of them while nobody can say", async () => {
    await pass(Buffer.from("身份证复印件"));
    await expect(pass(Buffer.from(MARKER))).rejects.toMatchObject({
      status: 422,
      code: "FILE_INFECTED",
      message: expect.stringContaining("Simulated.Test.Name"),
    });
    simulated.mood = "nonsense";
    await expect(pass(Buffer.from("身份证复印件"))).rejects.toMatchObject({ status: 503, code: "SCANNER_AWAY" });
  });

  test("lets a few at a time go there, one after the other the rest", async () => {
    let [now, most] = [0, 0];
    const counting = gateOf(
      { scan: async () => ((most = Math.max(most, (now += 1))), await new Promise((done) => setTimeout(done, 20)), (now -= 1), { is: "clean" }) },
      silent,
      5000,
    );
    await Promise.all(Array.from({ length: 30 }, () => counting(() => new Uint8Array(1))));
    expect(most).toBe(4);
    // Who waits longer than patience does not wait for ever, and takes no place from those behind.
    const stuck = gateOf({ scan: () => new Promise((done) => setTimeout(() => done({ is: "clean" }), 400)) }, silent, 100);
    const answers = await Promise.allSettled(Array.from({ length: 6 }, () => stuck(() => new Uint8Array(1))));
    expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "fulfilled", "fulfilled", "rejected", "rejected"]);
    await stuck(() => new Uint8Array(1));
  });

  test("is open where the city has no scanner", async () => {
    await gateOf(undefined, silent)(() => Buffer.from(MARKER));
  });
});
