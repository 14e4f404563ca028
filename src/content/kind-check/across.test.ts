import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyOf, faultsIn } from "../../../test/packs.ts";

// What one kind hands to another, and what a work finds that its form did not know.

const HAZARDS = "test/kinds/packs/site-hazards";
const OPENNESS = "test/kinds/packs/openness";

/** Messages of a copy of a pack in which one text of one file is changed. */
async function told(pack: string, file: string, from: string, to: string): Promise<string[]> {
  const folder = copyOf(pack);
  const text = readFileSync(join(folder, file), "utf8");
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  writeFileSync(
    join(folder, file),
    text.replace(from, () => to),
  );
  return (await faultsIn(folder)).map(String);
}

test.each<[what: string, pack: string, file: string, from: string, to: string, gist: string]>([
  [
    "a mark begins an item that no matter can begin",
    HAZARDS,
    "kinds/chase/kind.yaml",
    "by: matter}",
    "by: program}",
    "不能由另一件开始：件类“chase”的 channels 里没有 by: matter 的渠道",
  ],
  [
    "a flow begins an item whose form asks more than it is given",
    HAZARDS,
    "kinds/site-test/form.yaml",
    "name: sort,",
    "name: method,",
    "要填 method（哪类隐患），由另一件开始时没有人填",
  ],
  [
    "a length that is a FEEL duration",
    HAZARDS,
    "kinds/hazard/kind.yaml",
    `'="PT" + string(verify.limit_hours) + "H"'`,
    `'=duration("PT3H")'`,
    "分不清是按小时还是按天",
  ],
  ["a point of a kind's check list twice", HAZARDS, "kinds/hazard/checklists.yaml", "id: guard", "id: fixed", "核查点“fixed”重复"],
  ["a party of a work that there is not", OPENNESS, "kinds/disclosure/kind.yaml", "from: search.third", "from: serch.third", "没有环节“serch”"],
  ["a party that the work does not ask for", OPENNESS, "kinds/disclosure/kind.yaml", "from: search.third", "from: search.note", "没有环节“search”问的当事人"],
  [
    "a list by a personal answer of a work",
    OPENNESS,
    "kinds/disclosure/lists.yaml",
    "answer.ground, paper",
    "consult.reach, paper",
    "环节“consult”的填写项“reach”（打哪个电话）是个人信息",
  ],
  ["the head of a page by one", OPENNESS, "kinds/disclosure/lists.yaml", "search.note]", "consult.reach]", "“reach”（打哪个电话）是个人信息"],
  [
    "a text by an answer that is personal by its type",
    HAZARDS,
    "kinds/hazard/kind.yaml",
    "signed-for: {word: 签收, said: 已签收",
    'signed-for: {word: 签收, tells: {site-chief: "由{signed.name}签收"}, said: 已签收',
    "“signed”是个人信息",
  ],
  [
    "a personal answer beside a step",
    OPENNESS,
    "kinds/disclosure/kind.yaml",
    "{word: 延长, asks: [days, reason]",
    "{word: 延长, asks: [days, reason, {name: tel, label: 电话, type: phone, personal: phone}]",
    "“延长”不结束环节，填的个人信息没有地方留，不能问“电话”",
  ],
  ["a personal value of a party that there is not", OPENNESS, "kinds/disclosure/flow.bpmn", "party.asker.name", "party.askr.name", "件类没有当事人“askr”"],
])("%s", async (_what, pack, file, from, to, gist) => {
  const faults = await told(pack, file, from, to);
  expect(faults.join("\n")).toContain(gist);
});

test("a personal answer stands in the paper of the act that it led to, not in the paper's number", async () => {
  const folder = copyOf(OPENNESS);
  const write = (file: string, from: string, to: string): void => {
    const text = readFileSync(join(folder, file), "utf8");
    if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
    writeFileSync(join(folder, file), text.replace(from, to));
  };
  write(
    "kinds/disclosure/kind.yaml",
    "asks: [missing, days]",
    "asks: [missing, days, {name: reach, label: 打哪个电话, type: phone, personal: phone, required: false}]",
  );
  write("kinds/disclosure/papers.yaml", "{days}个工作日内更正补充：{missing}", "{days}个工作日内更正补充：{missing}。我们会打{reach}。");
  expect(await faultsIn(folder)).toEqual([]);
  write("kinds/disclosure/papers.yaml", 'number: "政公告〔{yyyy}〕', 'number: "{reach}〔{yyyy}〕');
  expect((await faultsIn(folder)).join()).toContain("“reach”是个人信息");
});

test("both packs are without fault as they stand", async () => {
  expect([await faultsIn(copyOf(HAZARDS)), await faultsIn(copyOf(OPENNESS))]).toEqual([[], []]);
});
