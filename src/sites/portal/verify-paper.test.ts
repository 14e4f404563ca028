import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { issuedFile, paperCode } from "#proof/document";
import { getDocument, listDocuments } from "#matter/matter";
import { viewOwn } from "#matter/view";
import { openOfd } from "#drawing/ofd";
import { accepted } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { serve } from "../../../test/console-browser.ts";

let city: TestCity;
let app: FastifyInstance;
let matterId: string;
beforeAll(async () => {
  city = await testCity();
  app = await serve(city);
  matterId = await accepted(city);
});
afterAll(async () => {
  await app.close();
  await city.close();
});

test("the code on a paper leads to what the city knows of it, and to nothing that is not on it", async () => {
  const owner = await city.person("chen-xiaoman", "xiaoman-catering");
  const view = await viewOwn(owner, matterId);
  const { documentId } = (await listDocuments(owner, matterId)).find(({ kind }) => kind === "acceptance")!;
  const document = await getDocument(owner, matterId, documentId);
  const { content } = await issuedFile(owner, view, document, "ofd");
  const printed = openOfd(content)
    .documents[0]!.pages.map(({ text }) => text)
    .join("\n");
  const [, code] = /\/verify\/paper\/([\w-]{43})/.exec(printed)!;
  expect(code).toBe(paperCode(document));
  const { statusCode, payload } = await app.inject({ url: `/verify/paper/${code}` });
  expect(statusCode).toBe(200);
  for (const words of ["是本市发出的", "受理通知书", document.number, view.matter.number!, "云州市市场监督管理局", "云州小满餐饮有限公司"])
    expect(payload).toContain(words);
  for (const secret of ["陈小满", "91990100MA0000001G", "1990000"]) expect(payload).not.toContain(secret);
  const { issued_at: _at, ...told } = (await app.inject({ url: `/api/v1/verification/papers/${code}` })).json<Record<string, string>>();
  expect(told).toEqual({
    name: "受理通知书",
    number: document.number,
    issuer: "云州市市场监督管理局",
    item: "食品经营许可",
    matter: view.matter.number,
    owner: "云州小满餐饮有限公司",
  });
});

test("a code that this city never printed is told as such, whatever it is made of", async () => {
  const codes = [paperCode({ matterId, documentId: matterId }), "A".repeat(43), "你好", "..%2F..%2Fetc", "x".repeat(60)];
  for (const code of codes) {
    const { statusCode, payload } = await app.inject({ url: `/verify/paper/${encodeURIComponent(code)}` });
    expect([code, statusCode]).toEqual([code, 404]);
    expect(payload).toContain("查不到");
    expect((await app.inject({ url: `/api/v1/verification/papers/${encodeURIComponent(code)}` })).statusCode, code).toBeGreaterThanOrEqual(404);
  }
});
