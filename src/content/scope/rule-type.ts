import type { Decision, Expression, Element, FunctionBox, Knowledge, Table, Text } from "#language/dmn";
import { ANY, BOOLEAN, joined, listOf, NUMBER, recordOf, typeOf, typeOfTests, WHOLE, type RecordType, type Type } from "#language/typing";
import type { Decisions } from "#content/rule";
import { instead } from "#values/spelling";
import { Refusal } from "#values/errors";
import type { ElementFinding } from "./finding.ts";

/** The rules of an item with types: what each decision gives, and what is wrong in their FEEL. */
export interface TypedRules {
  typeOf: (decision: string) => Type;
  findings: ElementFinding[];
}

/** Types that change a text into something else as the value is bound. */
const BOUND: Record<string, Type> = {
  number: NUMBER,
  boolean: BOOLEAN,
  date: { is: "date" },
  time: { is: "time" },
  "date and time": { is: "date and time" },
  dateTime: { is: "date and time" },
};

function boundAs(type: Type, typeRef: string | undefined): Type {
  if (typeRef === undefined || typeRef === "string" || typeRef === "Any") return type;
  return type.is === "text" || type.is === "any" ? (BOUND[typeRef] ?? ANY) : Object.hasOwn(BOUND, typeRef) ? type : ANY;
}

type Iterating = Extract<Expression, { variable: string }>;
type Boxes = {
  [K in Expression["box"]]: (box: K extends Iterating["box"] ? Iterating : Extract<Expression, { box: K }>, scope: RecordType, all: Walk) => Type;
};
type Walk = {
  feel: (text: Text, scope: RecordType) => Type;
  cell: (text: Text, value: Type, scope: RecordType) => void;
  box: (box: Expression, scope: RecordType) => Type;
};

function adding(scope: RecordType, entries: Readonly<Record<string, Type>>): RecordType {
  return recordOf({ ...scope.entries, ...entries }, scope.open ? { open: true } : {});
}

function tableType(table: Table, scope: RecordType, { feel, cell }: Walk): Type {
  const inputs = table.inputs.map(({ text, typeRef, values }) => {
    const type = boundAs(feel(text, scope), typeRef);
    if (values) cell(values, type, scope);
    return type;
  });
  for (const { tests } of table.rules) for (const [at, test] of tests.entries()) if (test.text.trim() !== "-") cell(test, inputs[at] ?? ANY, scope);
  const columns = table.outputs.map(({ otherwise, typeRef }, at) => {
    const results = table.rules.flatMap(({ results: found }) => found[at] ?? []).map((text) => feel(text, scope));
    return boundAs(joined([...results, ...(otherwise ? [feel(otherwise, scope)] : [])]), typeRef);
  });
  const row = columns.length === 1 ? columns[0]! : recordOf(Object.fromEntries(table.outputs.map(({ name }, at) => [name, columns[at]!])));
  if (table.policy === "C#") return WHOLE;
  if (table.policy.length > 1) return NUMBER;
  return ["R", "O", "C"].includes(table.policy) ? listOf(row) : row;
}

function functionType({ kind, parameters, body }: FunctionBox, scope: RecordType, { box }: Walk): Type {
  if (body && kind === "FEEL") box(body, adding(scope, Object.fromEntries(parameters.map(({ name }) => [name, ANY]))));
  return { is: "function" };
}

function element(type: Type): Type {
  return type.is === "list" ? type.of : ANY;
}

const BOXES: Boxes = {
  literal: ({ text }, scope, { feel }) => feel(text, scope),
  table: tableType,
  function: functionType,
  context: ({ entries }, scope, { box }) => {
    let inner = scope;
    const found: Record<string, Type> = {};
    for (const { variable, value } of entries) {
      const type = boundAs(box(value, inner), variable?.typeRef);
      if (!variable) return type;
      found[variable.name] = type;
      inner = adding(inner, { [variable.name]: type });
    }
    return recordOf(found);
  },
  invocation: ({ called, bindings }, scope, { box }) => {
    box(called, scope);
    for (const { value } of bindings) box(value, scope);
    return ANY;
  },
  list: ({ items }, scope, { box }) => listOf(items.length === 0 ? ANY : joined(items.map((item) => box(item, scope)))),
  relation: ({ columns, rows }, scope, { box }) => {
    const types = columns.map((_column, at) => joined(rows.flatMap((row) => (row[at] ? [box(row[at], scope)] : []))));
    return listOf(recordOf(Object.fromEntries(columns.map(({ name }, at) => [name, types[at]!]))));
  },
  filter: (boxed, scope, { box }) => {
    const list = box(boxed.in, scope);
    const each = element(list);
    const inner = each.is === "record" ? { ...each.entries, item: each } : { item: each };
    const open = scope.open === true || each.is !== "record" || each.open === true;
    box(boxed.match, recordOf({ ...scope.entries, ...inner }, open ? { open } : {}));
    return ANY;
  },
  for: (boxed, scope, { box }) => {
    const each = element(box(boxed.in, scope));
    return listOf(box(boxed.each, adding(scope, { [boxed.variable]: each, partial: listOf(ANY) })));
  },
  some: (boxed, scope, { box }) => (box(boxed.each, adding(scope, { [boxed.variable]: element(box(boxed.in, scope)) })), BOOLEAN),
  every: (boxed, scope, { box }) => (box(boxed.each, adding(scope, { [boxed.variable]: element(box(boxed.in, scope)) })), BOOLEAN),
  conditional: (boxed, scope, { box }) => {
    box(boxed.if, scope);
    return joined([box(boxed.then, scope), box(boxed.else, scope)]);
  },
};

/**
 * Types the decisions of an item's rules over what they may look at: their input data by name, required decisions by what these give, and every other fact.
 * The texts have been read before; what this cannot type is any.
 */
export function typeRules(decisions: Decisions, facts: RecordType): TypedRules {
  const { library } = decisions;
  const findings: ElementFinding[] = [];
  const known = new Map<Element, Type>();
  const note = (text: Text, faults: readonly { message: string; word: string }[]): void =>
    void findings.push(...faults.map(({ message, word }) => ({ element: text.element, message, word })));
  const quietly = <T>(run: () => T): T | undefined => {
    try {
      return run();
    } catch (error) {
      // Read by the loader already, with the types of the file.
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  };
  const walk: Walk = {
    feel: (text, scope) => {
      const found = quietly(() => typeOf(text.text, scope));
      note(text, found?.faults ?? []);
      return found?.type ?? ANY;
    },
    cell: (text, value, scope) => note(text, quietly(() => typeOfTests(text.text, value, scope)) ?? []),
    box: (box, scope) => (BOXES[box.box] as (box: Expression, scope: RecordType, all: Walk) => Type)(box, scope, walk),
  };
  const typeOfElement = (asked: Element): Type => {
    const before = known.get(asked);
    if (before) return before;
    known.set(asked, ANY);
    const type = boundAs(typed(asked), asked.variable.typeRef);
    known.set(asked, type);
    return type;
  };
  const typed = (asked: Element): Type => {
    if (asked.kind === "service") return ANY;
    if (asked.kind !== "input") return asked.logic ? walk.box(asked.logic, scopeOf(asked)) : ANY;
    const name = asked.variable.name;
    if (Object.hasOwn(facts.entries, name)) return facts.entries[name]!;
    if (library.root.elements.includes(asked))
      findings.push({
        element: asked.id,
        word: name,
        message: `规则要看的“${name}”既不是件的数据，也不是流程的环节。${instead(name, Object.keys(facts.entries))}`,
      });
    return ANY;
  };
  const scopeOf = ({ requires, knows }: { requires?: Decision["requires"]; knows: Knowledge["knows"] }): RecordType => {
    const own: Record<string, Type> = {};
    for (const { element: each } of library.root.elements.map((one) => ({ element: one })))
      own[each.variable.name] = { is: "hidden", why: "写在规则文件里，但这个决策没有连到它" };
    for (const reference of [...(requires ?? []), ...knows]) {
      const placed = library.find(reference);
      if (!placed) continue;
      const type = typeOfElement(placed.element);
      if (placed.model === library.root) Object.assign(own, { [placed.element.variable.name]: type, [placed.element.id]: type });
      else {
        const prefix = library.root.imports.find(({ namespace }) => namespace === placed.model.namespace)?.name ?? "";
        own[prefix === "" ? placed.element.variable.name : prefix] = ANY;
      }
    }
    return recordOf({ ...facts.entries, ...own });
  };
  for (const each of library.root.elements) typeOfElement(each);
  const byId = new Map(library.root.elements.map((each) => [each.id, each]));
  return { typeOf: (id) => (byId.has(id) ? typeOfElement(byId.get(id)!) : ANY), findings };
}
