import { launchBrowser } from "../test/browser.ts";
const b = await launchBrowser();
const pages = JSON.parse(process.argv[2]!) as [string, string, number][];
for (const [name, path, width] of pages) {
  const c = await b.newContext({ viewport: { width, height: 900 }, locale: "zh-CN" });
  const p = await c.newPage();
  await p.goto("http://localhost:8123" + path);
  await p.screenshot({ path: `/tmp/look/${name}.png` });
  await c.close();
}
await b.close();
