import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { AxeResults } from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FieldOnPage, TYPES, WRITABLE, type Around, type FieldDefinition, type TypeName } from "#content/form";
import { assets, consolePage, Form } from "#ui";
import { axeSource, launchBrowser } from "../../../test/browser.ts";

// What a form asks looks the same to staff: every type of field on a page of the console, asked and refused.

const listed = [
  { value: "990101001000", label: "青溪区青瓷街道" },
  { value: "990101002000", label: "青溪区云门街道" },
];
const around: Around = {
  areas: listed,
  units: listed,
  staff: listed,
  registers: [{ value: "organisation", label: "法人库", columns: listed }],
  markable: listed,
  licences: listed,
  answers: { register: "organisation" },
  files: { photos: [{ id: "1", name: "路灯.png", type: "image/png", size: 1000 }] },
  filesAt: "/files",
};
const OWN: Partial<Record<TypeName, Partial<FieldDefinition>>> = {
  columns: { of: "register" },
  code: { codes: { "1": "一般", "2": "重大" } },
  checklist: { points: [{ id: "exit", ask: "消防通道畅通", key: true }] },
  rows: {
    fields: [
      { name: "unit", label: "单位", type: "unit" },
      { name: "what", label: "做什么", type: "text" },
    ],
  },
};

function field(type: TypeName): FieldDefinition {
  return { name: type.replaceAll("-", "_"), label: WRITABLE[type]!, type, hint: "按实际情况填。", options: listed, ...OWN[type] };
}

function page(wrong: boolean): string {
  const types = Object.keys(WRITABLE) as TypeName[];
  return consolePage({
    site: { name: "云州市政务服务网", city: "云州市", mark: "云州", publisher: "云州市人民政府办公室", hotline: "12345" },
    title: "登记工单",
    path: "/console",
    nav: [],
    actor: { name: "林静", post: "受理岗", unit: "政务服务中心", area: "云州市" },
    body: (
      <Form action="/console/new">
        {types.map((type) => {
          const own = field(type);
          const value = type === "photos" ? ["1"] : undefined;
          return <FieldOnPage field={own} value={value} around={around} {...(wrong && { error: TYPES[type].check({}, own, around) ?? "请核对" })} />;
        })}
      </Form>
    ),
    display: {},
  });
}

let server: Server;
let browser: Browser;
let base: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    const asset = assets().get(request.url ?? "/");
    response.setHeader("content-security-policy", "default-src 'self'; base-uri 'none'; form-action 'self'");
    response.setHeader("content-type", asset?.type ?? "text/html; charset=utf-8");
    response.end(asset?.body ?? page(request.url === "/wrong"));
  }).listen(0);
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  server?.close();
});

test.each([
  [360, "/asked"],
  [1280, "/asked"],
  [360, "/wrong"],
])("at %i px %s: nothing that axe finds, nothing wider than the window, nothing that the policy stops", { timeout: 60_000 }, async (width, path) => {
  const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true });
  const shown = await context.newPage();
  const faults: string[] = [];
  shown.on("pageerror", (error) => faults.push(error.message));
  await shown.goto(base + path);
  expect(await shown.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  await shown.evaluate(axeSource);
  const found = (await shown.evaluate("axe.run('main', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })")) as AxeResults;
  await context.close();
  expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join(" | ")}`)).toEqual([]);
  expect(faults).toEqual([]);
});
