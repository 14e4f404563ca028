import { materialsFor, type Item } from "#content/pack";
import { byOwnParty, deliveryName } from "#content/kind";
import { codesScope } from "#content/scope";
import { expression, MOMENT } from "#language/feel";
import { nameOf } from "#matter/clocks";
import { dayOf, endOf, lastDay } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import type { Blueprint } from "./blueprint.ts";
import { evidenceIn } from "./kept-evidence.ts";
import type { Matter } from "./matter.ts";

/**
 * What the formulas of a flow and the rules of an item may look at: nothing personal. Answers of personal fields are left out;
 * `register` is what the registers said when the matter was submitted, `beneficiary` what they said of whom it is for, `identity` how numbers, names and
 * births agree with them, `held` what the same party has of this item already, `materials` how many were promised for later (`deferred`) and how many of
 * those have not come (`open`), `delivery` of papers that are delivered with proof the day that counts.
 */
export function factsOf(ctx: Ctx, matter: Matter, { form, version, kind, papers }: Blueprint): Record<string, unknown> {
  const answers = Object.fromEntries(Object.entries(matter.form).filter(([name]) => !form.personal.has(name)));
  const { code, type, unit, attributes = {}, limits = null, outcome } = version.definition.item;
  const evidence = evidenceIn(matter);
  return {
    // What the item gives, where it says that; a column of its kind of that name goes before.
    item: {
      outcome: outcome?.name ?? matter.itemName,
      type,
      licence: outcome?.licence?.name ?? null,
      ...attributes,
      id: matter.itemId,
      code,
      // Whose item it is, wherever the matter has gone since: that is matter.unit.
      unit,
      area: matter.area,
      limits,
    },
    ...byOwnParty(kind, { kind: matter.owner.kind }),
    party: byOwnParty(kind, { kind: matter.owner.kind, label: matter.owner.label }),
    form: answers,
    place: (kind.place !== undefined && answers[kind.place]) ?? null,
    situation: matter.situation,
    ...evidence,
    delivery: { ...undelivered(papers), ...(evidence["delivery"] as object) },
    matter: {
      channel: matter.channel,
      submitted: matter.submittedAt ? dayOf(matter.submittedAt) : dayOf(ctx.now),
      accepted: matter.acceptedAt ? dayOf(matter.acceptedAt) : null,
      received: matter.submittedAt?.toISOString() ?? null,
      number: matter.number,
      priority: matter.priority,
      area: matter.area,
      unit: matter.unit,
      outcome: matter.outcome,
      state: matter.state,
      phase: matter.phase,
    },
    clock: clocksIn(matter, ctx.now),
    now: ctx.now.toISOString(),
    materials: promisesIn(matter, version.definition.item),
    today: dayOf(ctx.now),
    ...codesScope(kind),
    [MOMENT]: ctx.now,
  };
}

/** Papers whose delivery is proved, as long as it is not. */
function undelivered(papers: Blueprint["papers"]): Record<string, { on: null; way: null }> {
  return Object.fromEntries(papers.flatMap(({ id, receipt }) => (receipt ? [[deliveryName(id), { on: null, way: null }]] : [])));
}

// What is due by the end of a day is due on that day, not at 0:00 of the next.
export function dueIn(due: Date): string {
  const day = lastDay(due);
  return endOf(day).getTime() === due.getTime() ? day : due.toISOString();
}

/** The clocks that were started, by name: when each is due, and whether it is late. */
function clocksIn({ clocks }: Matter, now: Date): Record<string, { due: string; late: boolean }> {
  const named = clocks.flatMap((clock) => (nameOf(clock) === undefined ? [] : [[nameOf(clock)!, clock] as const]));
  return Object.fromEntries(
    named.map(([name, clock]) => [name, { due: dueIn(clock.dueAt), late: clock.endedAt ? clock.met === false : clock.dueAt < (clock.stoppedAt ?? now) }]),
  );
}

/** What its situation does not ask for any more is nobody's promise. */
function promisesIn({ promised, situation }: Matter, item: Item): { deferred: number; open: number } {
  if (promised.length === 0) return { deferred: 0, open: 0 };
  const needed = new Set(materialsFor(item, situation).flatMap(({ id, need }) => (need === "deferred" ? [id] : [])));
  const still = promised.filter(({ materialId }) => needed.has(materialId));
  return { deferred: still.length, open: still.filter(({ brought }) => !brought).length };
}

/** Whether somebody with a part in a matter asked not to be known: a formula of their role says so of this very one. That a role is guarded always says nothing of its place. */
export function keepsSecret(ctx: Ctx, matter: Matter, blueprint: Blueprint): boolean {
  const formulas = Object.values(blueprint.kind.parties).flatMap(({ guarded }) => (typeof guarded === "string" ? [guarded] : []));
  return formulas.some((guarded) => expression(guarded)(factsOf(ctx, matter, blueprint)) === true);
}
