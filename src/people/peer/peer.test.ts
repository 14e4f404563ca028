import { afterAll, beforeAll, expect, test } from "vitest";
import { generateKey } from "#crypto/sm2";
import { testCity, type TestCity } from "../../../test/city.ts";
import {
  addPeer,
  apiKeyOf,
  endPeer,
  findPeer,
  findPeerByKey,
  keyIdOf,
  listPeers,
  nameItemFor,
  noteAway,
  noteHeard,
  ownKey,
  peersToday,
  type NewPeer,
} from "./index.ts";

let city: TestCity;
beforeAll(async () => void (city = await testCity()));
afterAll(() => city.close());

const publicKey = (): string => generateKey().publicKey.bytes.toString("hex");
const given = (own: Partial<NewPeer> = {}): NewPeer => ({
  peerId: "qingxi",
  name: "青溪区",
  standing: "lower",
  protocol: "signed",
  url: "https://qingxi.example/",
  key: publicKey(),
  ...own,
});

test("a counterpart is known by its key until it is ended; its name and its key are not used again", async () => {
  const ctx = city.ctx();
  const key = publicKey();
  await addPeer(ctx, given({ key }));
  expect(await findPeerByKey(ctx, keyIdOf(key))).toMatchObject({ peerId: "qingxi", url: "https://qingxi.example", endedAt: null });
  await expect(addPeer(ctx, given())).rejects.toMatchObject({ status: 409 });
  await expect(addPeer(ctx, given({ peerId: "other", key: key.toUpperCase() }))).rejects.toMatchObject({ status: 409 });
  await endPeer(ctx, "qingxi");
  expect(await findPeerByKey(ctx, keyIdOf(key))).toBeUndefined();
  expect(await findPeer(ctx, "qingxi")).toMatchObject({ endedAt: city.now });
  await expect(endPeer(ctx, "qingxi")).rejects.toMatchObject({ status: 404 });
  await expect(addPeer(ctx, given())).rejects.toMatchObject({ status: 409 });
});

test("the key that another gave us lies encrypted, and what an item is called there is kept", async () => {
  const ctx = city.ctx();
  await addPeer(ctx, given({ peerId: "nanhu", protocol: "open311", key: "k-123" }));
  const [row] = await ctx.db.query<{ key: string }>("select api_key as key from peer.peers where peer_id = 'nanhu'");
  expect(row!.key).not.toContain("k-123");
  expect(await apiKeyOf(ctx, "nanhu")).toBe("k-123");
  await nameItemFor(ctx, "nanhu", "01037", "lamp");
  await nameItemFor(ctx, "nanhu", "06010", "rubbish");
  expect((await findPeer(ctx, "nanhu"))!.codes).toEqual({ "01037": "lamp", "06010": "rubbish" });
  await expect(nameItemFor(ctx, "nobody", "a", "b")).rejects.toMatchObject({ status: 404 });
  expect((await listPeers(ctx)).map(({ peerId }) => peerId)).toContain("nanhu");
});

test.each([
  [{ peerId: "Qing Xi" }, "PEER"],
  [{ name: " " }, "PEER"],
  [{ standing: "sister" }, "PEER"],
  [{ protocol: "fax" }, "PEER"],
  [{ key: "04" + "0".repeat(128) }, "PEER_KEY"], // no point of the curve
  [{ key: "xyz" }, "PEER_KEY"],
  [{ url: "http://qingxi.example" }, "PEER_URL"],
  [{ url: "http://127.0.0.1.example" }, "PEER_URL"],
  [{ url: "https://me:secret@qingxi.example" }, "PEER_URL"],
  [{ url: "https://qingxi.example/?a=b" }, "PEER_URL"],
  [{ url: "file:///etc/passwd" }, "PEER_URL"],
  [{ url: "qingxi" }, "PEER_URL"],
  [{ protocol: "open311", key: "a b" }, "PEER"],
] as const)("what cannot be is refused: %j", async (own, code) => {
  await expect(addPeer(city.ctx(), given({ peerId: "wrong", ...own }))).rejects.toMatchObject({ status: 422, code });
});

test("it is away since the first try that failed, until it is heard again", async () => {
  const since = city.now;
  await noteAway(city.ctx(), "qingxi", "没有在听");
  city.now = new Date(since.getTime() + 60_000);
  await noteAway(city.ctx(), "qingxi", "断了");
  expect((await peersToday(city.ctx())).get("qingxi")).toMatchObject({ awaySince: since, triedAt: city.now, error: "断了", heardAt: null });
  await noteHeard(city.ctx(), "qingxi");
  expect((await peersToday(city.ctx())).get("qingxi")).toMatchObject({ awaySince: null, error: null, heardAt: city.now });
});

test("the city has one key of its own, whoever asks first", async () => {
  const [one, other] = await Promise.all([ownKey(city.ctx()), ownKey(city.ctx())]);
  expect(one).toEqual(other);
  expect(one.keyId).toMatch(/^[0-9a-f]{32}$/);
  expect((await city.ctx().keys.find("exchange"))!.algorithm).toBe("SM2");
  await expect(addPeer(city.ctx(), given({ peerId: "self", key: one.publicKey }))).rejects.toMatchObject({ code: "PEER_KEY" });
});
