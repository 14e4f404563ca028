import { callKnowledge, callService, newFrame, settle, versionOf, type Decisions, type Run } from "#language/decision";
import type { Element, Model } from "#language/dmn";
import { bounded, entryOf, kindOf, type Context, type Value } from "#language/feel";
import { notFound } from "#values/errors";

/** A value given from outside for input data, a decision or a parameter of this name; a namespace says of which model. */
export type Given = { name: string; namespace?: string | undefined; value: Value };

/** What is asked for: a decision, or by way of `through` a decision service or a business knowledge model; then the name picks one of several outputs. */
export type Asked = { name: string; namespace?: string | undefined; through?: string | undefined };

/**
 * Evaluates a decision, a decision service or a business knowledge model with FEEL values, exactly as the standard says: what is wrong is null,
 * nothing is refused but an evaluation without end.
 * @throws Refusal NOT_FOUND, FEEL_TOO_LONG_RUNNING, FEEL_TOO_LARGE
 */
export function invoke(decisions: Decisions, asked: Asked, given: readonly Given[], day?: string): Value {
  const run: Run = {
    day,
    facts: {},
    json: false,
    explains: false,
    given: (element, namespace) => givenFor(element, namespace, given, decisions),
    inputs: new Map(),
    settled: new Map(),
    functions: new Map(),
    problems: [],
    frame: newFrame(false),
  };
  return bounded(() => valueAsked(decisions, asked, given, run));
}

function valueAsked(decisions: Decisions, asked: Asked, given: readonly Given[], run: Run): Value {
  const { element, model } = found(decisions, asked.through ?? asked.name, asked.namespace, asked.through !== undefined);
  switch (element.kind) {
    case "input":
      return givenFor(element, model.namespace, given, decisions) ?? null;
    case "decision": {
      const version = versionOf(element, model, run);
      return version ? settle(decisions, decisions.decisions.get(version)!, run).value : null;
    }
    case "knowledge":
      return callKnowledge(decisions, element, run, given);
    case "service": {
      const value = callService(decisions, element, run, given);
      const several = element.outputs.length > 1 && asked.name !== element.name && kindOf(value) === "context";
      return several ? (entryOf(value as Context, asked.name) ?? null) : value;
    }
  }
}

/** The element of a name: of the model asked for, else of the file itself, else of whatever it imports. */
function found({ library }: Decisions, name: string, namespace: string | undefined, callable: boolean): { element: Element; model: Model } {
  const models = [library.root, ...library.models.values()].filter((model) => namespace === undefined || model.namespace === namespace);
  for (const model of models) {
    const named = model.elements.filter((element) => element.name === name || element.variable.name === name || element.id === name);
    const element = named.find(({ kind }) => (kind === "service" || kind === "knowledge") === callable) ?? named[0];
    if (element) return { element, model };
  }
  throw notFound(`规则“${name}”`);
}

/** A value without a namespace is for the file itself before it is for anything imported; `import.name` is one way to write it. */
function givenFor({ name, variable }: Element, namespace: string, given: readonly Given[], { library }: Decisions): Value | undefined {
  const prefixes = library.root.imports.filter((each) => each.namespace === namespace).map((each) => each.name);
  const isNamed = (each: Given): boolean => each.name === name || each.name === variable.name;
  const exact = given.find((each) => each.namespace === namespace && isNamed(each));
  const qualified = given.find((each) => prefixes.some((prefix) => each.name === `${prefix}.${name}`));
  const below = given.find((each) => prefixes.includes(each.name) && kindOf(each.value) === "context");
  const loose = given.find((each) => each.namespace === undefined && isNamed(each));
  return (exact ?? qualified)?.value ?? (below && entryOf(below.value as Context, name)) ?? loose?.value;
}
