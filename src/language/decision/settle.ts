import { inForce, type Decision, type Element, type InputData, type Knowledge, type Model, type Service } from "#language/dmn";
import { FunctionValue, put, type Value } from "#language/feel-value";
import { badInput, conflict } from "#values/errors";
import { bound, fromJson } from "./binding.ts";
import { modelFunction } from "./box-function.ts";
import type { CompiledDecision, Decisions } from "./compiled.ts";
import { newFrame, type Frame, type Run, type Settled } from "./run.ts";
import type { ValueOf } from "./scope.ts";

/** How values are found in a run over a file: `ValueOf` of everything that can be required. */
export function valuesOf(book: () => Decisions): ValueOf {
  return (element, model, run) => valueOf(book(), element, model, run);
}

function valueOf(book: Decisions, element: Element, model: Model, run: Run): Value {
  switch (element.kind) {
    case "input":
      return inputValue(book, element, model, run);
    case "decision": {
      const version = versionOf(element, model, run);
      return version ? settle(book, book.decisions.get(version)!, run).value : null;
    }
    case "knowledge": {
      const version = versionOf(element, model, run);
      return version ? knowledgeFunction(book, version, run) : null;
    }
    case "service":
      return serviceFunction(book, element, run);
  }
}

/** The value given for an input, as its type wants it; null where none is given or it does not conform (clause 10.3.2.9.4). */
export function inputValue(book: Decisions, input: InputData, model: Model, run: Run): Value {
  const known = run.inputs.get(input);
  if (known !== undefined) return known;
  const type = book.inputs.get(input);
  const raw = run.given(input, model.namespace) ?? null;
  const value = bound(run.json ? fromJson(raw, type) : raw, type);
  if (value === undefined) run.problems.push(badInput("RULE_INPUT_TYPE", `“${input.name}”的内容不是规则要的那一种，请检查填写的内容。`));
  run.inputs.set(input, value ?? null);
  return value ?? null;
}

/** The version of a decision or of knowledge that is in force on the day of the run. */
export function versionOf<T extends Decision | Knowledge>(element: T, model: Model, run: Run): T | undefined {
  const versions = model.elements.filter((other): other is T => other.kind === element.kind && other.name === element.name);
  if (versions.length === 1 && element.validity.from === undefined && element.validity.to === undefined) return element;
  if (run.day === undefined) {
    run.problems.push(conflict("RULE_NO_DAY", `规则“${element.name}”分时期生效，要知道申请的日期才能判断。`));
    return undefined;
  }
  const { day } = run;
  const found = versions.find(({ validity }) => inForce(validity, day));
  if (!found) run.problems.push(conflict("RULE_NOT_IN_FORCE", `规则“${element.name}”在 ${day} 没有生效的版本，请联系事项管理员。`));
  return found;
}

/** Evaluates a decision once in a run. One without logic has the value that is given for it, if any (clause 6.3.7). */
export function settle(book: Decisions, compiled: CompiledDecision, run: Run): Settled {
  const known = run.settled.get(compiled);
  if (known) return known;
  const before = run.frame;
  const scope: Record<string, Value> = { ...run.facts };
  compiled.bind(scope, run);
  const frame = newFrame(run.explains);
  run.frame = frame;
  const raw = compiled.logic ? compiled.logic(scope, run) : (run.given(compiled.decision, compiled.model.namespace) ?? null);
  run.frame = before;
  const settled = { value: bound(raw, compiled.type) ?? null, frame };
  run.settled.set(compiled, settled);
  return settled;
}

/** The function that a business knowledge model is: a closure over the knowledge it requires, and over itself. */
function knowledgeFunction(book: Decisions, knowledge: Knowledge, run: Run): Value {
  const known = run.functions.get(knowledge);
  if (known !== undefined) return known;
  const { logic, bind, type, name } = book.knowledge.get(knowledge)!;
  const scope: Record<string, Value> = {};
  const made = logic?.(scope, run) ?? null;
  const result = type?.kind === "function" ? type.result : type;
  const value = result && made instanceof FunctionValue ? returning(made, result, name) : made;
  run.functions.set(knowledge, value);
  put(scope, knowledge.variable.name, value);
  bind(scope, run);
  return value;
}

/** The type of a knowledge model's variable is that of its function, or (in files of older versions) of what the function gives. */
function returning(made: FunctionValue, type: NonNullable<FunctionValue["result"]>, name: string): FunctionValue {
  const give = (value: Value): Value => bound(value, type) ?? null;
  return new FunctionValue(
    made.parameters,
    (args) => give(made.call(args)),
    (names, args) => give(made.callNamed(names, args)),
    name,
    type,
  );
}

/** The function that a decision service is: its decisions evaluated anew over its arguments (clause 10.4). */
export function serviceFunction(book: Decisions, service: Service, run: Run): FunctionValue {
  const known = run.functions.get(service);
  if (known instanceof FunctionValue) return known;
  const { name, type } = book.services.get(service)!;
  const inputs = service.inputs.map((reference) => book.library.find(reference)!.element as InputData);
  const decisions = service.decisions.map((reference) => book.library.find(reference)!.element as Decision);
  const parameters = [
    ...inputs.map((input) => ({ name: input.variable.name, type: book.inputs.get(input) })),
    ...decisions.map((decision) => ({ name: decision.variable.name, type: book.decisions.get(decision)!.type })),
  ];
  const result = type?.kind === "function" ? type.result : type;
  const made = modelFunction(name, parameters, result, (args) => {
    const inside: Run = { ...run, inputs: new Map(), settled: new Map(), functions: new Map(run.functions), frame: run.frame };
    inputs.forEach((input, at) => inside.inputs.set(input, args[at]!));
    decisions.forEach((decision, at) => inside.settled.set(book.decisions.get(decision)!, { value: args[inputs.length + at]!, frame: newFrame(false) }));
    const value = outputsOf(book, service, inside);
    for (const { frame } of inside.settled.values()) tellOf(frame, run);
    return value;
  });
  run.functions.set(service, made);
  return made;
}

/** What happened inside a service belongs to whoever called it. */
function tellOf(frame: Frame, run: Run): void {
  run.frame.hits.push(...frame.hits);
  run.frame.steps?.push(...(frame.steps ?? []));
}

/** One output decision gives its value, several a context of theirs. */
function outputsOf(book: Decisions, service: Service, run: Run): Value {
  const values = service.outputs.map((reference) => {
    const { element, model } = book.library.find(reference)!;
    return [element.variable.name, valueOf(book, element, model, run)] as const;
  });
  return values.length === 1 ? values[0]![1] : Object.fromEntries(values);
}

type Argument = { name: string; value: Value };

/** Calls a decision service from outside, with arguments by name; those that are no parameter are left out. */
export function callService(book: Decisions, service: Service, run: Run, given: readonly Argument[]): Value {
  return callWith(serviceFunction(book, service, run), given);
}

/** Calls a business knowledge model from outside, with arguments by name. */
export function callKnowledge(book: Decisions, knowledge: Knowledge, run: Run, given: readonly Argument[]): Value {
  const made = knowledgeFunction(book, knowledge, run);
  return made instanceof FunctionValue ? callWith(made, given) : made;
}

function callWith(made: FunctionValue, given: readonly Argument[]): Value {
  const taken = given.filter(({ name }) => made.parameters?.some((parameter) => parameter.name === name));
  return made.callNamed(
    taken.map(({ name }) => name),
    taken.map(({ value }) => value),
  );
}
