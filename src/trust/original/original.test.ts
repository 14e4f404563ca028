import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openOfd } from "#drawing/ofd";
import { pdfSignatures } from "#drawing/pdf";
import { judgeCms, listUses, findActiveSeal } from "#trust/seal";
import { testCity, type TestCity } from "../../../test/city.ts";
import { findOriginal, originalOf, type Format } from "./index.ts";
import { laid, MARKET, wish } from "./original.fixture.ts";

let city: TestCity;
beforeAll(async () => void (city = await testCity()));
afterAll(() => city.close());

describe.each<Format>(["ofd", "pdf"])("an original as %s", (format) => {
  test("is laid out and sealed once, whoever asks, at the same time or later", async () => {
    const asked = wish();
    expect(await findOriginal(city.ctx(), format, asked.subjectId)).toBeUndefined();
    const [one, two] = await Promise.all([originalOf(city.ctx(), format, asked), originalOf(await city.staff("linjing"), format, asked)]);
    const later = await originalOf(city.ctx(), format, asked);
    for (const each of [two, later, (await findOriginal(city.ctx(), format, asked.subjectId))!]) expect(each.equals(one)).toBe(true);
    expect(asked.laid).toBe(1);
    const seal = await findActiveSeal(city.ctx(), MARKET, "unit", "decision");
    expect((await listUses(city.ctx(), seal!.sealId)).filter(({ document }) => document === asked.name).length).toBe(1);
  });

  test("lies sealed in the database, and cannot be changed there", async () => {
    const asked = wish();
    await originalOf(city.ctx(), format, asked);
    const { rows } = await city.database.owner.query<{ content: string }>("select content from original.files where subject_id = $1", [asked.subjectId]);
    expect(rows.length).toBe(1);
    expect(Buffer.from(rows[0]!.content, "base64").includes(format === "ofd" ? "OFD.xml" : "%PDF")).toBe(false);
    await expect(city.ctx().db.query("update original.files set content = ''")).rejects.toThrow("permission denied");
  });

  test("of a body without a seal for it is refused in a sentence, and nothing is kept", async () => {
    const asked = wish({ purpose: "contract" });
    await expect(originalOf(city.ctx(), format, asked)).rejects.toMatchObject({
      code: "NO_SEAL",
      message: expect.stringContaining("云州市市场监督管理局现在没有"),
    });
    expect(await findOriginal(city.ctx(), format, asked.subjectId)).toBeUndefined();
  });
});

test("the PDF shows the seal where there is room for it, and a strip over the edge of each page of several", async () => {
  const one = (await originalOf(city.ctx(), "pdf", wish())).toString("latin1");
  expect(one.match(/\/FT \/Sig/g)).toHaveLength(1);
  expect(one).not.toContain("/Subtype /Stamp");
  const pdf = await originalOf(city.ctx(), "pdf", wish({ lay: () => laid(3) }));
  const rects = [...pdf.toString("latin1").matchAll(/\/Subtype \/Stamp .*?\/Rect \[([\d. ]+)\]/g)].map(([, rect]) => rect!.split(" ").map(Number));
  expect(rects).toHaveLength(3);
  const strip = ((42 / 3) * 72) / 25.4;
  for (const [left, , right] of rects) expect([right, right! - left!].map((each) => each!.toFixed(1))).toEqual(["595.3", strip.toFixed(1)]);
  const [signature] = pdfSignatures(pdf);
  expect((await judgeCms(city.ctx(), signature!.cms, { dataHash: signature!.hash })).verdict).toBe("valid");
  expect(signature!.whole).toBe(true);
});

test("what it says to programs and what travels inside are in both formats", async () => {
  const attachments = [{ name: "proof.json", content: Buffer.from('{"a":1}') }];
  const ofd = openOfd(await originalOf(city.ctx(), "ofd", wish({ attachments }))).documents[0]!;
  expect(ofd.custom).toEqual([{ name: "文书编号", value: "云市监〔2026〕7号" }]);
  expect(ofd.attachments).toMatchObject([{ name: "proof.json" }]);
  const pdf = (await originalOf(city.ctx(), "pdf", wish({ attachments }))).toString("utf8");
  expect(pdf).toContain("文书编号：云市监〔2026〕7号");
  expect(pdf).toContain("/Type /EmbeddedFile");
});
