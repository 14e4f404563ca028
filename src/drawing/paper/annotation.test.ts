import { expect, test } from "vitest";
import { textOfPages } from "#drawing/layout";
import { layLicence, type LicenceFace } from "./index.ts";

const face: LicenceFace = {
  name: "食品经营许可证",
  number: "JY29901010000123",
  fields: [{ label: "经营者名称", value: "云州小满餐饮有限公司" }],
  issuer: "云州市城市管理综合行政执法监督管理局",
  issuedOn: "2026-11-26",
  verifyUrl: "https://yunzhou.example/verify?code=JZ-7K2M-9QXA-0B3C-TT5W",
};

test("a 加注件 says across its face and in a frame what it is for, whatever the words are", () => {
  const annotation = { use: "租".repeat(60), recipient: "云州远山置业有限公司".repeat(4), until: "2026-11-30", number: "JZ-7K2M-9QXA-0B3C-TT5W" };
  const laid = layLicence({ ...face, annotation });
  const [words] = textOfPages(laid);
  expect(words!.match(/租{60}/g)).toHaveLength(2);
  for (const said of ["加注件编号 JZ-7K2M-9QXA-0B3C-TT5W", "有效期至2026年11月30日", "另作他用无效"])
    expect(words!.replaceAll(/\s/g, "")).toContain(said.replace(" ", ""));
  const { marks, width, height } = laid.pages[0]!;
  const frame = marks.flatMap((mark) => (mark.kind === "path" && mark.stroke === "#117069" ? mark.segments : []));
  for (const [kind, x, y, w, h] of frame.filter((segment) => segment[0] === "rect") as ["rect", number, number, number, number][]) {
    expect([kind, x > 180, x + w < width - 180, y > 380, y + h < height - 50]).toEqual(["rect", true, true, true, true]);
  }
});
