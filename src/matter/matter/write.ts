import { endClaim } from "#content/claim";
import { mainClock, phaseOf, stateOf, type Kind } from "#content/kind";
import { encryptParts } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { newId } from "#values/ids";
import { conflict } from "#values/errors";
import { changedClocks, changedStops, clockOf, declaredBy, dueDayOf, endAll, mainOf, nameOf, runningStops } from "#matter/clocks";
import { disclosedRow } from "#matter/disclosure";
import { expression } from "#language/feel";
import { dayOf } from "#kernel/clock";
import { subjectRows } from "#matter/subject";
import { locationRow, pointOf, shownPoint } from "#matter/location";
import { quad } from "#place/point";
import { linkActs, type LinkedAct } from "./act.ts";
import { openAnswers } from "./answers.ts";
import { DUES, type Change } from "./change.ts";
import { blueprintOf, type Blueprint } from "./blueprint.ts";
import { dueIn, factsOf, keepsSecret } from "./facts.ts";
import { isClosed, type Matter, type Task } from "./matter.ts";
import { tryPapers } from "./paper-trial.ts";
import { statementOf, type PartName } from "./statement.ts";

// What may still be written into the history of a matter that is closed: it changes nothing about it.
const AFTERWARDS: ReadonlySet<string> = new Set([
  "copied",
  "acknowledged",
  "unmasked",
  "objected",
  "sender-said",
  "delivered",
  "delivery-agreed",
  "delivery-ended",
  "disclosure-ended",
]);

// The large columns travel only when they changed.
function rowOf({ matter, before }: Change, head: string | null): object {
  const changed = <Name extends keyof Matter>(name: Name): Matter[Name] | null => (matter[name] === before[name] ? null : matter[name]);
  return {
    number: matter.number,
    phase: matter.phase,
    unit: matter.unit,
    state: matter.state,
    priority: matter.priority,
    flags: matter.flags,
    tied: matter.tied,
    step: matter.step,
    situation: changed("situation"),
    form: changed("form"),
    facts: changed("facts"),
    flow: matter.flow,
    acts: matter.acts,
    head,
    submitted_at: matter.submittedAt,
    accepted_at: matter.acceptedAt,
    due_at: matter.dueAt,
    stopped_at: matter.stoppedAt,
    urged_at: matter.urgedAt,
    item_version: matter.itemVersion,
    awaits: matter.awaits,
    walked: changed("walked"),
    closed_at: matter.closedAt,
    outcome: matter.outcome,
    in_time: matter.inTime,
    area: matter.area,
    title: matter.title,
    beneficiary_index: matter.beneficiaryIndex,
    owner: changed("encryptedOwner"),
  };
}

const LARGE = ["situation", "form", "facts", "encryptedOwner"] as const;

/** The rows of each part of a step, in the order of its statement; a part without rows is not written. */
function rowsOf(ctx: Ctx, change: Change, blueprint: Blueprint, ends: boolean, acts: readonly LinkedAct[]): Partial<Record<PartName, readonly unknown[]>> {
  const { kind } = blueprint;
  const gone = new Set([...change.cancelled, ...change.done.map(({ taskId }) => taskId)]);
  const altered = ends ? [] : change.altered.filter(({ taskId }) => !gone.has(taskId));
  const opened = ends ? change.opened.filter(({ kind }) => kind === "copy") : change.opened;
  return {
    acts: acts.map((act) => ({ ...act, hash: act.hash.toString("hex") })),
    done: change.done.map((d) => ({
      task_id: d.taskId,
      outcome: d.outcome,
      result: encryptParts(ctx.personal, d.result, d.personal),
      holder: d.holder,
      holder_name: d.holderName,
    })),
    cancelled: ends ? [] : change.cancelled,
    closing: ends ? [true] : [],
    altered: altered.map((t) => ({
      task_id: t.taskId,
      node: t.node,
      name: t.name,
      unit: t.unit,
      assignee: t.assignee,
      assignee_name: t.assigneeName,
      ...limitRow(t),
    })),
    opened: opened.map((t) => ({
      task_id: t.taskId,
      node: t.node,
      name: t.name,
      kind: t.kind,
      unit: t.unit,
      role: t.role,
      party: t.party,
      area: t.area,
      checklist: t.checklist,
      assignee: t.assignee,
      assignee_name: t.assigneeName,
      sign_of: t.signOf,
      sign_when: t.signWhen,
      ...limitRow(t),
    })),
    found: searchRow(ctx, change, blueprint, [...opened, ...altered]),
    located: locationRow(kind, change.before, change.matter),
    subjects: subjectRows(
      { before: change.before, after: change.matter },
      // Versions of kinds from before they said what their matters are about lack it.
      (kind.subjects ?? []).flatMap((name) => blueprint.form.fields.get(name) ?? []),
      () => openAnswers(ctx, blueprint.form, change.matter.form),
      (key) => ctx.personal.index(key),
    ),
    disclosed: disclosedRow(
      { before: change.before, after: change.matter, day: dayOf(ctx.now) },
      blueprint.lists?.public,
      (when) => expression(when)(factsOf(ctx, change.matter, blueprint)) === true,
    ).map((row) => ({ ...row, kind: kind.id })),
    clocks: changedClocks(change.before.clocks, change.matter.clocks),
    stops: changedStops(change.before.stops, change.matter.stops),
    documents: change.documents.map((d) => ({
      document_id: d.documentId,
      kind: d.kind,
      number: d.number,
      data: ctx.personal.encrypt(JSON.stringify(d.data)),
    })),
    events: change.events.map((e) => ({ event_id: e.eventId, type: e.type, data: { ...e.data, step: change.acts.map(({ kind }) => kind) } })),
  };
}

/** The search row, where the step changes what is found by: the state, the unit, the title, who has a task of it. */
function searchRow(ctx: Ctx, { matter, before }: Change, blueprint: Blueprint, tasks: readonly Task[]): readonly unknown[] {
  if (matter.submittedAt === null || matter.number === null) return [];
  const { place } = blueprint.kind;
  const renamed = before.submittedAt === null || matter.title !== before.title || matter.owner.label !== before.owner.label;
  const units = [matter.unit, ...tasks.flatMap(({ unit }) => unit ?? [])];
  const others = units.some((unit) => unit !== before.unit);
  const changedForm = place !== undefined && matter.form !== before.form;
  const moved =
    matter.state !== before.state || matter.area !== before.area || matter.itemId !== before.itemId || matter.closedAt !== before.closedAt || changedForm;
  if (!renamed && !others && !moved) return [];
  // Sealed answers are no words.
  const address = place === undefined ? undefined : (matter.form[place] as { address?: string } | undefined)?.address;
  const { kind, unit, area, state, submittedAt, closedAt, number, title, itemName, owner, confidentiality } = matter;
  const said = renamed ? [title, itemName, owner.kind === "organisation" ? owner.label : "", address ?? ""].join(" ") : "";
  const row = { kind, unit, area, state, secret: confidentiality === "work-secret", received_at: submittedAt, closed_at: closedAt, units, number, said };
  const exact = pointOf(blueprint.kind, matter.form);
  if (!exact) return [row];
  const point = shownPoint(exact, keepsSecret(ctx, matter, blueprint));
  return [{ ...row, quad: quad(point), longitude: point[0], latitude: point[1] }];
}

function limitRow({ dueAt, timeLimit, stoppedAt }: Task): object {
  return { due_at: dueAt, time_limit: timeLimit, stopped_at: stoppedAt };
}

/** Whether what was promised first was kept: the main clock ended before it was due; null where none did, and where the matter ended otherwise. */
function metIn(matter: Matter, kind: Kind): boolean | null {
  const main = mainClock(kind);
  return (main !== undefined && clockOf(matter, main)?.met) ?? null;
}

/** Until when its clocks run, by name; of the main one the day, as `main`. */
function duesOf({ clocks, dueAt }: Matter): Record<string, string | null> {
  const names = new Set(clocks.flatMap((clock) => nameOf(clock) ?? []));
  const dues = [...names].map((name) => [name, dueIn(clockOf({ clocks }, name)!.dueAt)] as const);
  return { ...Object.fromEntries(dues), main: dueDayOf({ dueAt }) };
}

/** Writes a change in the running transaction; Conflict when the matter was changed meanwhile. Gives the matter as it now is. */
export async function writeChange(ctx: Ctx, change: Change): Promise<Matter> {
  const { matter, before } = change;
  const blueprint = await blueprintOf(ctx, matter);
  const { kind } = blueprint;
  matter.phase = phaseOf(kind, matter.state);
  // Whoever waited for the lock may find the matter closed by the act before theirs: whatever they meant to do, it is too late.
  if (isClosed(before) && !change.acts.every(({ kind }) => AFTERWARDS.has(kind)))
    throw conflict("CLOSED", "这件事已经结束，不能再办理。请刷新页面看最新情况。");
  const ends = isClosed(matter);
  if (ends) endAll(ctx.now, change, "已经结束");
  if (ends && !isClosed(before)) matter.inTime = metIn(matter, kind);
  Object.assign(matter, mainOf(matter, declaredBy(kind)));
  if (matter.tied && matter.state !== before.state) change.events.push({ eventId: newId(), type: "matter.entered", data: { state: matter.state } });
  for (const { data } of change.acts) if (data[DUES]) Object.assign(data[DUES], duesOf(matter));
  await tryPapers(ctx, change);
  const acts = linkActs(matter.matterId, matter.head, change.acts);
  const head = acts.at(-1)?.hash ?? matter.head;
  const lists = rowsOf(ctx, change, blueprint, ends, acts);
  const parts = Object.entries(lists).flatMap(([name, rows]) => (rows.length > 0 ? [name as PartName] : []));
  const finished = change.done.map((d) => d.taskId);
  const given: Record<string, unknown> = {
    ...Object.fromEntries(Object.entries(lists).map(([name, rows]) => [name, JSON.stringify(rows)])),
    id: matter.matterId,
    revision: matter.revision,
    row: JSON.stringify(rowOf(change, head?.toString("hex") ?? null)),
    now: ctx.now,
    cancelled: change.cancelled,
    finished,
  };
  const { text, names } = statementOf([LARGE.some((name) => matter[name] !== before[name]) ? "answers" : "matter", ...parts]);
  const rows = await ctx.db.query<{ done: number }>(
    text,
    names.map((name) => given[name]),
  );
  // Besides the revision, each task that is done must have been waiting still.
  if (rows[0]?.done !== change.done.length) throw conflict("MATTER_CHANGED", "这件事刚刚有了新的变化，请刷新页面看最新情况后再操作。");
  // What it had asked for may be asked for anew; what is granted is held on.
  if (ends && stateOf(kind, matter.state).tone !== "good") await endClaim(ctx, matter.matterId, matter.state);
  return { ...matter, stops: runningStops(matter), head, revision: matter.revision + 1 };
}
