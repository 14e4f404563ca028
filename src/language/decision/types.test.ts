import { expect, test } from "vitest";
import { decision, feel, file, input, knowledge } from "../../../test/dmn-file.ts";
import { valueOf } from "./value-of.fixture.ts";

const item = (name: string, of: string, more = "", attributes = ""): string =>
  `<itemDefinition name="${name}" ${attributes}>${of && `<typeRef>${of}</typeRef>`}${more}</itemDefinition>`;
const limit = (element: string, text: string): string => `<${element}><text>${text}</text></${element}>`;
const component = (name: string, of: string, attributes = ""): string => `<itemComponent name="${name}" ${attributes}><typeRef>${of}</typeRef></itemComponent>`;

const TYPES =
  item("金额", "number", limit("allowedValues", "[0..100000]")) +
  item("业态", "string", limit("allowedValues", "&quot;餐饮&quot;, &quot;零售&quot;")) +
  item("业态们", "业态", limit("typeConstraint", "count(?) &lt; 3"), 'isCollection="true"') +
  item("人", "", component("姓名", "string") + component("子女", "人", 'isCollection="true"')) +
  item("人们", "人", "", 'isCollection="true"') +
  item("算法", "", '<functionItem outputTypeRef="number"><parameters name="a" typeRef="number"/></functionItem>');

test.each([
  ["金额", "99", 99],
  ["金额", "100001", null],
  ["金额", '"99"', null],
  ["金额", "[99]", 99],
  ["金额", "[1, 2]", null],
  ["业态", '"餐饮"', "餐饮"],
  ["业态", '"养殖"', null],
  ["业态们", '["餐饮", "零售"]', ["餐饮", "零售"]],
  ["业态们", '"餐饮"', ["餐饮"]],
  ["业态们", '["餐饮", "零售", "餐饮"]', null],
  ["业态们", '["养殖"]', null],
  ["人", '{姓名: "林秀英", 子女: [{姓名: "林静", 子女: []}], 住址: "青溪"}', { 姓名: "林秀英", 子女: [{ 姓名: "林静", 子女: [] }], 住址: "青溪" }],
  ["人", '{姓名: "林秀英"}', null],
  ["人", '{姓名: "林秀英", 子女: null}', { 姓名: "林秀英", 子女: null }],
  ["人", '{姓名: "林秀英", 子女: [{姓名: "林静"}]}', null],
  ["人", '{姓名: "林秀英", 子女: [{姓名: 3}]}', null],
  ["人们", '{姓名: "林静", 子女: []}', [{ 姓名: "林静", 子女: [] }]],
  ["人们", '[{姓名: "林静", 子女: []}, {姓名: "林安"}]', null],
  ["人", 'context([{key: "姓名", value: "林静"}])', null],
  ["list<number>", "[1, 2]", [1, 2]],
  ["list<number>", '[1, "二"]', null],
  ["date and time", '@"2026-11-21"', "2026-11-21T00:00:00Z"],
  ["date", '@"2026-11-21T10:00:00"', null],
  ["算法", "1", null],
  ["Any", '"什么都行"', "什么都行"],
])("a variable of type %s takes %s as %j", async (type, text, expected) => {
  expect(await valueOf(file(TYPES + decision("结论", feel(text), { type })), "结论")).toEqual(expected);
});

test("a definition may have the name of a built-in type, or lead back to itself, and nothing runs for ever", async () => {
  const own = item("string", "string", limit("allowedValues", "&quot;是&quot;, &quot;否&quot;"));
  expect(await valueOf(file(own + decision("结论", feel('"是"'), { type: "string" })), "结论")).toBe("是");
  expect(await valueOf(file(own + decision("结论", feel('"或"'), { type: "string" })), "结论")).toBeNull();
  const round = item("表", "list&lt;表&gt;") + item("算", "", '<functionItem outputTypeRef="算"><parameters name="a" typeRef="算"/></functionItem>');
  expect(await valueOf(file(round + decision("结论", feel("[[1]]"), { type: "表" })), "结论")).toEqual([[1]]);
});

test("input data that does not conform is null", async () => {
  const xml = file(TYPES + input("业", "业态") + decision("结论", feel('if 业 = null then "没有" else 业'), { needs: ["input:业"] }));
  expect(await valueOf(xml, "结论", { 业: "养殖" })).toBe("没有");
  expect(await valueOf(xml, "结论", { 业: ["餐饮"] })).toBe("餐饮");
});

test("a function keeps to the type that asks for it", async () => {
  const counted = decision("结论", feel("函数(2)"), { needs: ["decision:函数"] });
  expect(await valueOf(file(TYPES + decision("函数", feel("function(a) a + 1"), { type: "算法" }) + counted), "结论")).toBe(3);
  expect(await valueOf(file(TYPES + decision("函数", feel("function(a, b) a + 1"), { type: "算法" }) + counted), "结论")).toBeNull();
});

test("FEEL may ask for the types of the file: by their structure, whatever values they allow", async () => {
  const asked =
    '["餐饮" instance of 业态, "养殖" instance of 业态, 3 instance of 业态, [] instance of 人们, ["养殖"] instance of list<业态>, {姓名: "林静"} instance of 人, -1 instance of 金额]';
  expect(await valueOf(file(TYPES + decision("结论", feel(asked))), "结论")).toEqual([true, true, false, true, true, false, true]);
});

test("a function is not invoked with a context that lacks a component, nor with a value that its type does not allow", async () => {
  const bkm = knowledge("有人", ["谁:人", "多少:金额"], feel("谁 != null"));
  const asks = (text: string): Promise<unknown> => valueOf(file(TYPES + bkm + decision("结论", feel(text), { needs: ["knowledge:有人"] })), "结论");
  expect(await asks('有人({姓名: "林静", 子女: []}, 5)')).toBe(true);
  expect(await asks('有人({姓名: "林静"}, 5)')).toBeNull();
  expect(await asks('有人({姓名: "林静", 子女: []}, -5)')).toBeNull();
});
