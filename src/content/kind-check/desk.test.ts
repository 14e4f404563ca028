import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyOf, faultsIn } from "../../../test/packs.ts";

// What a kind says of its seats and gets wrong: one message, with the name that was meant.

/** What is wrong with the pack of the telephone, of whose kind a text is changed everywhere. */
async function faultsWith(from: string, to: string): Promise<string> {
  const folder = copyOf("hotline");
  const path = join(folder, "kinds/work-order/kind.yaml");
  const text = readFileSync(path, "utf8");
  if (!text.includes(from)) throw new Error(`the kind does not hold ${from}`);
  writeFileSync(path, text.replaceAll(from, to));
  return JSON.stringify(await faultsIn(folder));
}

test("a desk whose names are there has no fault", async () => {
  expect(await faultsWith("name: 工单", "name: 工单")).toBe("[]");
});

test.each([
  ["about: summary", "about: sumary", "没有表单字段“sumary”。您是不是想写“summary”？"],
  ["category: category, lines", "category: categry, lines", "没有表单字段“categry”。"],
  ["category: category, lines", "category: summary, lines", "没有表单字段“summary”"],
  ["item: hotline-help", "item: hotline-hlp", "没有事项“hotline-hlp”。您是不是想写“hotline-help”？"],
  ["lines: desk-line", "lines: desk-lines", "没有代码表“desk-lines”。您是不是想写“desk-line”？"],
  ["elsewhere: not-accepted", "elsewhere: not-acepted", "没有代码表“not-acepted”。您是不是想写“not-accepted”？"],
  ["register: knowledge", "register: knowlege", "没有库“knowlege”。您是不是想写“knowledge”"],
  ["until: valid_until", "until: valid_untill", "没有库“知识库”里公开的字段“valid_untill”。您是不是想写“valid_until”？"],
  ["elsewhere: not-accepted", "elswhere: not-accepted", "是不是想写“elsewhere”"],
])("%s written as %s", async (from, to, gist) => {
  expect(await faultsWith(from, to)).toContain(gist);
});

test("a desk at which nobody writes for anybody is none", async () => {
  const folder = copyOf("hotline");
  const path = join(folder, "kinds/work-order/kind.yaml");
  writeFileSync(path, readFileSync(path, "utf8").replaceAll("for: caller}", "as: caller}"));
  expect(JSON.stringify(await faultsIn(folder))).toContain("就要有一个渠道由工作人员替当事人记");
});
