import { startOf } from "#kernel/clock";
import { MOMENT } from "#language/feel";
import { beneficiaryOf, onceKey, type Beneficiary } from "#content/claim";
import {
  asksForFiles,
  checkForm,
  compileForm,
  foldAnswers,
  identityFacts,
  liveAnswers,
  prefill,
  saidByRegister,
  withBirths,
  withLocked,
  type Vouched,
  type Answers,
  type Around,
  type Form,
  type Records,
} from "#content/form";
import { checkSituation, liveSituation, materialsFor, stopOf, type Case, type Expectation, type ItemDefinition } from "#content/pack";
import { personIn, type KnownPerson, type RegisterDefinition } from "#register/register";
import { byOwnParty, phaseOf, type Kind, type Paper } from "#content/kind";
import type { Graph } from "#process/graph";
import type { Decisions } from "#content/rule";
import { type Cast, recordsOf } from "./cast.ts";
import { factsNow } from "./life.ts";
import { channelOf, EXAMPLE_DAY, livingOf, matterFacts } from "./matter-facts.ts";
import { play, type Played } from "./play.ts";

/** An item made ready to be played. */
export interface Stage {
  definition: ItemDefinition;
  form: Form;
  graph: Graph;
  decisions: Decisions | undefined;
  registers: ReadonlyMap<string, RegisterDefinition>;
  /** The item's other cases: one may happen after another. */
  cases?: readonly Case[];
  /** The kind that it runs as; without it nothing of the kind happens. */
  kind?: Kind;
  /** Its papers: those whose delivery is proved are delivered on the day of the example. */
  papers?: readonly Paper[];
}

/** What flow and rules see of an application. */
export type Facts = Record<string, unknown>;

/** What not every case comes to. */
type Sometimes = "eligibility" | "payment" | "stop" | "state" | "clocks";

/** What came of a case, in the same terms as what was expected. */
export type Came = Required<Omit<Expectation, Sometimes>> & Pick<Expectation, Sometimes> & { played?: Played };

function withoutPersonal(records: Records, registers: Stage["registers"]): Records {
  const open = (id: string, record: Record<string, unknown>): Record<string, unknown> => {
    const personal = new Set(
      registers
        .get(id)
        ?.fields.filter((field) => field.personal)
        .map(({ name }) => name),
    );
    return Object.fromEntries(Object.entries(record).filter(([name]) => !personal.has(name)));
  };
  return Object.fromEntries(Object.entries(records).map(([id, record]) => [id, open(id, record ?? {})]));
}

type Cut = Omit<Stage, "graph" | "decisions">;

/** Whom an example is from, by number. */
function askingOf(cast: Cast, example: Case): { name: string; number: string } {
  const firm = example.organisation === undefined ? undefined : cast.organisations.get(example.organisation);
  const person = cast.people.get(example.person);
  return firm ? { name: firm.name, number: firm.uscc } : { name: person?.name ?? "", number: person?.id_number ?? "" };
}

/** What the registers hold about the holder of an identity number. */
function recordsByNumber(cast: Cast, number: string): Records {
  const person = [...cast.people.values()].find((one) => one.id_number === number);
  return person ? recordsOf(cast, person.id) : {};
}

function knownBy(registers: Stage["registers"], records: Records): KnownPerson | undefined {
  for (const [id, record] of Object.entries(records)) {
    const definition = registers.get(id);
    if (definition?.identifies && record) return personIn(definition, record);
  }
  return undefined;
}

/** An example's answers with what registers, numbers and the form make of them, and for whom it is. */
/** What an example can be judged by beside itself: the check lists of its item. Of the city nothing is known here. */
function aroundOf({ checklists }: ItemDefinition): Around {
  return { checklists: Object.fromEntries(checklists.map(({ id, points }) => [id, points])) };
}

function answersOf(
  { definition, form, registers, kind }: Cut,
  example: Case,
  cast: Cast,
): { answers: Answers; facts: Facts; beneficiary: Beneficiary | undefined } {
  const { item } = definition;
  const records = recordsOf(cast, example.person, example.organisation);
  const known = withoutPersonal(records, registers);
  const facts = {
    situation: liveSituation(item, example.situation),
    register: known,
    // As whoever begins it really is asked: pages and fields may depend on the item and on the way it comes.
    item: { ...item.attributes, id: item.id, code: item.code, unit: item.unit, area: item.area },
    matter: { channel: channelOf(kind, example) },
    ...byOwnParty(kind, { kind: example.organisation ? "organisation" : "person" }),
    today: example.today ?? EXAMPLE_DAY,
    [MOMENT]: startOf(example.today ?? EXAMPLE_DAY),
  };
  const answers = withBirths(
    form,
    withLocked(form, { ...prefill(form, records, facts), ...foldAnswers(form.fields, example.form, aroundOf(definition)) }, records, facts),
  );
  const beneficiary = beneficiaryOf(item, askingOf(cast, example), answers, facts);
  const theirs = beneficiary && !beneficiary.own ? withoutPersonal(recordsByNumber(cast, beneficiary.number), registers) : known;
  const identity = identityFacts(form, answers, (number) => knownBy(registers, recordsByNumber(cast, number)));
  return { answers, facts: { ...facts, identity, beneficiary: { own: beneficiary?.own ?? true, register: theirs } }, beneficiary };
}

/** What an example would have once, to be compared with another's. */
function keyOf(stage: Cut, example: Case, cast: Cast): { key: string | undefined; noted: Record<string, unknown> } {
  const { once } = stage.definition.item;
  const { answers, facts, beneficiary } = answersOf(stage, example, cast);
  const parties = { ...byOwnParty(stage.kind, askingOf(cast, example).number), beneficiary: beneficiary?.number };
  const situation = facts["situation"] as Record<string, unknown>;
  return {
    key: once && onceKey(once, { form: stage.form, answers, situation, parties, areas: [] }),
    noted: Object.fromEntries((once?.note ?? []).map((name) => [name, answers[name]])),
  };
}

/** What the party of an example has already: the case it happens after, when that is named. */
function heldBefore(stage: Cut, example: Case, cast: Cast): { twice: boolean; held: object[] } {
  const before = example.after === undefined ? undefined : stage.cases?.find(({ name }) => name === example.after);
  if (!before) return { twice: false, held: [] };
  const { key, noted } = keyOf(stage, before, cast);
  return {
    twice: key !== undefined && key === keyOf(stage, example, cast).key,
    held: [{ ...noted, state: "held", since: before.today ?? EXAMPLE_DAY, until: null }],
  };
}

/** What of the promised materials is open when so many have come. */
function promises({ later = [] }: Case, come: number): { deferred: number; open: number } {
  return { deferred: later.length, open: later.length - come };
}

/**
 * Lets one example person apply: questions, materials, form with what registers know. Gives what came of it so far, and the facts for flow and
 * rules when the application is complete. These hold nothing personal, as in real matters.
 */
export function applicationOf(stage: Cut, example: Case, cast: Cast): { came: Came; facts?: Facts } {
  const { definition, form } = stage;
  const { item } = definition;
  const situation = liveSituation(item, example.situation);
  const stop = stopOf(item, situation);
  const materials = materialsFor(item, situation);
  const came: Came = {
    materials: materials.map(({ id }) => id),
    bring: materials.filter(({ bring }) => bring).map(({ id }) => id),
    fee: item.fee?.amount ?? 0,
    limit: item.limits?.promised ?? "",
    complaints: Object.keys(checkSituation(item, situation)),
    path: [],
    outcome: "incomplete",
  };
  if (stop) return { came: { ...came, stop: stop.value, materials: [], bring: [], complaints: [], outcome: "stopped" } };
  const { answers, facts } = answersOf(stage, example, cast);
  const records = recordsOf(cast, example.person, example.organisation);
  const vouched: Vouched = (field, value) => saidByRegister(field, value, records);
  const { twice, held } = heldBefore(stage, example, cast);
  // An example brings no files: what asks for some is not missed.
  const wrong = Object.keys(checkForm(form, answers, facts, vouched, aroundOf(definition))).filter((name) => !asksForFiles(form.fields.get(name)!));
  came.complaints.push(...wrong, ...(twice ? ["once"] : []));
  if (came.complaints.length > 0) return { came };
  const live = Object.entries(liveAnswers(form, answers, facts)).filter(([name]) => !form.personal.has(name));
  return {
    came,
    facts: {
      ...facts,
      held,
      form: Object.fromEntries(live),
      item: {
        outcome: item.outcome?.name ?? item.name,
        type: item.type,
        licence: item.outcome?.licence?.name ?? null,
        ...item.attributes,
        id: item.id,
        code: item.code,
        unit: item.unit,
        area: item.area,
        limits: item.limits ?? null,
      },
      materials: promises(example, 0),
      ...matterFacts(stage, example, answers),
    },
  };
}

/** Lets one example person apply, then plays the flow with the staff's answers. */
export function rehearse(stage: Stage, example: Case, cast: Cast): Came {
  const { came, facts } = applicationOf(stage, example, cast);
  if (!facts) return came;
  const changes = (example.brought ?? []).map((_each, i) => ({ materials: promises(example, i + 1) }));
  const { now, told, aside } = livingOf(stage, facts);
  const begun = now();
  const played = play(stage.graph, stage.decisions, begun ? { ...facts, ...factsNow(facts, begun) } : facts, {
    answers: example.answers ?? {},
    overdue: example.overdue ?? [],
    changes,
    ...(told && { told }),
    ...(aside && { aside }),
  });
  const standing = now();
  const closed = standing && stage.kind && phaseOf(stage.kind, standing.state) === "closed";
  const { eligibility } = played.verdicts as { eligibility?: { result?: string } };
  const paid = played.calls.find(({ act }) => act === "payment.grant")?.input["amount"];
  return {
    ...came,
    path: played.path,
    outcome: closed ? standing.state : "incomplete",
    ...(standing && { state: standing.state, clocks: { ...standing.clocks } }),
    ...(eligibility?.result !== undefined && { eligibility: eligibility.result }),
    ...(typeof paid === "number" && { payment: paid }),
    played,
  };
}

/** A case whose stage is set: compiled form and flow. */
export function stageOf(
  definition: ItemDefinition,
  graph: Graph,
  decisions: Decisions | undefined,
  registers: Stage["registers"],
  cases: readonly Case[] = [],
  lived: Pick<Stage, "kind" | "papers"> = {},
): Stage {
  return { definition, form: compileForm(definition.form!), graph, decisions, registers, cases, ...lived };
}
