import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { copyOf, faultsIn, faultsWith, lineOf } from "../../../test/packs.ts";

// What authors of watches.yaml get wrong: each slip is told once, on the line where it is written. A rule watches places and sorts, never persons.

const FILE = "watches.yaml";
const LAMP = 'when: form.category = "lamp"';

describe("one slip in watches.yaml, one message, where it is written", () => {
  test.each<[what: string, from: string, to: string, gist: string]>([
    ["the kind", "of: work-order", "of: work-ordr", "没有件类“work-ordr”。您是不是想写“work-order”？"],
    ["a value that the sort does not take", LAMP, 'when: form.category = "lmp"', "您是不是想写“lamp”？"],
    ["an answer that is not there", LAMP, 'when: form.categry = "lamp"', "您是不是想写“category”？"],
    ["what the matter is not asked for", LAMP, "when: matter.owner = null", "owner"],
    ["free text, by which a person could be watched", LAMP, 'when: contains(form.summary, "张三")', "规则只看地方和种类，不看人"],
    ["a firm", LAMP, 'when: form.against = "某某公司"', "规则只看地方和种类，不看人"],
    ["a number where a condition belongs", `${LAMP} and matter.outcome != "void"`, "when: matter.priority", "when "],
    ["a party to tell groups by", "same: [form.category]", "same: [party.caller]", "是当事人：规则只看地方和种类，不看人"],
    ["free text to tell groups by", "same: [form.category]", "same: [form.summary]", "规则只看地方和种类，不看人"],
    ["a path to tell groups by", "same: [form.category]", "same: [form.categry]", "您是不是想写“form.category”？"],
    ["days", "within: P30D", "within: P30WD", "天数写法不对"],
    ["no time at all", "  within: P30D\n  count: 3", "  count: 3", "within（多少天里）和 season（去年同月）要写一个"],
    ["metres of a season", "season: {ahead: P14D}", "near: 300\n  season: {ahead: P14D}", "去掉 near"],
    ["one is no group", "count: 3", "count: 1", "不能小于 2"],
    ["the item that is begun", "begins: proactive-place", "begins: proactive-plce", "您是不是想写“proactive-place”？"],
    ["an item that no matter begins", "begins: proactive-place", "begins: hotline-help", "channels 里没有 by: matter 的渠道"],
    ["a field of what is begun", "count: =count", "cont: =count", "您是不是想写“count”？"],
    ["a text into a number", "count: =count", "count: =area", "要填整数，这里是文字"],
    ["what is not the same in a group", "{area}{code", "{form.secret}{code", "写进 same 才能用"],
    ["what must be answered", "summary: '{area}{code(", "rule2: '{area}{code(", "summary（什么事反复出现）"],
    ["a key", "near: 300", "nera: 300", "您是不是想写“near”？"],
  ])("%s", async (_what, from, to, gist) => {
    const faults = await faultsWith("hotline", FILE, from, to);
    const line = lineOf("hotline", FILE, from);
    const told = faults.filter((fault) => fault.includes(gist) && fault.startsWith(`${FILE}:`));
    expect(told, faults.join("\n")).not.toEqual([]);
    expect(Math.abs(Number(/:(\d+) /.exec(told[0]!)![1]) - line), told[0]).toBeLessThanOrEqual(7);
  });

  test("a kind that says no link to what is behind it begins nothing of it", async () => {
    const folder = copyOf("hotline");
    const file = join(folder, "kinds/proactive/kind.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace("  raised-from: {word: 纳入, to: work-order}", "  other: {word: 纳入, to: work-order}"));
    const faults = await faultsIn(folder);
    expect(faults.filter((fault) => fault.includes("要在 links 里写 raised-from，to: work-order"))).toHaveLength(8);
  });

  test("a rule by the id of another is told where it is written the second time", async () => {
    const faults = await faultsWith("hotline", FILE, "id: water-again", "id: lamp-again");
    expect(faults.some((fault) => fault.includes("规则“lamp-again”写了两次"))).toBe(true);
  });
});
