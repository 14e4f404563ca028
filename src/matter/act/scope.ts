import type { Ctx } from "#kernel/ctx";
import { hostFunctions } from "#language/feel";
import { organisationNow, type Organisation } from "#people/duty";
import { listsOf } from "#matter/around";
import { openParties } from "#matter/party";
import { factsOf, maskAnswers, openAnswers, type Blueprint, type Change } from "#matter/matter";
import { basisWords } from "#content/pack";
import { dayInWords, daysOfLimit, fullDayInWords, momentInWords, numbered, sentenceOf, yuanInWords } from "./saying.ts";
import { spokenAll, spokenGiven, spokenResult } from "./spoken.ts";

export type Scope = Record<string, unknown>;

/** What a step is about, and the result that led to it. */
export interface Told {
  change: Change;
  blueprint: Blueprint;
  /** Result of the work that was done, under the plain names of its fields. */
  given?: Readonly<Record<string, unknown>>;
  /** Its personal answers: seen by the paper of the act alone. */
  personal?: Readonly<Record<string, unknown>>;
  /** The step whose result that is: it stands under its id before the flow has gone on. */
  step?: string;
}

/** Names that formulas of a kind see: the facts, the results of steps by their ids, and the result that led here. Nothing personal. */
export function factsScope(ctx: Ctx, { change: { matter }, blueprint, given = {}, step }: Told): Scope {
  const vars = (matter.flow as { vars?: Scope } | null)?.vars ?? {};
  // A field has its plain name where a step is called the same: the step is what came before.
  return { ...vars, ...(step !== undefined && { [step]: given }), ...given, ...factsOf(ctx, matter, blueprint), given };
}

const SAYING = hostFunctions({
  day: dayInWords,
  fullday: fullDayInWords,
  moment: momentInWords,
  yuan: yuanInWords,
  sentence: sentenceOf,
  workdays: daysOfLimit,
  numbered,
});

/** Answers, results and states as people read them, by the names under which their values stand: `said.form.sort`. */
function saidIn({ change: { matter }, blueprint, given = {}, step }: Told, facts: Scope, answers: Scope, organisation: Organisation): Scope {
  const { kind, form, graph } = blueprint;
  const around = listsOf(organisation);
  const vars = (matter.flow as { vars?: Scope } | null)?.vars ?? {};
  const steps = new Set([...Object.keys(vars), ...(step === undefined ? [] : [step])]);
  const results = [...steps].map((id) => [id, spokenResult(id, facts[id], { kind, graph }, around)] as const);
  const word = (state: string | null): string => (state === null ? "" : (kind.states[state]?.word ?? ""));
  return {
    ...Object.fromEntries(results.filter(([, result]) => result !== undefined)),
    ...spokenGiven(given, kind, around),
    form: spokenAll(form.fields, answers, around),
    matter: { state: word(matter.state), outcome: word(matter.outcome) },
  };
}

/** The name of what is spoken of by its id: a field of the form, a material; anything else is its own name. */
function nameOf({ form, version }: Blueprint, about: unknown): unknown {
  if (typeof about !== "string") return about;
  return form.fields.get(about)?.label ?? version.definition.item.materials.find(({ id }) => id === about)?.name ?? about;
}

/**
 * The same for what is written to people: personal values stand beside, and functions that say a day or an amount.
 * @param sees whether the text looks at a name: what it does not look at is not opened for it
 */
export async function wordsScope(ctx: Ctx, told: Told, { masked = false, sees = (_name: string): boolean => true } = {}): Promise<Scope> {
  const { matter } = told.change;
  const facts = factsScope(ctx, told);
  const organisation = await organisationNow(ctx);
  const { form, kind, version } = told.blueprint;
  const asked = sees("form") || sees("place");
  const answers = !asked ? {} : masked ? maskAnswers(ctx, form, matter.form) : openAnswers(ctx, form, matter.form);
  const parties = sees("party") ? await openParties(ctx, matter.matterId) : [];
  const party = parties.map(
    ({ role, name, label, ...more }) => [role, masked ? { label, name: label, kind: more.kind } : { ...more, label, name: name || label }] as const,
  );
  const unit = organisation.units.get(matter.unit);
  return {
    ...SAYING,
    ...(sees("named") && hostFunctions({ named: (about) => nameOf(told.blueprint, about) })),
    ...facts,
    form: answers,
    said: saidIn(told, facts, answers, organisation),
    place: (form.fields.has(kind.place ?? "") && answers[kind.place!]) || null,
    item: { basis: version.definition.item.basis.map(basisWords), ...(facts["item"] as object), name: matter.itemName },
    unit: { id: matter.unit, name: organisation.unitName(matter.unit), mark: unit?.shortName ?? "" },
    party: { ...(facts["party"] as object), ...Object.fromEntries(party.toReversed()) },
  };
}
