import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyOf, faultsIn } from "../../../test/packs.ts";

// What somebody who has never written a pack gets wrong first: Chinese signs, indentation, a state that ends nothing. One message, with what to do.

const PETITION = "test/kinds/packs/petition";
const KIND = "kinds/petition/kind.yaml";
const FLOW = "kinds/petition/flow.bpmn";
const CASES = "kinds/petition/cases.yaml";

test.each<[what: string, file: string, from: string, to: string, line: string, gist: string]>([
  ["a line too far in", KIND, "    role: petition-clerk\n", "     role: petition-clerk\n", "    word: 登记", "缩进不对：下面一行比这一行多缩进了"],
  ["a key not far enough in", KIND, "  register:\n    word: 登记\n", "  register:\n  word: 登记\n", "  word: 登记", "缩进不对"],
  ["a wide comma in a list", KIND, "[person, organisation, anonymous]", "[person，organisation，anonymous]", "person，", "逗号用了全角“，”"],
  ["Chinese quotation marks around a text", KIND, 'title: "{item.name} · {party.petitioner.label}"', "title: “{item.name}”", "title: “", "引号用了中文的“”"],
  ["Chinese quotation marks in a formula", FLOW, '=registration.outcome = "accept"', "=registration.outcome = “accept”", "“accept”", '请换成半角的 "…"'],
  ["a wide bracket in a formula", KIND, "{day(clock.answer.due)}前答复您。", "{day（clock.answer.due）}前答复您。", "day（clock", "符号用了全角的"],
  ["two signs where one is enough", FLOW, '=registration.outcome = "accept"', '=registration.outcome == "accept"', "==", "相等只写一个 ="],
  ["and in another language", FLOW, '=registration.outcome = "accept"', '=registration.outcome = "accept" &amp;&amp; item.again', "&amp;&amp;", "“并且”写 and"],
  ["a unit without quotation marks", FLOW, 'yw:unit="=item.unit"', 'yw:unit="11990100MB00000057"', '"11990100MB', '要加引号：="11990100MB00000057"'],
  ["an outcome that is not closed", KIND, "said: 已经答复, phase: closed,", "said: 已经答复,", "answered: {word: 已答复", "“已答复”（answered）被当作结果用"],
  [
    "an outcome that nobody leads to",
    KIND,
    "  refused: {word: 不予",
    "  merged: {word: 并案, phase: closed}\n  refused: {word: 不予",
    "merged:",
    "没有动作进入“并案”（merged）",
  ],
  ["a code without its label", "codes.yaml", "label: 征地拆迁", "lable: 征地拆迁", "lable", "这里写的是“lable”，是不是想写“label”"],
  ["what a step needs, in an example", CASES, ", reason: 内容不清", "", "registration: {outcome: refuse", "要填“reason”（理由），例子里没有写"],
  ["a word of priority", CASES, "channel: visit", "channel: visit\n  priority: 急", "priority: 急", "没有紧急程度“急”。可以写的有：普通、重要、特急"],
  ["a running number", KIND, "{serial:5}", "{serail:5}", "{serail:5}", "流水号写成 {serial:5}"],
  ["what is compared to find the same", KIND, "same: [item, form.category]", "same: [item, form.catgory]", "form.catgory", "您是不是想写“form.category”？"],
  ["whom a mark tells", KIND, "tells: holder}", "tells: {holder: 快到期了}}", "tells: {holder", "tells 要写一个清单"],
  ["what a seal is for", "kinds/petition/papers.yaml", "seal: decision", "seal: decison", "seal: decison", "您是不是想写“decision”？"],
  ["a code list in a formula", FLOW, "code(&quot;petition-category", "code(&quot;petition-categry", "petition-categry", "没有代码表“petition-categry”"],
  ["an attribute of a code", FLOW, "category).lead", "category).leader", "category).leader", "代码表“petition-category”没有“leader”"],
  ["an item that a flow begins", FLOW, 'yw:item="petition-handling"', 'yw:item="petition-handlin"', "petition-handlin", "没有事项“petition-handlin”"],
])("%s", async (_what, file, from, to, line, gist) => {
  const folder = copyOf(PETITION);
  const path = join(folder, file);
  const text = readFileSync(path, "utf8");
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  const changed = text.replace(from, () => to);
  writeFileSync(path, changed);
  const found = await faultsIn(folder);
  expect(found).toEqual([expect.stringContaining(gist)]);
  // Faults of YAML's own grammar may be told a line around.
  const at = changed.slice(0, changed.indexOf(line === "" ? from : line)).split("\n").length;
  expect(found[0]).toMatch(new RegExp(`^${file.split("/").at(-1)!.replace(".", "\\.")}:${at} `));
});
