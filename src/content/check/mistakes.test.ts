import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { copyOf, faultsIn, faultsWith, lineOf } from "../../../test/packs.ts";

// What authors of packs get wrong: each slip is told once, on the line where it is written, with the name that was meant or the names that there are.

const FOOD = "items/food-licence/";
const OLD = "items/old-age-allowance/";

/** What is wrong · pack · file · what stands there · what is written instead · the gist of the message. */
type Slip = [what: string, pack: string, file: string, from: string, to: string, gist: string];

const flow = (what: string, from: string, to: string, gist: string): Slip => [what, "market", `${FOOD}flow.bpmn`, from, to, gist];
const form = (what: string, from: string, to: string, gist: string): Slip => [what, "market", `${FOOD}form.yaml`, from, to, gist];
const item = (what: string, from: string, to: string, gist: string): Slip => [what, "market", `${FOOD}item.yaml`, from, to, gist];
const rules = (what: string, from: string, to: string, gist: string): Slip => [what, "market", `${FOOD}rules.dmn`, from, to, gist];
const cases = (what: string, from: string, to: string, gist: string): Slip => [what, "market", `${FOOD}cases.yaml`, from, to, gist];
const paid = (what: string, from: string, to: string, gist: string): Slip => [what, "civil", `${OLD}flow.bpmn`, from, to, gist];
const register = (what: string, from: string, to: string, gist: string): Slip => [what, "market", "registers/food-operator.yaml", from, to, gist];

describe("one slip, one message, where it is written", () => {
  test.each<Slip>([
    flow("a field of the form in an act's input", "uscc: form.uscc", "uscc: form.usc", "“form.usc”不存在：表单没有“usc”。您是不是想写“uscc”？"),
    flow(
      "a field of the form in a unit",
      '=if form.premises_street = "990102001000"',
      '=if form.premises_stret = "990102001000"',
      "您是不是想写“premises_street”？",
    ),
    flow("a text into a number", "premises_size: floor(form.premises_size)", "premises_size: form.premises_address", "要填整数，这里是文字"),
    flow("a number that may have a fraction into a whole one", "floor(form.premises_size)", "form.premises_size", "请写 floor(…)"),
    flow("an answer into a day", "licensed_on: today", "licensed_on: form.operator_name", "（首次许可日期）要填写成文字的日期，这里是文字"),
    flow(
      "an outcome that the work does not have",
      'decision.outcome = "grant"',
      'decision.outcome = "approve"',
      "grant（准予）、refuse（不予许可）、return（退回重新审查）",
    ),
    flow(
      "a column that the register does not have",
      "premises: form.premises_address",
      "premise: form.premises_address",
      "没有字段“premise”。您是不是想写“premises”？",
    ),
    flow("the key of a register is left out", "uscc: form.uscc, ", "", "少了主键“uscc”（统一社会信用代码）"),
    flow("a personal column among the open ones", "licensed_on: today", "licensed_on: today, safety_officer: form.safety_officer", "要写在 personal 里"),
    flow("a personal answer in a formula", "name: form.operator_name", "name: form.legal_person", "“form.legal_person”是个人信息，公式里看不到"),
    flow("a personal field by a wrong name", 'safety_officer: "safety_officer"', 'safety_officer: "safety_oficer"', "您是不是想写“safety_officer”？"),
    flow("a register that is not there", 'register: "food-operator"', 'register: "food-operater"', "没有库“food-operater”。您是不是想写“food-operator”？"),
    flow("an entry that an act does not take", 'validity: "P5Y"', 'validty: "P5Y"', "licence.issue 不认识 yw:input 里的“validty”。您是不是想写“validity”？"),
    flow("a length of time", 'validity: "P5Y"', 'validity: "5Y"', "五年写 P5Y"),
    flow("a licence type that is not there", 'type: "food-operation-licence"', 'type: "food-operation-license"', "您是不是想写“food-operation-licence”？"),
    flow("another licence type than the item's", 'type: "food-operation-licence"', 'type: "business-licence"', "颁发的证照类型与事项结果写的不一致"),
    flow("a step's id", '=acceptance_again.outcome = "decline"', '=acceptance_agin.outcome = "decline"', "您是不是想写“acceptance_again”？"),
    flow("a word of a result", '=acceptance_again.outcome = "decline"', '=acceptance_again.outcom = "decline"', "您是不是想写“outcome”？"),
    flow(
      "a gateway, which has no result",
      '=decision.outcome = "grant"',
      '=decision_result.outcome = "grant"',
      "“decision_result”没有定义。您是不是想写“decision”？",
    ),
    flow("a function", "floor(form.premises_size)", "flor(form.premises_size)", "没有叫“flor”的函数。您是不是想写“floor”？"),
    flow("a role", 'yw:role="reviewer"', 'yw:role="reviwer"', "您是不是想写“reviewer”？可以写的有：acceptor、reviewer、inspector、decider"),
    flow("a kind of work", 'yw:work="review"', 'yw:work="glance"', "可以写的有：acceptance（受理审查）、supplement（补正材料）、review"),
    flow("an act", 'yw:act="closed"', 'yw:act="finished"', "可以写的有：submitted（提交申请）"),
    flow("a setting", 'yw:work="review"', 'yw:wrk="review"', "“yw:wrk”不是这里能写的设置。您是不是想写“yw:work”？"),
    flow("the end of a line", 'sourceRef="review"', 'sourceRef="reviw"', "引用的“reviw”不存在。您是不是想写“review”？"),
    flow("a field without form.", "uscc: form.uscc", "uscc: uscc", "“uscc”是表单字段，要写成 form.uscc"),
    flow("a personal field without quotation marks", 'safety_officer: "safety_officer"', "safety_officer: safety_officer", '名字加引号："safety_officer"'),
    flow("a unit that is one character short", '="11990100MB0000001T-01"', '="1199010MB0000001T-01"', "不是有效的机构代码"),
    flow("a sign of FEEL", 'decision.outcome = "grant"', 'decision.outcome == "grant"', '从第 19 个字符“= "grant"”起读不懂'),
    flow("a tag that is not closed", '<endEvent id="closed" name="办结" />', '<endEvent id="closed" name="办结" >', "XML 写法不对：<endEvent> 没有写完"),
    flow("an element that does not exist", '<serviceTask id="grant"', '<servceTask id="grant"', "“servceTask”。您是不是想写“serviceTask”？"),
    flow("a part of an element", "<timeDuration xsi", "<timeDuratio xsi", "XML 写法不对：<timeDuratio> 没有写完"),
    flow("where a boundary event sits", 'attachedToRef="acceptance_again"', 'attachedToRef="acceptance_agan"', "您是不是想写“acceptance_again”？"),
    paid("what a rule gives", 'eligibility.result = "grant"', 'eligibility.result = "granted"', "您是不是想写“grant”？可以写的有：refer、grant"),
    paid("an output of a rule", "amount: amount.monthly", "amount: amount.montly", "您是不是想写“monthly”？"),
    paid("an amount that is a text", "amount: amount.monthly", "amount: form.bank_name", "payment.grant 的“amount”要填整数，这里是文字"),
    paid("a month that is a number", "from: amount.from, bank", "from: amount.monthly, bank", "要填年月或者日期"),
    rules(
      "a column of a register in a rule",
      "register.organisation.status",
      "register.organisation.stauts",
      "库「法人库」没有“stauts”。您是不是想写“status”？",
    ),
    rules("an option in a cell", '"school"', '"schol"', "您是不是想写“school”？可以写的有：school（学校、托幼机构）"),
    rules("an option within a cell", 'list contains(?, "raw")', 'list contains(?, "row")', "您是不是想写“raw”？"),
    rules(
      "what a rule looks at",
      'name="situation"><variable id="situation_var" name="situation"',
      'name="situaton"><variable id="situation_var" name="situaton"',
      "规则要看的“situaton”",
    ),
    rules("the end of a line of a rule", 'href="#situation"', 'href="#situaton"', "引用的“situaton”不在文件里"),
    rules(
      "an element of a rule",
      '<inputEntry id="eligibility_r1_i1"><text>null</text></inputEntry>',
      '<inputEntri id="eligibility_r1_i1"><text>null</text></inputEntri>',
      "您是不是想写“inputEntry”？",
    ),
    rules("an attribute of a rule", 'hitPolicy="FIRST"', 'hitPolici="FIRST"', "您是不是想写“hitPolicy”？"),
    rules("a hit policy", 'hitPolicy="FIRST"', 'hitPolicy="FRIST"', "命中策略“FRIST”不支持，可以写的有：UNIQUE、FIRST"),
    rules("a tag of a rule", '<inputEntry id="eligibility_r1_i1">', '<inputEntri id="eligibility_r1_i1">', "<inputEntri> 没有写完"),
    rules(
      "the decision that a form asks for",
      '<decision id="eligibility"',
      '<decision id="eligiblity"',
      "规则文件里要有决策“eligibility”。现在有：eligiblity",
    ),
    form("an option that is there twice", '"990101002000"', '"990101001000"', "选项“990101001000”重复"),
    item("a theme", "themes: [open-shop", "themes: [openshop", "您是不是想写“open-shop”？"),
    form("a key", "hint: 写到门牌号", "hnt: 写到门牌号", "第 2 页「经营场所」第 2 个字段「经营场所地址」里不认识“hnt”这一项。您是不是想写“hint”？"),
    form(
      "a key that must be there",
      "label: 经营场所地址,",
      "lable: 经营场所地址,",
      "第 2 页「经营场所」第 2 个字段里不认识“lable”这一项。您是不是想写“label”？",
    ),
    form("a type", "type: area", "type: aera", "第 2 页「经营场所」第 1 个字段「经营场所所在街道」的 type 只能是"),
    form("a type that is near another", "type: paragraph", "type: paragrph", "您是不是想写“paragraph”？"),
    form("a field without a type", "type: paragraph, ", "", "少了“type”这一项"),
    form("a key of another type", "type: integer, min: 0", "type: integer, pattern: x, min: 0", "字段 seats 是整数（integer），不用 pattern"),
    form("a least above the most", "min: 0, max: 10000", "min: 10001, max: 10000", "字段 seats 的 min 比 max 大"),
    form(
      "a choice without options",
      "type: date, not_before: today, not_after: today + P90D",
      "type: choice",
      "字段 visit_date 是选一项（choice），要写 options",
    ),
    form(
      "a register of a record",
      "type: date, not_before: today, not_after: today + P90D",
      "type: record, register: organistion",
      "您是不是想写“organisation”？",
    ),
    form("a check list", "type: date, not_before: today, not_after: today + P90D", "type: checklist, checklist: shp", "您是不是想写“shop”？"),
    form(
      "rows whose column is not there",
      "type: date, not_before: today, not_after: today + P90D",
      "type: rows, distinct: unt, fields: [{name: unit, label: 单位, type: unit}]",
      "您是不是想写“unit”？",
    ),
    form("a field in a condition", "when: form.has_warehouse = true", "when: form.has_warehose = true", "您是不是想写“has_warehouse”？"),
    form("a condition that looks ahead", "when: form.has_warehouse = true", "when: form.kitchen_size > 3", "在这一项后面，条件只能看前面的答案"),
    form("yes in quotation marks", "when: form.has_warehouse = true", 'when: form.has_warehouse = "true"', "要写 form.has_warehouse = true"),
    form("a question in a condition", "when: situation.online = true or", "when: situation.onlin = true or", "您是不是想写“online”？"),
    form("a column of a register as a source", "source: organisation.name", "source: organisation.nme", "库「法人库」没有“nme”。您是不是想写“name”？"),
    form("a format", "format: address", "format: adress", "您是不是想写“address”？"),
    form("a format of another type", "type: text, format: address", "type: text, format: month", "不认识格式“month”"),
    item("a key of the item that must be there", "visits: 0", "visit: 0", "不认识“visit”这一项。您是不是想写“visits”？"),
    item("a bracket", "visits: 0", "visits: [0", "YAML 写法不对：括号没有写完"),
    item("a wide colon", "visits: 0", "visits：0", "YAML 写法不对：冒号用了全角“：”"),
    item("a code that is read as a number", 'type: "01"', "type: 01", "要加引号"),
    item("a field on the licence", "field: operator_name", "field: operater_name", "您是不是想写“operator_name”？"),
    item(
      "an option in a formula of the licence",
      'list contains(situation.operations, "drinks")',
      'list contains(situation.operations, "drink")',
      "您是不是想写“drinks”？",
    ),
    item("the field that says where it is", "area_field: premises_street", "area_field: premises_stret", "您是不是想写“premises_street”？"),
    ["the decision that a payment follows", "civil", `${OLD}item.yaml`, "decision: amount", "decision: amout", "您是不是想写“amount”？"],
    register("a type of a column", "type: integer", "type: intger", "第 8 个字段「经营场所面积（平方米）」的 type 只能是"),
    register("the key of a register", "key: uscc", "key: usc", "主键字段“usc”不在字段里。您是不是想写“uscc”？"),
    cases(
      "an outcome in an example",
      "decision: {outcome: grant}",
      "decision: {outcome: approve}",
      "环节“decision”没有“approve”这个结果。可以写的有：grant（准予）",
    ),
    cases("a word of a result in an example", "decision: {outcome: grant}", "decision: {outcom: grant}", "您是不是想写“outcome”？"),
    cases("a step in an example", "    inspect_kitchen: {outcome: pass}", "    inspect_kichen: {outcome: pass}", "您是不是想写“inspect_kitchen”？"),
    cases("a field that other examples take over", "kitchen_size: ", "kichen_size: ", "您是不是想写“kitchen_size”？"),
    cases("an option in an example", "business: catering", "business: caterng", "问题「您要做哪一种食品经营？」没有“caterng”这个选项"),
    ["a key of the manifest", "market", "pack.yaml", "department:", "departmnt:", "您是不是想写“department”？"],
  ])("%s", async (_what, pack, file, from, to, gist) => {
    const found = await faultsWith(pack, file, from, to);
    expect(found).toEqual([expect.stringContaining(gist)]);
    // What stands over several lines, or behind an empty one, is found on the line where the wrong word is.
    const line = lineOf(pack, file, from) + (/^\s*\n/.test(from) ? 1 : 0);
    expect(found[0]).toMatch(new RegExp(`^${file.split("/").at(-1)!.replace(".", "\\.")}:${line} `));
  });
});

describe("what the format does not know is a fault", () => {
  test.each<[string, (folder: string) => void, string]>([
    [
      "a folder",
      (folder) => {
        mkdirSync(join(folder, "events"));
        writeFileSync(join(folder, "events/street.yaml"), "id: street");
      },
      "events:1 业务包里不认识文件夹“events”。可以有的文件夹：registers、kinds、items",
    ],
    [
      "a file",
      (folder) => writeFileSync(join(folder, "extra.yaml"), "a: 1"),
      "extra.yaml:1 业务包里不认识文件“extra.yaml”。可以有的文件：pack.yaml、roles.yaml、codes.yaml、elements.yaml、licences.yaml、indicators.yaml、watches.yaml、README.md",
    ],
    [
      "a file of another ending, which is not missed as well",
      (folder) => renameSync(join(folder, FOOD, "form.yaml"), join(folder, FOOD, "form.yml")),
      "form.yml:1 业务包里不认识文件“items/food-licence/form.yml”。您是不是想写“form.yaml”？",
    ],
    [
      "a misspelt file that must be there",
      (folder) => renameSync(join(folder, FOOD, "cases.yaml"), join(folder, FOOD, "case.yaml")),
      "您是不是想写“cases.yaml”？",
    ],
    ["a misspelt folder", (folder) => renameSync(join(folder, "items"), join(folder, "itms")), "您是不是想写“items”？"],
    [
      "a register of another ending",
      (folder) => renameSync(join(folder, "registers/food-operator.yaml"), join(folder, "registers/food-operator.yml")),
      "您是不是想写“food-operator.yaml”？",
    ],
    [
      "a folder where a file belongs",
      (folder) => (rmSync(join(folder, "licences.yaml")), mkdirSync(join(folder, "licences.yaml"))),
      "licences.yaml:1 “licences.yaml”应该是文件，这里是文件夹",
    ],
    [
      "a flow that no form leads to",
      (folder) => rmSync(join(folder, FOOD, "form.yaml")),
      "form.yaml:1 缺少这个文件：有 flow.bpmn、rules.dmn、cases.yaml、checklists.yaml，但没有表单",
    ],
    ["an empty file", (folder) => writeFileSync(join(folder, FOOD, "item.yaml"), ""), "item.yaml:1 要写若干项“名称: 值”，这里是空的"],
  ])("%s", async (_what, change, gist) => {
    const folder = copyOf("market");
    change(folder);
    expect(await faultsIn(folder)).toEqual([expect.stringContaining(gist)]);
  });

  test("what editors and version control lay beside is left alone", async () => {
    const folder = copyOf("market");
    mkdirSync(join(folder, ".git"));
    writeFileSync(join(folder, ".git/HEAD"), "");
    writeFileSync(join(folder, "registers/.food-operator.yaml.swp"), "");
    writeFileSync(join(folder, "README.md"), "# 说明");
    expect(await faultsIn(folder)).toEqual([]);
  });
});
