import { rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { onTestFinished } from "vitest";
import { begin } from "#matter/begin";
import { CONTENT_TYPE, deliverAll, exchangesOf, FETCH, headersOf, MESSAGES, sign } from "#matter/exchange";
import { getMatter, listActs, type Act } from "#matter/matter";
import { addPeer, OWN_KEY, ownKey } from "#people/peer";
import { newId } from "#values/ids";
import { serve } from "../src/city.ts";
import { colleagueFor } from "../src/seed/walk.ts";
import { testCity, type TestCity } from "./city.ts";
import { work } from "./kinds/city.ts";
import { photograph } from "./photograph.ts";

// Two cities, each with a server of its own: what one cannot mend it passes to the other, and its people see what became of it.

export let city: TestCity;
export let district: TestCity;
export let here: FastifyInstance;
export let there: FastifyInstance;
export const urlOf = (app: FastifyInstance): string => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;

/** Opens both, each with a server of its own, and lets them exchange keys. */
export async function openBoth(): Promise<void> {
  [city, district] = await Promise.all([testCity({ apart: true }), testCity({ apart: true })]);
  // What another test had made for all is nobody's own key.
  for (const each of [city, district]) rmSync(join(each.config.dataDir, "secrets", "keys", `${OWN_KEY}.json`), { force: true });
  [here, there] = await Promise.all([serve(city), serve(district)]);
  await Promise.all([here, there].map((app) => app.listen({ host: "127.0.0.1", port: 0 })));
  const [ours, theirs] = [await ownKey(city.ctx()), await ownKey(district.ctx())];
  await addPeer(city.ctx(), { peerId: "qingxi", name: "青溪区城市运行平台", standing: "lower", protocol: "signed", url: urlOf(there), key: theirs.publicKey });
  await addPeer(district.ctx(), {
    peerId: "yunzhou",
    name: "云州市城市运行平台",
    standing: "upper",
    protocol: "signed",
    url: urlOf(here),
    key: ours.publicKey,
  });
}

/** Closes both. */
export async function closeBoth(): Promise<void> {
  await Promise.all([here?.close(), there?.close()]);
  await Promise.all([city?.close(), district?.close()]);
}

let day = 1;
/** Both cities on a new day, so that no event is taken for one of before. */
export function nextDay(): void {
  day += 1;
  city.now = new Date(Date.parse("2026-06-01T10:00:00+08:00") + day * 10 * 86_400_000);
  district.now = city.now;
}

export const PLACE = { address: "书院街20号", point: [118.129, 26.6555] };
export const SUMMARY = "灯杆歪了，一到晚上就闪。";

/** Somebody who may does the waiting task of a work. */
export async function done(where: TestCity, matterId: string, name: string, result: Record<string, unknown> & { outcome: string }): Promise<void> {
  const { open } = await getMatter(where.ctx(), matterId);
  const task = open.find(({ kind }) => kind === name)!;
  await work(where, where.ctx(await colleagueFor(where.ctx(), task)), matterId, name, result);
  await where.drain();
}

/** An event of the city that is passed on. */
export async function passed({ note = "", peer = "qingxi", files = false, item = "event-lamp" } = {}): Promise<string> {
  nextDay();
  const picture = files ? [{ field: "photos", name: "现场.jpg", received: await city.ctx().files.receive(photograph({})) }] : [];
  const { matterId } = await begin(await city.staff("sangye"), {
    item,
    channel: "grid",
    form: { where: PLACE, summary: SUMMARY },
    ...(files && { files: picture }),
  });
  await done(city, matterId, "registering", { outcome: "register" });
  await done(city, matterId, "dispatch", { outcome: "pass", peer, ...(note && { note }) });
  return matterId;
}

export const deliver = async (from: TestCity, to: TestCity): Promise<number> => {
  const sent = await deliverAll(from.ctx());
  await to.drain();
  return sent;
};

/** The matter that a pass has begun in the district. */
export async function takenThere(matterId: string): Promise<string> {
  const { to } = await exchangesOf(city.ctx(), matterId);
  const rows = await district.ctx().db.query<{ id: string }>("select matter_id as id from matter.matters where number = $1", [to.at(-1)!.number]);
  return rows[0]!.id;
}

export const wordsOf = (acts: readonly Act[]): string[] => acts.map(({ kind, data }) => [kind, data["words"], data["reason"]].filter(Boolean).join(" "));
export const passActs = async (matterId: string): Promise<string[]> =>
  wordsOf((await listActs(city.ctx(), matterId)).filter(({ kind }) => /^(passed|pass-|done-outside)/.test(kind)));
export const standing = async (where: TestCity, matterId: string) => (await getMatter(where.ctx(), matterId)).matter;

/** What stands between the city and others for one test. */
export function through(mischief: typeof fetch, where = city): void {
  const before = where.ports.find(FETCH) ?? globalThis.fetch;
  where.ports.plug(FETCH, mischief);
  onTestFinished(() => where.ports.plug(FETCH, before));
}

export const BODY = {
  number: "9901002026112300001",
  title: "路灯不亮",
  item: { id: "event-lamp", code: "01037", name: "路灯不亮" },
  place: { address: "书院街20号", point: [118.129, 26.6555] },
  description: "",
  answers: {},
  note: "",
  photos: [] as unknown[],
};

/** A message of the city to the district, as another vendor would make it. */
export async function passMessage() {
  const [{ keyId: from }, { keyId: to }] = [await ownKey(city.ctx()), await ownKey(district.ctx())];
  return { message: newId(), from, to, at: city.now.toISOString(), sort: "pass", about: null as string | null, body: BODY as unknown };
}

export async function posted(message: unknown, { headers = {}, now = city.now }: { headers?: Record<string, string>; now?: Date } = {}) {
  const bytes = Buffer.from(typeof message === "string" ? message : JSON.stringify(message));
  const signed = headersOf(await sign({ ...city.ctx(), now }, bytes));
  const answer = await there.inject({ method: "POST", url: MESSAGES, headers: { "content-type": CONTENT_TYPE, ...signed, ...headers }, payload: bytes });
  await district.drain();
  return { status: answer.statusCode, json: answer.json<{ code: string; say: string; number: string; message: string; digest: string }>(), bytes, answer };
}

export const mattersThere = async (): Promise<number> =>
  Number((await district.ctx().db.query<{ count: string }>("select count(*) from matter.matters where channel = 'exchange'"))[0]!.count);
