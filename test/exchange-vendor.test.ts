import { createHash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sm2, sm3 } from "sm-crypto-v2";
import { expect, onTestFinished, test } from "vitest";
import { deliverAll } from "#matter/exchange";
import { verifySignature } from "#crypto/keys";
import { addPeer, keyIdOf, ownKey } from "#people/peer";
import { serve } from "../src/city.ts";
import { done } from "./two-cities.ts";
import { testCity } from "./city.ts";

// Another vendor: nothing of this software, docs/guides/exchange.md, and SM2 of a library.

const { privateKey, publicKey } = sm2.generateKeyPairHex();
const keyId = (key: string): string => sm3(Buffer.from(key, "hex")).slice(0, 32);

function signed(body: string, at: string): Record<string, string> {
  const signature = sm2.doSignature(Buffer.from(`${at}\n${body}`), privateKey, { hash: true, der: false, publicKey });
  return {
    "content-type": "application/vnd.exchange+json",
    "exchange-key": keyId(publicKey),
    "exchange-at": at,
    "exchange-signature": Buffer.from(signature, "hex").toString("base64url"),
  };
}

test("the example of the guide is what a library and this software make of it", () => {
  const guide = readFileSync("docs/guides/exchange.md", "utf8");
  const [, ...example] = /^key +(\S+)\nbody +(.+)\nat +(\S+)\ndigest +(\S+)\nsignature +(\S+)$/m.exec(guide)!;
  const [key, body, at, digest, signature] = example as [string, string, string, string, string];
  expect(guide).toContain(`\`${keyId(key)}\``);
  expect([sm3(Buffer.from(body)), keyIdOf(key)]).toEqual([digest, keyId(key)]);
  expect(holds(body, (name) => ({ "exchange-at": at, "exchange-signature": signature })[name]!, key)).toBe(true);
  expect(verifySignature("SM2", Buffer.from(key, "hex"), Buffer.from(`${at}\n${body}`), Buffer.from(signature, "base64url"))).toBe(true);
});

const holds = (body: string, header: (name: string) => string, theirs: string): boolean =>
  sm2.doVerifySignature(Buffer.from(`${header("exchange-at")}\n${body}`), Buffer.from(header("exchange-signature"), "base64url").toString("hex"), theirs, {
    hash: true,
    der: false,
  });

test("a vendor who has only the guide passes a matter here, proves the receipt, and takes the reports", async () => {
  const city = await testCity();
  const app = await serve(city);
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  const theirs = (await ownKey(city.ctx())).publicKey;
  const now = (): string => city.now.toISOString();

  const told: { sort: string; about: string; body: Record<string, unknown> }[] = [];
  const vendor = createServer((asked, answer) => {
    const pieces: Buffer[] = [];
    asked.on("data", (piece: Buffer) => pieces.push(piece));
    asked.on("end", () => {
      const body = Buffer.concat(pieces).toString();
      expect(holds(body, (name) => String(asked.headers[name]), theirs)).toBe(true);
      const message = JSON.parse(body) as (typeof told)[number] & { message: string };
      told.push(message);
      const receipt = JSON.stringify({ message: message.message, digest: sm3(Buffer.from(body)), at: now() });
      answer.writeHead(200, signed(receipt, now())).end(receipt);
    });
  });
  await new Promise<void>((ready) => vendor.listen(0, "127.0.0.1", ready));
  onTestFinished(async () => {
    vendor.close();
    await app.close();
    await city.close();
  });
  const at = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`;
  await addPeer(city.ctx(), { peerId: "vendor", name: "别家的平台", standing: "upper", protocol: "signed", url: at, key: publicKey });

  const message = randomUUID();
  const about = { message, from: keyId(publicKey), to: keyId(theirs), at: now(), sort: "pass", about: null };
  const item = { id: "lamp", code: "01037", name: "路灯" };
  const place = { address: "书院街20号", point: [118.129, 26.6555] };
  const pass = JSON.stringify({ ...about, body: { number: "V-1", title: "路灯", item, place, description: "不亮", answers: {}, note: "", photos: [] } });
  const came = await fetch(`${url}/exchange/v1/messages`, { method: "POST", headers: signed(pass, now()), body: pass });
  const receipt = await came.text();
  expect([came.status, holds(receipt, (name) => came.headers.get(name)!, theirs)]).toEqual([200, true]);
  const { number, digest } = JSON.parse(receipt) as { number: string; digest: string };
  expect(digest).toBe(createHash("sm3").update(pass).digest("hex"));

  const [{ id }] = (await city.ctx().db.query<{ id: string }>("select matter_id as id from matter.matters where number = $1", [number])) as [{ id: string }];
  await done(city, id, "verify", { outcome: "unreal", reason: "灯是亮的。" });
  while ((await deliverAll(city.ctx())) > 0);
  expect(told.map(({ sort, body }) => [sort, body["seq"], body["state"], body["reason"]])).toEqual([
    ["report", 1, "已收到", undefined],
    ["return", 2, "没有立案", "灯是亮的。"],
  ]);
  expect(new Set(told.map((each) => each.about))).toEqual(new Set([message]));
});
