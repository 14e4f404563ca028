import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStage, type Stage, type Visitor } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const text = (visitor: Visitor): Promise<string> => visitor.page.locator("main").innerText();

/** 陈小满, for her firm, at the page of its business licence. */
async function atLicence(width: number, javascript: boolean): Promise<Visitor> {
  const she = await stage.visitor(width, { javascript });
  await she.signIn("陈小满", "/agency");
  await she.page.locator('li:has-text("云州小满餐饮有限公司") button:has-text("切换")').first().click();
  await she.page.waitForLoadState();
  await she.go("/my/licences");
  await she.press("营业执照");
  return she;
}

const cases: [width: number, javascript: boolean][] = [
  [360, true],
  [1280, true],
  [360, false],
];

describe.each(cases)("at %i px, JavaScript: %s", (width, javascript) => {
  test("she makes a copy for one purpose, shows it, sees who looked, and takes it back", { timeout: 120_000 }, async () => {
    const she = await atLicence(width, javascript);
    await she.isSound();
    await she.press("做一份加注件");
    await she.isSound();

    // Without a purpose it comes back with what was chosen.
    await she.page.check("[name=days][value='7']");
    await she.press("做加注件");
    expect(await text(she)).toContain("请写明这份加注件用来做什么");
    expect(await she.page.isChecked("[name=days][value='7']")).toBe(true);
    await she.isSound();
    await she.page.fill("[name=use]", "办理场地租赁合同");
    await she.page.fill("[name=recipient]", "云州远山置业有限公司");
    await she.press("做加注件");
    expect(await text(she)).toContain("可以使用");
    await she.isSound();
    const copy = new URL(she.page.url()).pathname;
    const number = /JZ(-[0-9A-Z]{4}){4}/.exec(await text(she))![0];
    for (const [format, begin] of [
      ["ofd", "PK"],
      ["pdf", "%PDF"],
    ] as const) {
      const file = await she.context.request.get(`${stage.base}${copy}/${format}`);
      expect([file.status(), (await file.body()).subarray(0, begin.length).toString()]).toEqual([200, begin]);
    }

    // Whom she showed it to sees what it is for and that it holds; typed without dashes too.
    const landlord = await stage.visitor(width, { javascript });
    await landlord.go("/verify");
    await landlord.page.fill("[name=code]", number.toLowerCase().replaceAll("-", ""));
    await landlord.press("核验");
    expect(await text(landlord)).toMatch(/可以使用[^]*办理场地租赁合同[^]*云州远山置业有限公司[^]*2026年11月30日/);
    expect(await landlord.page.locator(".verdict-good").count()).toBe(1);
    await landlord.isSound();

    // She sees that somebody looked.
    await she.go("/my/looks");
    expect(await text(she)).toContain("营业执照加注件的核验结果：可以使用");
    await she.go(copy);
    expect(await text(she)).toContain("公开核验");

    // Taken back, it says so to him and to her, and no file is handed out.
    await she.press("收回这份加注件");
    await she.isSound();
    await she.press("收回");
    expect(await text(she)).toContain("持证人已经收回");
    await she.isSound();
    await landlord.go(`/verify?code=${number}`);
    expect(await text(landlord)).toContain("持证人已经收回");
    expect(await landlord.page.locator(".verdict-good").count()).toBe(0);
    await landlord.isSound();
    expect((await she.context.request.get(`${stage.base}${copy}/pdf`)).status()).toBe(409);
  });
});
