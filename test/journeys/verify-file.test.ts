import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { issuedFile } from "#proof/document";
import { listDocuments } from "#matter/matter";
import { viewOwn } from "#matter/view";
import { submitted } from "../application.ts";
import { openStage, type Stage, type Visitor } from "./stage.ts";

interface Shown {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

let stage: Stage;
let [pdf, ofd, altered, nothing]: Shown[] = [];
beforeAll(async () => {
  stage = await openStage();
  const owner = await stage.city.person("chen-xiaoman", "xiaoman-catering");
  const view = await viewOwn(owner, await submitted(stage.city));
  const [receipt] = await listDocuments(owner, view.matter.matterId);
  const file = async (format: "pdf" | "ofd"): Promise<Shown> => {
    const { content, name, type } = await issuedFile(owner, view, receipt!, format);
    return { name, mimeType: type, buffer: content };
  };
  pdf = await file("pdf");
  ofd = await file("ofd");
  const spoilt = Buffer.from(pdf.buffer);
  spoilt[spoilt.indexOf("/MediaBox [0 0 5") + 15]! ^= 1;
  altered = { ...pdf, buffer: spoilt };
  nothing = { name: "照片.jpg", mimeType: "image/jpeg", buffer: Buffer.from("\u00ff\u00d8\u00ff\u00e0 no paper", "latin1") };
});
afterAll(() => stage.close());

/** Chooses a file and asks: the button is reached from there with the keyboard. */
async function ask(visitor: Visitor, file: Shown): Promise<string> {
  await visitor.go("/verify/file");
  await visitor.page.setInputFiles("input[type=file]", file);
  await visitor.page.focus("input[type=file]");
  await visitor.arrives(() => visitor.page.keyboard.press("Tab").then(() => visitor.page.keyboard.press("Enter")));
  await visitor.isSound();
  return visitor.page.innerText("main");
}

describe.each([360, 1280])("at a width of %d somebody who was shown a paper", (width) => {
  test("is told of a good one that it holds, in both formats, and what it carries", { timeout: 60_000 }, async () => {
    const visitor = await stage.visitor(width);
    for (const file of [pdf!, ofd!]) {
      const words = await ask(visitor, file);
      expect(words).toContain("有效");
      expect(words).toContain("附带的办理凭证");
      expect(words).not.toMatch(/不对\b|说不准/);
    }
  });

  test("is told of an altered one which step failed, of a picture that it is no paper, and may go on", { timeout: 60_000 }, async () => {
    const visitor = await stage.visitor(width);
    expect(await ask(visitor, altered!)).toMatch(/无效[^]*文件在签名以后被改动过/);
    expect(await ask(visitor, nothing!)).toContain("不是 OFD，也不是 PDF");
    expect(await ask(visitor, pdf!)).toContain("有效");
  });
});

test("all of it works without JavaScript", { timeout: 60_000 }, async () => {
  const visitor = await stage.visitor(360, { javascript: false });
  expect(await ask(visitor, ofd!)).toContain("有效");
  expect(await ask(visitor, altered!)).toContain("无效");
  expect(await ask(visitor, nothing!)).toContain("不是 OFD，也不是 PDF");
});

test("the page of proofs takes the receipt itself, in both formats, and finds the proof in it", { timeout: 60_000 }, async () => {
  const visitor = await stage.visitor(360);
  const faults: string[] = [];
  visitor.page.on("pageerror", (error) => faults.push(error.message));
  for (const file of [pdf!, ofd!]) {
    await visitor.go("/verify/trace");
    await visitor.page.setInputFiles("input[type=file]", file);
    await expect.poll(() => visitor.page.inputValue("textarea")).toContain("yiwang-proof/1");
    await visitor.page.click('button:has-text("核对")');
    await visitor.page.locator("[data-verdict=good]:visible").waitFor();
    expect(await visitor.page.locator("[data-acts] li").allInnerTexts()).toEqual([expect.stringContaining("提交申请")]);
    await visitor.isSound();
  }
  await visitor.page.setInputFiles("input[type=file]", nothing!);
  await visitor.page.click('button:has-text("核对")');
  await visitor.page.locator("[data-verdict=bad]:visible").waitFor();
  expect(faults).toEqual([]);
});
