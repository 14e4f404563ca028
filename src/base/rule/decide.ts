import { date, duration } from "@bpmn-io/feelin";
import { badInput, notFound } from "#kernel/errors";
import type { Decision, Decisions, Input, Logic, Verdict } from "./decision.ts";
import { apply } from "./hit-policy.ts";
import type { Match } from "./hit-policy.ts";
import { plain } from "./plain.ts";

type Context = Readonly<Record<string, unknown>>;

/**
 * Evaluates a decision over plain JSON. Decisions it requires are evaluated first, each once, and are read by name or id.
 *
 * `value` is plain JSON, null when no row applies and nothing is declared for that. A table with several output columns
 * gives an object, policies C, R and O a list. `hits` say which rows applied and why, in the author's words.
 * @throws Refusal NOT_FOUND (no such decision), RULE_INPUT_TYPE, RULE_INPUT_VALUE, RULE_NOT_UNIQUE, RULE_CONTRADICTS, RULE_NOT_NUMBERS
 */
export function decide(decisions: Decisions, decisionId: string, context: Context): Verdict {
  return evaluate(decisions, decisionId, context, new Map()).verdict;
}

type Evaluated = { raw: unknown; verdict: Verdict };

function evaluate(decisions: Decisions, id: string, context: Context, known: Map<string, Evaluated>): Evaluated {
  const done = known.get(id);
  if (done) return done;
  const decision = decisions.byId.get(id);
  if (!decision) throw notFound(`规则“${id}”`);
  const scope: Record<string, unknown> = { ...context };
  for (const { name, type } of decision.data) scope[name] = temporal(scope[name], type);
  const required: Record<string, Verdict> = {};
  for (const other of decision.requires) {
    const { raw, verdict } = evaluate(decisions, other, context, known);
    required[other] = verdict;
    scope[other] = raw;
    scope[decisions.byId.get(other)?.variable ?? other] = raw;
  }
  const { raw, hits } = logic(decision, scope);
  const result = { raw, verdict: { value: plain(raw), hits, required } };
  known.set(id, result);
  return result;
}

function logic(decision: Decision, scope: Context): { raw: unknown; hits: Verdict["hits"] } {
  if (decision.logic.kind === "expression") return { raw: decision.logic.value(scope) ?? null, hits: [] };
  const { kept, value } = apply(decision.logic.policy, matching(decision, decision.logic, scope), decision.logic.outputs, decision.name);
  return { raw: value === undefined ? otherwise(decision.logic, scope) : value, hits: kept.map(({ row }) => ({ row: row.number, why: row.why })) };
}

type Table = Extract<Logic, { kind: "table" }>;

function matching(decision: Decision, table: Table, scope: Context): Match[] {
  const values = table.inputs.map((input) => valueOf(input, scope, decision.name));
  const matches: Match[] = [];
  for (const row of table.rows) {
    if (!row.tests.every((test, column) => test(values[column], scope))) continue;
    matches.push({ row, results: row.results.map((result) => result(scope) ?? null) });
    if (table.policy === "F") break;
  }
  return matches;
}

function otherwise(table: Table, scope: Context): unknown {
  if (table.outputs.every((output) => !output.otherwise)) return null;
  const values = table.outputs.map((output) => output.otherwise?.(scope) ?? null);
  return values.length === 1 ? values[0] : Object.fromEntries(table.outputs.map((output, index) => [output.name, values[index]]));
}

const KINDS: Record<string, string> = { string: "文字", number: "数字", boolean: "是或否" };

/** A null value is allowed everywhere: it is what an unanswered question gives, and rows can test for it. */
function valueOf(input: Input, scope: Context, table: string): unknown {
  const value = temporal(input.value(scope), input.type) ?? null;
  if (value === null) return null;
  const kind = input.type === undefined ? undefined : KINDS[input.type];
  if (kind && typeof value !== input.type) throw badInput("RULE_INPUT_TYPE", `规则“${table}”的“${input.label}”应当是${kind}，收到的不是。`);
  if (input.allowed && !input.allowed(value, scope)) throw badInput("RULE_INPUT_VALUE", `规则“${table}”不认识“${input.label}”的值“${String(plain(value))}”。`);
  return value;
}

/** JSON has no dates: text that stands where a date or duration is declared is read as one. */
function temporal(value: unknown, type: string | undefined): unknown {
  if (typeof value !== "string" || type === undefined) return value;
  if (type === "date" || type === "dateTime" || type === "date and time") return date(value);
  if (type === "time") return date(undefined, value);
  if (/duration/i.test(type)) return duration(value);
  return value;
}
