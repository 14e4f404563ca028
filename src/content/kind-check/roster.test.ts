import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyOf, faultsIn } from "../../../test/packs.ts";

// What a kind says of who is on duty and gets wrong, and what a flow asks of a register: one message, with the name that was meant.

async function faultsWith(file: string, from: string, to: string): Promise<string> {
  const folder = copyOf("emergency");
  const path = join(folder, file);
  const text = readFileSync(path, "utf8");
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  writeFileSync(path, text.replaceAll(from, to));
  return JSON.stringify(await faultsIn(folder));
}

const KIND = "kinds/handover/kind.yaml";
const FLOW = "kinds/incident/flow.bpmn";

test.each([
  [KIND, "register: duty-roster", "register: duty-rooster", "没有库“duty-rooster”。您是不是想写“duty-roster”？"],
  [KIND, "from: starts", "from: begins", "没有库“值班表”里公开的时间字段“begins”。"],
  [KIND, "from: starts", "from: day", "没有库“值班表”里公开的时间字段“day”。"],
  [KIND, "leader: leader", "leader: phone", "没有库“值班表”里公开的字段“phone”。"],
  [KIND, "open: [urgent-report, incident]", "open: [urgent-report, incidents]", "没有件类“incidents”。您是不是想写“incident”？"],
  [FLOW, "where: {plan: assess.plan,", "where: {plann: assess.plan,", "没有字段“plann”。您是不是想写“plan”？"],
  [FLOW, 'register: "emergency-plan"', 'register: "emergency-plans"', "没有库“emergency-plans”"],
  ["kinds/alarm/form.yaml", "after: effective", "after: headline", "要晚于的 headline 不是日期和时间字段"],
])("%s: %s written as %s", async (file, from, to, gist) => expect(await faultsWith(file, from, to)).toContain(gist));
