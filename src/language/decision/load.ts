import {
  readLibrary,
  refusalOf,
  refuse,
  type Decision,
  type DmnRefusal,
  type InputData,
  type Knowledge,
  type Library,
  type Model,
  type RefusalRule,
  type Service,
  type Source,
} from "#language/dmn";
import { boxOf } from "./box.ts";
import type { CompiledDecision, CompiledKnowledge, CompiledService, Decisions } from "./compiled.ts";
import { seeing, testsOf, typeOf, type Place } from "./place.ts";
import { bindOf, memberNames, namesSeen } from "./scope.ts";
import { valuesOf } from "./settle.ts";
import { namedIn, typesOf } from "./types.ts";

/** What is done with FEEL that is missing or cannot be read, and with types that nobody defined: the file is refused, or such a text is null and such a type any. */
export type Unreadable = "refused" | "null";

const NULLABLE: ReadonlySet<RefusalRule> = new Set<RefusalRule>(["feel", "unknown-type", "empty-result", "no-expression"]);

/**
 * Reads and compiles a DMN file (1.1 to 1.6) with those of `folder` that it imports.
 * @param unreadable "null" is for comparisons with other engines: one text that cannot be read is an error of its decision only
 * @throws Refusal DMN_REFUSED naming every element that cannot be evaluated exactly, with the reason in Chinese and English
 */
export async function loadDecisions(xml: string, folder: readonly Source[] = [], unreadable: Unreadable = "refused"): Promise<Decisions> {
  const { library, refusals } = readLibrary(xml, folder);
  const compiled = library && refusals.every(({ rule }) => rule !== "type-circle") ? compile(library, refusals) : undefined;
  if (compiled && library && !library.root.elements.some(({ kind }) => kind === "decision" || kind === "knowledge"))
    refusals.push(refuse("definitions", "no-decision"));
  const final = unreadable === "null" ? refusals.filter(({ rule }) => !NULLABLE.has(rule)) : refusals;
  if (!compiled || final.length > 0) throw refusalOf(final);
  return compiled;
}

function compile(library: Library, refusals: DmnRefusal[]): Decisions {
  const members = memberNames(library);
  const types = typesOf(library, (text, model) => {
    const tests = testsOf(text, { model, library, types, names: members, named: {}, refusals });
    return (value) => tests(value, {});
  });
  const places = new Map(
    [...library.models.values()].map((model): [Model, Place] => [
      model,
      { model, library, types, names: members, named: namedIn(model, library, types), refusals },
    ]),
  );
  const placeOf = (model: Model): Place => places.get(model)!;
  const made: { current: Decisions | undefined } = { current: undefined };
  const value = valuesOf(() => made.current!);
  const decisions = new Map<Decision, CompiledDecision>();
  const knowledge = new Map<Knowledge, CompiledKnowledge>();
  const services = new Map<Service, CompiledService>();
  const inputs = new Map<InputData, CompiledDecision["type"]>();
  for (const model of library.models.values()) {
    for (const element of model.elements) {
      const { id, name, kind } = element;
      const type = typeOf(element.variable.typeRef, id, placeOf(model));
      if (kind === "input") inputs.set(element, type);
      if (kind === "service") services.set(element, { name, service: element, model, type });
      if (kind === "decision") {
        const seen = [...element.requires, ...element.knows];
        const place = seeing(placeOf(model), namesSeen(seen, model, library));
        const bind = bindOf(seen, model, library, value);
        decisions.set(element, { id, name, model, decision: element, type, bind, logic: element.logic && boxOf(element.logic, place, name) });
      }
      if (kind === "knowledge") {
        const place = seeing(placeOf(model), [element.variable.name, ...namesSeen(element.knows, model, library)]);
        const bind = bindOf(element.knows, model, library, value);
        knowledge.set(element, { name, knowledge: element, type, bind, logic: element.logic && boxOf(element.logic, place, name) });
      }
    }
  }
  const own = [...decisions.values()].filter(({ model }) => model === library.root);
  const names = new Set([...library.models.values()].flatMap((model) => model.elements.map((element) => element.variable.name)));
  made.current = { byId: new Map(own.map((decision) => [decision.id, decision])), library, types, names, decisions, knowledge, services, inputs };
  return made.current;
}
