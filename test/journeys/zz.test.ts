import { test } from "vitest";
import { begin } from "#matter/begin";
import { cityOfKinds, work } from "../kinds/city.ts";
import { openStage } from "./stage.ts";
test("shots", { timeout: 300_000 }, async () => {
  const city = await cityOfKinds();
  const nobody = city.ctx({ kind: "anonymous", id: "", name: "" });
  const where = { address: "书院街20号", area: "990101002001", point: [120.012, 30.221] };
  const lamp = (s: string) => begin(nobody, { item: "hotline-complaint", channel: "online", form: { summary: s, category: "lamp", where }, party: { kind: "anonymous" } });
  const a = await lamp("书院街路灯不亮，晚上看不见路");
  const b = await lamp("书院街三盏路灯不亮");
  const c = await begin(await city.staff("sunli"), { item: "hotline-help", channel: "phone", form: { summary: "小区门口树倒了", category: "tree", where: { address: "松林里8号", area: "990101001002" } }, party: { kind: "person", name: "林秀英", phone: "19900000001" } });
  await work(city, "zhaoyun", c.matterId, "dispatch", { outcome: "dispatch", unit: "11990100MB00000057-07", units: ["11990100MB00000057-05"] });
  await work(city, "yangfan", c.matterId, "sign", { outcome: "sign" });
  const e = await begin(await city.staff("sangye"), { item: "event-lamp", channel: "grid", form: { where, summary: "两盏不亮" } });
  await work(city, "weilan", e.matterId, "register", { outcome: "register" });
  const stage = await openStage(city);
  for (const width of [360, 1366]) {
    const she = await stage.visitor(width);
    for (const [name, path] of [["home", "/"], ["items", "/items"], ["item", "/items/hotline-help"], ["begin", "/items/hotline-complaint/begin"], ["event", "/items/event-lamp/begin"]] as const) {
      await she.go(path);
      await she.page.screenshot({ path: `/tmp/shots/p-${name}-${width}.png`, fullPage: true });
    }
    await she.context.close();
    for (const [who, paths] of [
      ["sunli", [["new", "/console/kinds/work-order/new"], ["new2", "/console/kinds/work-order/new?item=hotline-help&channel=phone"]]],
      ["zhaoyun", [["inbox", "/console/inbox"], ["list", "/console/kinds/work-order"], ["matter", `/console/matters/${b.matterId}`]]],
      ["yangfan", [["handle", `/console/matters/${c.matterId}`]]],
      ["gaoyang", [["event", `/console/matters/${e.matterId}`]]],
    ] as const) {
      const he = await stage.visitor(width);
      await he.signInAsStaff(who);
      for (const [name, path] of paths) {
        await he.go(path);
        await he.page.screenshot({ path: `/tmp/shots/c-${name}-${width}.png`, fullPage: true });
      }
      await he.context.close();
      city.now = new Date(city.now!.getTime() + 60_000);
    }
  }
  await stage.close();
});
