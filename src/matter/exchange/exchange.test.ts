import { afterAll, beforeAll, expect, test } from "vitest";
import { begin } from "#matter/begin";
import { blueprintOf, changeOf, getMatter } from "#matter/matter";
import { generateKey } from "#crypto/sm2";
import { ownKey } from "#people/peer";
import { photograph } from "../../../test/photograph.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { contentOf } from "./content.ts";
import { pauseAfter, sign } from "./index.ts";
import { passBody } from "./message.ts";
import { passOn } from "./passing.ts";
import { answerTo } from "./receipt.ts";
import { digestOf, isSignedBy, readSigned } from "./signing.ts";

let city: TestCity;
beforeAll(async () => void (city = await testCity()));
afterAll(() => city.close());

test("it is tried again after a minute, then twice as long each time, an hour at most", () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 100].map((tries) => pauseAfter(tries) / 60_000)).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
});

test("what goes along is what was seen and where, with its photographs; never who reported it, whatever they wrote of themselves", async () => {
  const received = await Promise.all([1, 2].map(() => city.ctx().files.receive(photograph({}))));
  const { matterId } = await begin(await city.person("chen-xiaoman"), {
    item: "event-flood",
    channel: "online",
    form: { where: { address: "荷塘桥下", point: [118.11, 26.65] }, summary: "水很深", depth_class: "deep" },
    files: received.map((each, i) => ({ field: "photos", name: `水${i}.jpg`, received: each })),
  });
  const ctx = city.ctx();
  const { matter } = await getMatter(ctx, matterId);
  const body = await contentOf(ctx, matter, await blueprintOf(ctx, matter), { reference: matter.number!, code: "local-01", note: "" });
  expect(body).toMatchObject({
    number: matter.number,
    item: { id: "event-flood", code: "local-01", name: "道路积水" },
    place: { address: "荷塘桥下", point: [118.11, 26.65] },
    description: "水很深",
    answers: { depth_class: "deep" },
    photos: [{ name: "照片1.jpg", type: "image/jpeg" }],
    left_out: [],
  });
  expect(JSON.stringify(body)).not.toMatch(/陈|小满|1990000/);
  expect(passBody(JSON.parse(JSON.stringify(body)) as Record<string, unknown>)).toEqual(body);
  // Wherever somebody writes who they are, and whatever a camera writes of where it stood.
  const guarded = await begin(await city.person("chen-xiaoman"), {
    item: "event-flood",
    channel: "online",
    form: {
      where: { address: "荷塘桥下棚户区12号3门", point: [118.1123, 26.6541] },
      summary: "我是３５０１０２１９９００１０１１２３Ｘ，电话 138-0013-8000、１３８００１３８０００，编号 9901002026112300001",
    },
    files: [{ field: "photos", name: "王大妈家门口.jpg", received: await ctx.files.receive(photograph({ point: [118.1123, 26.6541] })) }],
  });
  const theirs = (await getMatter(ctx, guarded.matterId)).matter;
  const usual = await blueprintOf(ctx, theirs);
  const parties = { reporter: { ...usual.kind.parties["reporter"]!, guarded: "true" } };
  const sent = await contentOf(ctx, theirs, { ...usual, kind: { ...usual.kind, parties } }, { reference: "1", code: null, note: "" });
  expect(sent).toMatchObject({
    title: "道路积水",
    place: { address: "荷塘桥下棚户****", point: [118.11, 26.655] },
    description: "我是３５０１０２********１２３Ｘ，电话 138****8000、１３８****８０００，编号 9901002026112300001",
    photos: [{ name: "照片1.jpg" }],
    left_out: ["反映人要求保密，地点只写大概。"],
  });
  expect(Buffer.from(sent.photos[0]!.content, "base64").includes("Exif")).toBe(false);
  // Work secrets stay in the house, and so does what is for nobody there is.
  const call = (given: object, peer = "nobody") =>
    blueprintOf(ctx, matter).then((blueprint) =>
      passOn(ctx, { change: changeOf({ ...matter, ...given }), blueprint, input: { peer }, given: undefined, call: "c" }),
    );
  await expect(call({ confidentiality: "work-secret" })).rejects.toMatchObject({ code: "EXCHANGE_SECRET" });
  await expect(call({})).rejects.toMatchObject({ code: "PEER" });
});

test("an answer counts when the counterpart has signed it today, about these bytes; whatever else came does not", async () => {
  const ctx = city.ctx();
  const { publicKey, keyId } = await ownKey(ctx);
  const peer = { peerId: "self", publicKey, keyId } as Parameters<typeof answerTo>[1];
  const sent = { messageId: "0198c1f0-0000-7000-8000-000000000001", digest: digestOf(Buffer.from("x")) };
  const says = async (row: unknown, now = city.now) => {
    const bytes = Buffer.from(typeof row === "string" ? row : JSON.stringify(row));
    const { key, at, signature } = await sign({ ...ctx, now }, bytes);
    const headers: Record<string, string> = { "exchange-key": key, "exchange-at": at, "exchange-signature": signature };
    return answerTo(ctx, peer, sent, { status: 200, bytes, header: (name) => headers[name] ?? null });
  };
  const receipt = { message: sent.messageId, digest: sent.digest, at: city.now.toISOString() };
  expect(await says(receipt)).toMatchObject({ is: "taken", number: null });
  expect(await says({ ...receipt, number: "A1" })).toMatchObject({ is: "taken", number: "A1" });
  expect(await says({ message: null, digest: sent.digest, code: "FORM", say: "不合格式" })).toEqual({ is: "refused", code: "FORM", say: "不合格式" });
  for (const none of [
    "no json",
    "[]",
    {},
    { ...receipt, digest: digestOf(Buffer.from("y")) },
    { ...receipt, message: "0198c1f0-0000-7000-8000-000000000002" },
    { message: "0198c1f0-0000-7000-8000-000000000002", digest: sent.digest, code: "FORM", say: "别的" },
  ])
    expect(await says(none)).toBeUndefined();
  expect(await says(receipt, new Date(city.now.getTime() - 2 * 86_400_000))).toBeUndefined();
});

test("a signature is of one key over one moment and these bytes", async () => {
  const ctx = city.ctx();
  const bytes = Buffer.from("路灯不亮");
  const signed = await sign(ctx, bytes);
  const { publicKey, keyId } = await ownKey(ctx);
  const peer = { publicKey, keyId } as Parameters<typeof isSignedBy>[0];
  expect(isSignedBy(peer, signed, bytes)).toBe(true);
  expect(isSignedBy(peer, signed, Buffer.from("路灯不凉"))).toBe(false);
  expect(isSignedBy(peer, { ...signed, at: new Date(city.now.getTime() + 1000).toISOString() }, bytes)).toBe(false);
  const other = generateKey().publicKey.bytes.toString("hex");
  expect(isSignedBy({ ...peer, publicKey: other }, signed, bytes)).toBe(false);
  const header = (own: Partial<Record<string, string>>) => (name: string) =>
    ({ "exchange-key": signed.key, "exchange-at": signed.at, "exchange-signature": signed.signature, ...own })[name];
  expect(readSigned(header({}))).toEqual(signed);
  for (const own of [{ "exchange-key": "" }, { "exchange-at": "2026-13-40T99:99:99.000Z" }, { "exchange-at": "today" }, { "exchange-signature": "AA" }])
    expect(readSigned(header(own))).toBeUndefined();
});
