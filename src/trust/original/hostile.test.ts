import { afterAll, beforeAll, expect, test } from "vitest";
import { newPart, openPackage, withParts, writePackage } from "#drawing/package";
import { testCity, type TestCity } from "../../../test/city.ts";
import { checkFile, originalOf } from "./index.ts";
import { wish } from "./original.fixture.ts";

let city: TestCity;
let sealed: Buffer;
beforeAll(async () => {
  city = await testCity();
  sealed = await originalOf(city.ctx(), "ofd", wish());
});
afterAll(() => city.close());

function changed(name: string | RegExp, change: (text: string) => string): Buffer {
  const parts = openPackage(sealed);
  const part = [...parts.values()].find((each) => (typeof name === "string" ? each.name === name : name.test(each.name)))!;
  return writePackage(withParts(parts, newPart(part.name, change(part.read().toString()))));
}

test("of a file of endless words so many are told as a person could read", async () => {
  const page = "<Page><Content><Layer><TextObject><TextCode>" + "字\n".repeat(2_000_000) + "</TextCode></TextObject></Layer></Content></Page>";
  const [first] = (
    await checkFile(
      city.ctx(),
      changed(/Page_0\/Content[.]xml$/, () => page),
    )
  ).pages;
  expect(first!.text.length).toBeLessThan(301_000);
  expect(first!.text).toContain("后面的字太多");
  const named = changed("OFD.xml", (text) =>
    text.replace(/(<ofd:Title>)[^<]*/, `$1${"题".repeat(100_000)}`).replace("云市监〔2026〕7号", "号".repeat(100_000)),
  );
  const { title, custom } = await checkFile(city.ctx(), named);
  expect([title!.length, ...custom.map(({ value }) => value.length)].every((length) => length <= 2_000)).toBe(true);
});

test("a file of very many signatures is not judged", async () => {
  const many = changed(/Signatures[.]xml$/, (text) => text.replace(/<ofd:Signature [^>]*>/, (one) => one.repeat(33)));
  await expect(checkFile(city.ctx(), many)).rejects.toMatchObject({ code: "TOO_MUCH" });
});

test("words that a later signature brings along do not pass for those that were sealed", async () => {
  const pdf = await originalOf(city.ctx(), "pdf", wish());
  const more =
    "\n90 0 obj\n<</Type /XObject /Subtype /Form>>\nstream\n<x:xmpmeta><pdf:Keywords>证照标识：别人的</pdf:Keywords></x:xmpmeta>\nendstream\n%%EOF\n";
  const answer = await checkFile(city.ctx(), Buffer.concat([pdf, Buffer.from(more)]));
  expect(answer.custom).toEqual([{ name: "证照标识", value: "别人的" }]);
  expect(answer.labelled).toBe(false);
  expect((await checkFile(city.ctx(), pdf)).labelled).toBe(true);
});
