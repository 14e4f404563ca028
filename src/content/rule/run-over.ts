import { newFrame, settle, versionOf, type CompiledDecision, type Decisions, type Run } from "#language/decision";
import type { Decision, InputData, Library } from "#language/dmn";
import { MOMENT, put, type Scope, type Value } from "#language/feel";
import { notFound } from "#values/errors";

/** Plain JSON by name: the input data of the file, and whatever else its expressions read. */
export type Facts = Scope;

/** A run over JSON facts: names of the file's elements are only seen where they are required, all others everywhere. */
export function runOver(decisions: Decisions, facts: Facts, day: string | undefined, explains: boolean): Run {
  const others: Record<string, Value> = {};
  for (const name of Object.keys(facts)) if (!decisions.names.has(name)) put(others, name, (facts[name] ?? null) as Value);
  // A symbol is no name of the file: it goes along by itself.
  if (facts[MOMENT]) Object.assign(others, { [MOMENT]: facts[MOMENT] });
  return {
    day: day ?? applicationDay(facts),
    facts: others,
    json: true,
    explains,
    given: (element, namespace) => givenIn(facts, element, namespace, decisions.library),
    inputs: new Map(),
    settled: new Map(),
    functions: new Map(),
    problems: [],
    frame: newFrame(explains),
  };
}

/** The day of the application as the facts of a matter give it: `matter.submitted`. */
function applicationDay({ matter }: Facts): string | undefined {
  const day: unknown = typeof matter === "object" && matter !== null && "submitted" in matter ? matter.submitted : undefined;
  return typeof day === "string" && /^\d{4}-\d\d-\d\d$/.test(day) ? day : undefined;
}

/** Facts for an imported model may stand below the name of its import, or beside the others. */
function givenIn(facts: Facts, { variable: { name } }: InputData | Decision, namespace: string, { root }: Library): Value | undefined {
  const prefix = namespace === root.namespace ? undefined : root.imports.find((each) => each.namespace === namespace)?.name;
  const below = prefix === undefined ? undefined : (facts[prefix] as Facts | undefined);
  const found = below && Object.hasOwn(below, name) ? below[name] : Object.hasOwn(facts, name) ? facts[name] : undefined;
  return found as Value | undefined;
}

/** Evaluates a decision in a run, and refuses what the standard would pass over as null. */
export function judge(decisions: Decisions, decisionId: string, run: Run): CompiledDecision {
  const asked = decisions.byId.get(decisionId);
  if (!asked) throw notFound(`规则“${decisionId}”`);
  const version = versionOf(asked.decision, asked.model, run);
  const decision = version && decisions.decisions.get(version);
  if (decision) settle(decisions, decision, run);
  const [problem] = run.problems;
  if (problem) throw problem;
  return decision!;
}

/** The decisions that one requires, in the versions of this run. */
export function requiredBy(decisions: Decisions, { decision }: CompiledDecision, run: Run): CompiledDecision[] {
  return decision.requires.flatMap((reference) => {
    const found = decisions.library.find(reference);
    const version = found?.element.kind === "decision" ? versionOf(found.element, found.model, run) : undefined;
    return version ? [decisions.decisions.get(version)!] : [];
  });
}
