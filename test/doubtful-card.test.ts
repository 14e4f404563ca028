import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { blueprintOf, getMatter } from "#matter/matter";
import { submit } from "#matter/intake";
import { allowance, draftCase } from "./application.ts";
import { serve, signedIn } from "./console-browser.ts";
import { openDoors } from "./callers.ts";
import { testCity, type TestCity } from "./city.ts";
import { openPortal, type Portal } from "./visitor.ts";

let city: TestCity;
let portal: Portal;
let app: FastifyInstance;
beforeAll(async () => {
  city = await testCity();
  portal = await openPortal(city);
  app = await serve(city);
});
afterAll(async () => {
  await app.close();
  await portal.close();
  await city.close();
});

const DOUBT = "校验位对不上";

test("a card number that may be mistyped is asked about once, taken when it is said again, and shown to staff", async () => {
  const needy = allowance.cases.find(({ person }) => person === "he-guizhen")!;
  const ctx = await city.person("he-guizhen");
  const matterId = await draftCase(ctx, allowance, needy);
  const { matter } = await getMatter(ctx, matterId);
  const { form } = await blueprintOf(ctx, matter);
  const page = form.pages.find(({ fields }) => fields.some(({ name }) => name === "bank_account"))!;
  const path = `/my/matters/${matterId}/apply/form/${page.id}`;
  const visitor = await portal.signedIn("he-guizhen");
  const typed = Object.fromEntries(page.fields.flatMap(({ name }) => (typeof needy.form[name] === "string" ? [[name, String(needy.form[name])]] : [])));
  const save = async (card: string) => {
    const { html } = await visitor.get(path);
    const revision = /name="_revision" value="(\\d+)"/.exec(html)?.[1];
    return visitor.post(path, { ...typed, bank_account: card, ...(revision && { _revision: revision }) });
  };

  const first = await save("6217 0012 3400 0000 018");
  expect([first.status, first.to]).toEqual([303, `${path}?look=1`]);
  expect((await visitor.get(first.to)).html).toContain(DOUBT);
  const second = await save("6217-0012-3400-0000-018");
  expect(second.to).not.toContain("look");
  expect((await visitor.get(`/my/matters/${matterId}/apply/check`)).html).toContain(DOUBT);
  expect((await save("6217001234000000016")).to).not.toContain("look");
  expect((await visitor.get(`/my/matters/${matterId}/apply/check`)).html).not.toContain(DOUBT);

  await save("6217 0012 3400 0000 018");
  await submit(ctx, matterId);
  const doors = await openDoors(city);
  const { bearer } = await doors.credentials({ person: "he-guizhen" });
  const told = await doors.app.inject({ url: `/api/v1/matters/${matterId}`, headers: { authorization: `Bearer ${bearer!}` } });
  expect(told.json()).toMatchObject({ remarks: { bank_account: expect.stringContaining(DOUBT) } });
  await doors.app.close();
  const clerk = await signedIn(city, app, "qinlan");
  expect((await clerk.get(`/console/matters/${matterId}`)).html).toContain(`${DOUBT}，可能抄错了一位。请与本人核对`);
});
