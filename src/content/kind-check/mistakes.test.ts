import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { copyOf, faultsIn } from "../../../test/packs.ts";

// What authors of kinds get wrong: each slip is told once, on the line where it is written, with the name that was meant or the names that there are.

const HOTLINE = "test/specimens/packs/hotline";
const ORDER = "kinds/work-order/";
/** What is wrong · file · what stands there · what is written instead · the gist of the message · where the line is, if not where that stands. */
type Slip = [what: string, file: string, from: string, to: string, gist: string, at?: string];

const kind = (what: string, from: string, to: string, gist: string, at?: string): Slip =>
  [what, `${ORDER}kind.yaml`, from, to, gist, ...(at === undefined ? [] : [at])] as Slip;
const papers = (what: string, from: string, to: string, gist: string, at?: string): Slip =>
  [what, `${ORDER}papers.yaml`, from, to, gist, ...(at === undefined ? [] : [at])] as Slip;
const flow = (what: string, from: string, to: string, gist: string, at?: string): Slip =>
  [what, `${ORDER}flow.bpmn`, from, to, gist, ...(at === undefined ? [] : [at])] as Slip;
const rows = (what: string, from: string, to: string, gist: string): Slip => [what, `${ORDER}items.yaml`, from, to, gist];
const lists = (what: string, from: string, to: string, gist: string): Slip => [what, `${ORDER}lists.yaml`, from, to, gist];
const cases = (what: string, from: string, to: string, gist: string): Slip => [what, `${ORDER}cases.yaml`, from, to, gist];
const roles = (what: string, from: string, to: string, gist: string): Slip => [what, "roles.yaml", from, to, gist];
const elements = (what: string, from: string, to: string, gist: string): Slip => [what, "elements.yaml", from, to, gist];

/** The text of its one paper. */
const BODY = / {2}body:\n(?: {4}- .*\n)+/.exec(readFileSync(join(HOTLINE, ORDER, "papers.yaml"), "utf8"))![0];

/** Lists that say something of everything, since the pack itself is content with the defaults. */
const LISTS = `inbox: {columns: [number, title, clock.main, party.caller], order: due}
search: {columns: [number, form.summary, handle.contacted_at], filters: [item, area, item.business], text: [title]}
map: {when: 'matter.state = "handling"', colour: light, label: title}
board: {by: [unit, item, month], figures: [received, late, act.redo, clock.handle.met]}
public: {when: 'matter.outcome = "closed"', columns: [paper.answer.number, link.duplicate], until: P1Y}
summary: [form.summary]
`;

/** A copy of the hotline with lists, of which one text is changed. */
function hotlineWith(file: string, from: string, to: string): { folder: string; text: string } {
  const folder = copyOf(HOTLINE);
  writeFileSync(join(folder, ORDER, "lists.yaml"), LISTS);
  const text = readFileSync(join(folder, file), "utf8");
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  writeFileSync(
    join(folder, file),
    text.replace(from, () => to),
  );
  return { folder, text };
}

function lineIn(text: string, part: string): number {
  return text.split(part)[0]!.split("\n").length;
}

test("the hotline has no faults, with lists of its own neither", async () => {
  expect(await faultsIn(copyOf(HOTLINE))).toEqual([]);
  const { folder } = hotlineWith("pack.yaml", "1.0.0", "1.0.1");
  expect(await faultsIn(folder)).toEqual([]);
});

describe("one slip, one message, where it is written", () => {
  test.each<Slip>([
    kind("an element that nobody defines", "asks: [unit, {use: note}]", "asks: [unitt, {use: note}]", "没有数据元“unitt”。您是不是想写“unit”？"),
    kind("an element that is used", "{use: note}", "{use: nte}", "没有数据元“nte”。您是不是想写“note”？"),
    kind("a state of an act", "state: handling, ends", "state: handlng, ends", "没有状态“handlng”。您是不是想写“handling”？"),
    kind("an outcome's act", "asks: [matter], act: merged", "asks: [matter], act: merge", "没有动作“merge”。您是不是想写“merged”？"),
    kind("a clock that an act starts", "starts: [sign, handle]", "starts: [sign, handel]", "没有时限“handel”。您是不是想写“handle”？"),
    kind("a clock that an act ends", "flags: [+returned], ends: [sign]", "flags: [+returned], ends: [sing]", "没有时限“sing”。您是不是想写“sign”？"),
    kind("a flag", "flags: [+redo]", "flags: [+redoo]", "没有标记“redoo”。您是不是想写“redo”？"),
    kind("a flag without a sign", "flags: [+redo]", "flags: [redo]", "要写成 +标记 或者 -标记"),
    kind("a paper", "paper: answer", "paper: anser", "没有文书“anser”。您是不是想写“answer”？"),
    kind("whom an act tells", "ends: [sign], tells: {caller:", "ends: [sign], tells: {caler:", "没有当事人或者角色“caler”。您是不是想写“caller”？"),
    kind("who may begin", "电话, by: agent", "电话, by: agnt", "没有开始的人“agnt”。您是不是想写“agent”？"),
    kind("the party for whom staff begin", "by: agent, for: caller", "by: agent, for: callr", "没有当事人“callr”。您是不是想写“caller”？"),
    kind("the party as whom one begins", "organisation], as: caller", "organisation], as: callers", "没有当事人“callers”。您是不是想写“caller”？"),
    kind("the role of a work", "role: visitor", "role: visiter", "没有角色“visiter”。您是不是想写“visitor”？"),
    kind("a work of a role and a party", "role: visitor", "role: visitor\n    party: caller", "又写了 role 又写了 party", "role: visitor\n    party"),
    kind("the stop of a work", "role: visitor", "role: visitor\n    stop: paus", "没有停“paus”", "role: visitor\n    stop"),
    kind("who may give a clock longer", "by: flow}", "by: flw}", "没有延长的办法“flw”。您是不是想写“flow”？"),
    kind(
      "the item that a mark begins",
      "{at: P0D, light: red}",
      "{at: P0D, begins: hotline-consul}",
      "没有事项“hotline-consul”。您是不是想写“hotline-consult”",
    ),
    kind("whom a mark tells", "{at: P0D, light: red}", "{at: P0D, tells: handlr}", "没有当事人或者角色“handlr”。您是不是想写“handler”？"),
    kind("the kind that a link leads to", "to: [work-order]", "to: [work-ordre]", "没有件类“work-ordre”。您是不是想写“work-order”？"),
    kind("the flag of a link", "to: [work-order]", "to: [work-order], flag: redoo", "没有标记“redoo”。您是不是想写“redo”？"),
    kind(
      "the register that rules read",
      "place: where",
      "place: where\nreads: {duty: {register: organisaton, key: matter.area}}",
      "没有库“organisaton”",
      "place: where\nreads",
    ),
    kind("the field that says where it is", "place: where", "place: were", "没有表单字段“were”。您是不是想写“where”？"),
    kind(
      "a field of another type that says where it is",
      "place: where",
      "place: summary",
      "表单字段“summary”的类型是 paragraph，这里要 place 类型的字段：where",
    ),
    kind("what a matter is about", "place: where", "place: where\nsubjects: [shop]", "没有表单字段“shop”", "place: where\nsubjects"),
    kind("the field that a party comes from", "follows: true}", "follows: true, from: who}", "没有表单字段“who”"),
    kind("the state from which a party follows", "follows: true}", "follows: handing}", "没有状态“handing”。您是不是想写“handling”？"),
    kind("the type of a column of items", "business: yes-no", "business: yesno", "没有字段类型“yesno”。您是不是想写“yes-no”？"),
    kind("a column that every item has", "items: {business: yes-no}", "items: {business: yes-no, visits: integer}", "“visits”是每个事项都有的一项"),
    kind("what stands in a field before", "asks: [unit, {use: note}]", "asks: [{use: unit, preset: item.unt}, {use: note}]", "没有“unt”。您是不是想写“unit”？"),
    kind("what is said meanwhile", "role: visitor", 'role: visitor\n    script: "{form.sumary}"', "没有“sumary”。您是不是想写“summary”？", "script"),
    kind("a length of time", "within: PT2H", "within: 2H", "时长“2H”写法不对"),
    kind("when a mark is", "at: -P1WD", "at: -P1W2D", "时长“-P1W2D”写法不对"),
    kind("a step in an act's unit", "unit: =dispatch.unit", "unit: =dispach.unit", "“dispach”没有定义。您是不是想写“dispatch”？"),
    kind("a field of a result in an act's unit", "unit: =dispatch.unit", "unit: =dispatch.units", "没有“units”。您是不是想写“unit”？"),
    kind("a list for a unit", "unit: =dispatch.unit", 'unit: "=[dispatch.unit]"', "unit 要得出机构代码，要填文字，这里是清单"),
    kind("a clock in words to parties", "{day(clock.handle.due)}前", "{day(clock.handel.due)}前", "件类的时限里没有“handel”。您是不是想写“handle”？"),
    kind("a part of a clock", "{day(clock.handle.due)}前", "{day(clock.handle.do)}前", "没有“do”"),
    kind("a word of what led there", 'tells: {caller: "{answer}"}', 'tells: {caller: "{anwser}"}', "“anwser”没有定义。您是不是想写“answer”？"),
    kind("a brace that is not closed", "编号{matter.number}。", "编号{matter.number。", "花括号没有写完"),
    kind("a part of a matter", "编号{matter.number}。", "编号{matter.numbr}。", "没有“numbr”。您是不是想写“number”？"),
    kind("a field in the title", "{form.summary}", "{form.sumary}", "表单没有“sumary”。您是不是想写“summary”？"),
    kind("a part of the number", 'title: "{item', 'number: "{cty}{yyyymmdd}{serial:6}"\ntitle: "{item', "“cty”没有定义。您是不是想写“city”？"),
    kind("FEEL that cannot be read", "unit: =dispatch.unit", "unit: =dispatch.unit ==", "读不懂"),
    kind(
      "a state by formula that there is not",
      "state: merged, ends",
      'state: =if matter.priority > 0 then "merged" else "closd", ends',
      "没有“closd”这个值。您是不是想写“closed”？",
    ),
    kind(
      "a rule of a work",
      "asks: [contacted_at, files]",
      'asks: [contacted_at, files]\n    rules: [{if: outcme = "done", then: answer != null, say: 请写答复}]',
      "“outcme”没有定义。您是不是想写“outcome”？",
      "asks: [contacted_at, files]\n    rules",
    ),
    kind(
      "an outcome in a rule",
      "asks: [contacted_at, files]",
      "asks: [contacted_at, files]\n    rules: [{if: 'outcome = \"don\"', then: answer != null, say: 请写答复}]",
      "没有“don”这个值。您是不是想写“done”？",
      "asks: [contacted_at, files]\n    rules",
    ),
    kind("a phase", "said: 已收到, phase: received", "said: 已收到, phase: recieved", "您是不是想写“received”？"),
    kind("a key", "said: 已派单}", "saide: 已派单}", "不认识“saide”这一项。您是不是想写“said”？"),
    kind("a key of the whole", "place: where", "palce: where", "不认识“palce”这一项。您是不是想写“place”？"),
    kind("a name in capital letters", "redo: 重办}", "Redo: 重办, redo: 重办}", "的名字“Redo”要以小写字母开头"),
    kind("a field that is defined there", "{use: note}", "{name: note, label: 备注, type: paragrph}", "您是不是想写“paragraph”？"),
    kind(
      "no way that ends",
      "voided: {word: 作废, state: void, ends: [dispatch]}\n  closed: {word: 办结, state: closed,",
      "voided: {word: 作废, ends: [dispatch]}\n  closed: {word: 办结,",
      "没有一条路走到办结：没有动作进入 closed、void",
      "states:",
    ),
    kind(
      "a core act that nobody brings",
      "redo: {word: 重办, said",
      "late: {word: 超期, state: void}\n  redo: {word: 重办, said",
      "由系统记录，只能给它写",
      "late",
    ),
    kind(
      "an act against somebody without a reason",
      "state: handling, ends: [sign]",
      "state: handling, adverse: [sign], ends: [sign]",
      "对当事人不利，要说明理由",
      "sign: {word: 签收, act",
    ),
    kind(
      "an act against somebody by another work",
      "voided: {word: 作废, state: void, ends: [dispatch]}",
      "voided: {word: 作废, state: void, adverse: [visit]}",
      "只能由 visit 作出",
      "void: {word: 作废, asks",
    ),
    kind(
      "how long what has not ended is kept",
      "handling: ",
      "handling: {word: 办理中, retention: P5Y}\n  spare: ",
      "“办理中”不是办结，不能写保管期限",
      "handling: ",
    ),
    kind("a length of keeping", "name: 工单", "name: 工单\nretention: 10Y", "要写成 P10Y", "retention: 10Y"),
    papers("to whom a paper goes", "to: caller", "to: caler", "没有当事人“caler”。您是不是想写“caller”？"),
    papers("a field in a paper", "{form.summary}", "{form.sumary}", "表单没有“sumary”。您是不是想写“summary”？"),
    papers("a word of what led to a paper", '"{answer}"', '"{anwser}"', "“anwser”没有定义。您是不是想写“answer”？"),
    papers("a condition in a paper", "matter.priority > 0", "matter.prioirty > 0", "没有“prioirty”。您是不是想写“priority”？"),
    papers("a condition that is no condition", "matter.priority > 0", "matter.priority + 1", "when 要填 true 或 false"),
    papers("the delivery of a paper that is not proved", "matter.priority > 0", "delivery.answer.on = null", "要送达回证的文书（receipt: true）里没有“answer”"),
    papers("a part of a paper's number", "{yyyy}〕{serial:1}", "{yyy}〕{serial:1}", "“yyy”没有定义。您是不是想写“yyyy”？"),
    papers("a layout", "layout: letter", "layout: leter", "您是不是想写“letter”？"),
    kind(
      "a question beside the form",
      "role: dispatcher\n    outcomes:\n      dispatch:",
      "party: caller\n    edits: form\n    outcomes:\n      dispatch:",
      "asks 里的字段请写进 form.yaml",
      "edits: form",
    ),
    kind(
      "a word beside no column",
      "items: {business: yes-no}",
      "items: {business: yes-no}\nitem_words: {busines: 涉企}",
      "您是不是想写“business”？",
      "busines: 涉企",
    ),
    kind("the paper of a work that one person signs", "role: dispatcher\n", "role: dispatcher\n    paper: answer\n", "要写 two: true", "paper: answer"),
    papers("a paper without a text", BODY, "", "文书“诉求答复单”没有正文", "id: answer"),
    papers("what was handed in", "text: 本件按紧急件办理。", 'list: "=for m in handed_in return m.nam"', "没有“nam”。您是不是想写“name”？", "m.nam"),
    papers("a function that says a value", "{matter.number}", "{fulday(today)}", "没有叫“fulday”的函数。您是不是想写“fullday”？"),
    papers("what is above a paper", "name: 诉求答复单", 'name: 诉求答复单\n  title: "{item.nam}"', "没有“nam”。您是不是想写“name”？", "{item.nam}"),
    papers(
      "the columns of a table",
      "text: 本件按紧急件办理。",
      "table: {head: [项目, 内容], rows: '=[[1, 2]]', widths: [1]}",
      "widths 有 1 个，表头有 2 列",
      "widths",
    ),
    papers("a key of a block", "text: 本件按", "txt: 本件按", "不认识“txt”这一项。您是不是想写“text”？"),
    rows("a column of items", "business: true", "busines: true", "您是不是想写“business”？"),
    rows("a clock of an item", "clocks: {handle: P2WD}", "clocks: {handel: P2WD}", "没有时限“handel”。您是不是想写“handle”？"),
    rows("a length of an item", "handle: PT24H", "handle: 24H", "时长“24H”写法不对"),
    rows("a value of a column", "business: true", "business: 是的吧", "“business”要填"),
    rows("an item that is there twice", "hotline-business", "hotline-consult", "事项“hotline-consult”重复"),
    lists("a public column that is for the office", "columns: [paper.answer.number", "columns: [task.holder", "“task.holder”是内部用的，不能公示"),
    lists("how long something is public", "until: P1Y", "until: P20WD", "时长“P20WD”写法不对：公示一年写 P1Y"),
    lists("a public paper", "paper.answer.number", "paper.anser.number", "没有文书“anser”。您是不是想写“answer”？"),
    lists("a column", "clock.main", "clock.man", "没有时限“man”。您是不是想写“main”？"),
    lists("a field of a list", "form.summary, handle", "form.sumary, handle", "没有表单字段“sumary”。您是不是想写“summary”？"),
    lists("a work of a list", "handle.contacted_at", "handel.contacted_at", "列表里没有“handel.contacted_at”这一列"),
    lists("a filter", "filters: [item, area", "filters: [item, aera", "列表里没有“aera”这一列。您是不是想写“area”？"),
    lists("the condition of a map", 'matter.state = "handling"', 'matter.state = "handing"', "没有“handing”这个值。您是不是想写“handling”？"),
    lists("a board of people", "by: [unit, item, month]", "by: [party.caller, item, month]", "看板不按人看（“party.caller”）"),
    lists("by what a board is", "by: [unit, item, month]", "by: [unit, itme, month]", "没有看板的分法“itme”。您是不是想写“item”？"),
    lists("a figure", "act.redo", "act.redoo", "没有动作“redoo”。您是不是想写“redo”？"),
    lists("what is public", 'matter.outcome = "closed"', 'matter.outcome = "answered"', "没有“answered”这个值"),
    roles("a verb", "work-order: [begin, read]", "work-order: [begn, read]", "您是不是想写“begin”？"),
    roles("the kind of a role", "{work-order: [begin, read]}", "{work-ordr: [begin, read]}", "没有件类“work-ordr”。您是不是想写“work-order”？"),
    roles(
      "a permission",
      "may: {work-order: [work]}",
      "may: {work-order: [work]}, also: [register.raed]",
      "没有权限“register.raed”。您是不是想写“register.read”？",
    ),
    elements("the type of an element", "type: instant", "type: instnt", "您是不是想写“instant”？"),
    elements("a key of an element", "label: 解决了", "lable: 解决了", "不认识“lable”这一项。您是不是想写“label”？"),
    flow("a work", 'yw:work="visit"', 'yw:work="visitt"', "您是不是想写“visit”？可以写的有：dispatch（派单）"),
    flow("an outcome", '=visit.outcome = "redo"', '=visit.outcome = "redoo"', "没有“redoo”这个值。您是不是想写“redo”？"),
    flow("a field of a result", "matter: dispatch.matter", "matter: dispatch.mater", "没有“mater”。您是不是想写“matter”？"),
    flow("an act", 'yw:act="answered"', 'yw:act="anwered"', "不认识的动作“anwered”。您是不是想写“answered”？"),
    flow("a clock that an act is handed", 'clock: "handle"', 'clock: "handel"', "没有时限“handel”。您是不是想写“handle”？"),
    flow("a link that an act is handed", 'link: "duplicate"', 'link: "duplicat"', "没有关联“duplicat”。您是不是想写“duplicate”？"),
    flow("a field of an aside", "days: extend.days", "days: extend.day", "没有“day”。您是不是想写“days”？"),
    flow("the message of an aside", 'name="extend" />', 'name="extnd" />', "“申请延期”（extend）不结束这个环节", 'id="handle"'),
    flow(
      "a part of a matter in a flow",
      'id="sign" name="签收" yw:work="sign" yw:unit="=matter.unit"',
      'id="sign" name="签收" yw:work="sign" yw:unit="=matter.unt"',
      "没有“unt”。您是不是想写“unit”？",
    ),
    cases("the item of an example", "item: hotline-complaint", "item: hotline-complant", "没有事项“hotline-complant”。您是不是想写“hotline-complaint”？"),
    cases("a field of an example", "form: {summary:", "form: {sumary:", "表单里没有字段“sumary”。您是不是想写“summary”？"),
    cases("a channel of an example", "channel: online", "channel: onlin", "没有渠道“onlin”。您是不是想写“online”？"),
    cases("the outcome of an example", "outcome: closed,", "outcome: close,", "没有“close”这个结果。您是不是想写“closed”？"),
    cases("the state of an example", "state: handling, clocks", "state: handlng, clocks", "没有状态“handlng”。您是不是想写“handling”？"),
    cases("a clock of an example", "handle: running", "handel: running", "没有时限“handel”。您是不是想写“handle”？"),
    cases("what a step asks in an example", "answer: 路灯", "anwser: 路灯", "不填“anwser”。您是不是想写“answer”？"),
    ["a pack that it needs", "pack.yaml", "needs: [common, supervision]", "needs: [comon, supervision]", "没有业务包“comon”。您是不是想写“common”？"],
  ])("%s", async (_what, file, from, to, gist, at = from) => {
    const { folder, text } = hotlineWith(file, from, to);
    const found = await faultsIn(folder);
    expect(found).toEqual([expect.stringContaining(gist)]);
    const changed = text.replace(from, () => to);
    const line = lineIn(at === from ? text : changed, at) + (to.includes("\n") && at !== from && at.includes("\n") ? 1 : 0);
    expect(found[0]).toMatch(new RegExp(`^${file.split("/").at(-1)!.replace(".", "\\.")}:${line} `));
  });
});
