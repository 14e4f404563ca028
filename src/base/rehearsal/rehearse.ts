import { checkForm, compileForm, liveAnswers, prefill, withLocked } from "#base/form";
import type { Form, Records } from "#base/form";
import { checkSituation, liveSituation, materialsFor, stopOf } from "#base/pack";
import type { Case, Expectation, ItemDefinition, RegisterDefinition } from "#base/pack";
import type { Graph } from "#base/flow";
import type { Decisions } from "#base/rule";
import type { Cast } from "./cast.ts";
import { recordsOf } from "./cast.ts";
import { play } from "./play.ts";
import type { Played } from "./play.ts";

/** The day on which examples happen that name none: a Monday without holidays near. */
export const EXAMPLE_DAY = "2026-11-23";

/** An item made ready to be played. */
export interface Stage {
  definition: ItemDefinition;
  form: Form;
  graph: Graph;
  decisions: Decisions | undefined;
  registers: ReadonlyMap<string, RegisterDefinition>;
}

/** What flow and rules see of an application. */
export type Facts = Record<string, unknown>;

/** What came of a case, in the same terms as what was expected. */
export type Came = Required<Omit<Expectation, "eligibility" | "payment" | "stop">> &
  Pick<Expectation, "eligibility" | "payment" | "stop"> & { played?: Played };

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

function outcomeOf({ calls }: Played): Came["outcome"] {
  const acts = new Set(calls.map(({ act }) => act));
  if (acts.has("matter.refuse")) return "refused";
  if (acts.has("matter.decline")) return "declined";
  return acts.has("matter.grant") ? "granted" : "incomplete";
}

/**
 * Lets one example person apply: questions, materials, form with what registers know. Gives what came of it so far, and the facts for flow and
 * rules when the application is complete. These hold nothing personal, as in real matters.
 */
export function applicationOf({ definition, form, registers }: Omit<Stage, "graph" | "decisions">, example: Case, cast: Cast): { came: Came; facts?: Facts } {
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
  const records = recordsOf(cast, example.person, example.organisation);
  const applicant = { kind: example.organisation ? "organisation" : "person" };
  const today = example.today ?? EXAMPLE_DAY;
  const known = withoutPersonal(records, registers);
  const asked = { situation, register: known, applicant, today };
  const answers = withLocked(form, { ...prefill(form, records, asked), ...example.form }, records, asked);
  came.complaints.push(...Object.keys(checkForm(form, answers, asked)));
  if (came.complaints.length > 0) return { came };
  const live = Object.entries(liveAnswers(form, answers, asked)).filter(([name]) => !form.personal.has(name));
  const facts = {
    ...asked,
    form: Object.fromEntries(live),
    item: { id: item.id, code: item.code, unit: item.unit, area: item.area },
    matter: { channel: example.channel ?? "online", submitted: today },
  };
  return { came, facts };
}

/** Lets one example person apply, then plays the flow with the staff's answers. */
export function rehearse(stage: Stage, example: Case, cast: Cast): Came {
  const { came, facts } = applicationOf(stage, example, cast);
  if (!facts) return came;
  const played = play(stage.graph, stage.decisions, facts, { answers: example.answers ?? {}, overdue: example.overdue ?? [] });
  const { eligibility } = played.verdicts as { eligibility?: { result?: string } };
  const paid = played.calls.find(({ act }) => act === "payment.grant")?.input["amount"];
  return {
    ...came,
    path: played.path,
    outcome: played.ended ? outcomeOf(played) : "incomplete",
    ...(eligibility?.result !== undefined && { eligibility: eligibility.result }),
    ...(typeof paid === "number" && { payment: paid }),
    played,
  };
}

/** A case whose stage is set: compiled form and flow. */
export function stageOf(definition: ItemDefinition, graph: Graph, decisions: Decisions | undefined, registers: Stage["registers"]): Stage {
  return { definition, form: compileForm(definition.form!), graph, decisions, registers };
}
