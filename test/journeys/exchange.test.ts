import { afterAll, beforeAll, expect, test } from "vitest";
import { generateKey } from "#crypto/sm2";
import { begin } from "#matter/begin";
import { deliverAll, FETCH } from "#matter/exchange";
import { getMatter } from "#matter/matter";
import { addPeer } from "#people/peer";
import { colleagueFor } from "../../src/seed/walk.ts";
import { work } from "../kinds/city.ts";
import { openStage, type Stage } from "./stage.ts";

// What is another's to mend is passed on by a click, seen by whoever administers, taken back when nobody answers, and told to whoever reported it.

let stage: Stage;
beforeAll(async () => void (stage = await openStage()), 120_000);
afterAll(() => stage.close());

test("an event is passed on, its counterpart is away, and it is taken back", { timeout: 120_000 }, async () => {
  const { city } = stage;
  const admin = await stage.visitor(360);
  await admin.signInAsStaff("admin");
  await admin.go("/console/exchange");
  expect(await admin.page.locator("main").innerText()).toContain("还没有协同单位");
  await admin.isSound();
  const key = generateKey().publicKey.bytes.toString("hex");
  await addPeer(city.ctx(), { peerId: "qingxi", name: "青溪区城市运行平台", standing: "lower", protocol: "signed", url: "https://qingxi.example", key });
  city.ports.plug(FETCH, () => Promise.reject(Object.assign(new TypeError("fetch failed"), { cause: { code: "ECONNREFUSED" } })));
  const { matterId } = await begin(await city.person("chen-xiaoman"), {
    item: "event-lamp",
    channel: "online",
    form: { where: { address: "书院街20号", point: [118.129, 26.6555] } },
  });
  for (const [name, outcome] of [
    ["verify", "real"],
    ["registering", "register"],
  ] as const) {
    const task = (await getMatter(city.ctx(), matterId)).open.find(({ kind }) => kind === name)!;
    await work(city, city.ctx(await colleagueFor(city.ctx(), task)), matterId, name, { outcome });
  }

  const commander = await stage.visitor(1366);
  await commander.signInAsStaff("gaoyang");
  await commander.go(`/console/matters/${matterId}`);
  await commander.page.locator('main summary:has-text("转给外面的单位")').click();
  await commander.page.locator("select[name$=-pass-peer]").selectOption("qingxi");
  await commander.isSound();
  await commander.arrives(() => commander.page.locator("form:has(input[name=_outcome][value=pass]) button").last().click());
  await commander.go(`/console/matters/${matterId}`);
  await commander.isSound();
  expect(await commander.page.locator("section[aria-labelledby=outside]").innerText()).toMatch(/青溪区城市运行平台[\s\S]*还没有送到/);

  await deliverAll(city.ctx());
  await admin.go("/console/exchange");
  await admin.isSound();
  expect(await admin.page.locator("main").innerText()).toMatch(/起联系不上[\s\S]*连接被拒绝/);

  await commander.press("收回自己办");
  await commander.isSound();
  await commander.arrives(() => commander.page.locator("main form button").first().click());
  expect(await commander.page.locator("main").innerText()).toContain("请写明为什么收回");
  await commander.isSound();
  await commander.page.fill("[name=reason]", "本市先修好。");
  await commander.arrives(() => commander.page.locator("main form button").first().click());
  expect(await commander.page.locator("main").innerText()).toMatch(/已收回[\s\S]*派遣/);

  const she = await stage.visitor(360);
  await she.signIn("陈小满", `/my/matters/${matterId}`);
  await she.isSound();
  expect(await she.page.locator("main").innerText()).toMatch(/转给青溪区城市运行平台[\s\S]*从青溪区城市运行平台收回：本市先修好。/);
});
